package org.jl2tpd.management.snmp;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snmp4j.TransportStateReference;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.transport.UdpTransportMapping;

/**
 * A UDP socket with a thread that reads it. The library's own takes IPv6 too where {@code 0.0.0.0} is asked for, and allocates 64 KiB for each
 * message.
 */
final class AgentSocket extends UdpTransportMapping {
    /** Octets of the longest message that is taken and sent (RFC 3417 3: all that UDP over IPv4 can carry). */
    static final int MESSAGE_LIMIT = 65_507;

    private static final int RECEIVE_BUFFER = 1 << 20;
    private static final long CLOSE_WAIT_MS = 2_000;
    /** After a failed reading, so that an error that stays doesn't keep a processor busy. */
    private static final long FAULT_PAUSE_MS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(AgentSocket.class);

    private final DatagramChannel channel;
    private final Thread thread;
    private volatile boolean listening;

    private AgentSocket(DatagramChannel channel, UdpAddress address) {
        super(address);
        this.channel = channel;
        maxInboundMessageSize = MESSAGE_LIMIT;
        thread = new Thread(this::read, "snmp-udp");
        thread.setDaemon(true);
    }

    /** @param shared whether other sockets of this process have the port too, for other addresses */
    static AgentSocket bind(InetAddress address, int port, boolean shared) throws IOException {
        boolean v4 = address instanceof Inet4Address;
        DatagramChannel channel = DatagramChannel.open(v4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, shared);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
            channel.bind(new InetSocketAddress(address, port));
            return new AgentSocket(channel, new UdpAddress(address, port));
        } catch (IOException e) {
            channel.close();
            throw new IOException(
                    "SNMP can't listen on " + address.getHostAddress() + " port " + port + ": " + e.getMessage(), e);
        }
    }

    /** A socket of any port and family, for notifications. */
    static AgentSocket forSending() throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.bind(new InetSocketAddress(0));
            return new AgentSocket(channel, new UdpAddress("0.0.0.0/0"));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public boolean isListening() {
        return listening;
    }

    @Override
    public void listen() {
        listening = true;
        thread.start();
    }

    private void read() {
        ByteBuffer buffer = ByteBuffer.allocate(MESSAGE_LIMIT + 1);
        while (channel.isOpen()) {
            try {
                buffer.clear();
                var source = (InetSocketAddress) channel.receive(buffer);
                buffer.flip();
                var reference = new TransportStateReference(
                        this, udpAddress, null, SecurityLevel.undefined, SecurityLevel.undefined, false, channel);
                fireProcessMessage(
                        new UdpAddress(source.getAddress(), source.getPort()),
                        ByteBuffer.wrap(buffer.array(), 0, buffer.limit()),
                        reference);
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException | RuntimeException e) {
                LOG.atWarn().addKeyValue("reason", e.toString()).log("snmp_not_received");
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(FAULT_PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void sendMessage(
            UdpAddress address, byte[] message, TransportStateReference reference, long timeoutMs, int retries)
            throws IOException {
        channel.send(ByteBuffer.wrap(message), new InetSocketAddress(address.getInetAddress(), address.getPort()));
    }

    @Override
    public void close() throws IOException {
        channel.close();
        listening = false;
        try {
            thread.join(CLOSE_WAIT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
