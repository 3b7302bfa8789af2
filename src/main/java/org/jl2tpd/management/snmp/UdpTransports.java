package org.jl2tpd.management.snmp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.SnmpAttributes;
import org.jl2tpd.wire.IpAddress;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/**
 * UDP sockets of the agent, one an address, so that an answer leaves from the address that was asked. Java can't ask for a datagram's destination:
 * for {@code 0.0.0.0} and {@code ::} there is a socket for each address that the host has at the start, and one more for those that come
 * later; from those the kernel chooses the source of an answer.
 */
final class UdpTransports {
    /** Octets of the longest message that is taken and sent (RFC 3417 3: all that UDP over IPv4 can carry). */
    static final int MESSAGE_LIMIT = 65_507;

    private static final int RECEIVE_BUFFER = 1 << 20;

    private UdpTransports() {}

    /** @throws IOException with words for an operator; then none is open */
    static List<DefaultUdpTransportMapping> open(Profile snmp) throws IOException {
        int port = snmp.get(SnmpAttributes.PORT);
        var opened = new ArrayList<DefaultUdpTransportMapping>();
        try {
            for (IpAddress address : snmp.get(SnmpAttributes.LISTEN_ADDRESSES)) {
                InetAddress local = InetAddress.getByAddress(address.toBytes());
                if (local.isAnyLocalAddress()) {
                    openAll(local, port, opened);
                } else {
                    opened.add(open(local, port, false));
                }
            }
        } catch (IOException e) {
            close(opened);
            throw e;
        }
        return opened;
    }

    static void close(List<DefaultUdpTransportMapping> opened) {
        for (DefaultUdpTransportMapping transport : opened) {
            try {
                transport.close();
            } catch (IOException e) {
                // Nothing is left to be done with it.
            }
        }
    }

    private static void openAll(InetAddress any, int port, List<DefaultUdpTransportMapping> opened) throws IOException {
        // Sharing the port would hide that another program has it.
        open(any, port, false).close();
        for (InetAddress address : hostAddresses(any)) {
            opened.add(open(address, port, true));
        }
        opened.add(open(any, port, true));
    }

    private static Set<InetAddress> hostAddresses(InetAddress any) throws SocketException {
        var addresses = new LinkedHashSet<InetAddress>();
        for (NetworkInterface device : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress address : Collections.list(device.getInetAddresses())) {
                if (address.getClass() == any.getClass() && !address.isLinkLocalAddress()) {
                    addresses.add(address);
                }
            }
        }
        return addresses;
    }

    private static DefaultUdpTransportMapping open(InetAddress address, int port, boolean shared) throws IOException {
        try {
            var transport = new DefaultUdpTransportMapping(new UdpAddress(address, port), shared);
            transport.setMaxInboundMessageSize(MESSAGE_LIMIT);
            transport.setReceiveBufferSize(RECEIVE_BUFFER);
            transport.setAsyncMsgProcessingSupported(false);
            return transport;
        } catch (SocketException e) {
            throw new IOException(
                    "SNMP can't listen on " + address.getHostAddress() + " port " + port + ": " + e.getMessage(), e);
        }
    }

    /** A socket that notifications leave from. */
    static DefaultUdpTransportMapping forSending() throws IOException {
        var transport = new DefaultUdpTransportMapping(new UdpAddress(new InetSocketAddress(0).getAddress(), 0), false);
        transport.setMaxInboundMessageSize(MESSAGE_LIMIT);
        transport.setAsyncMsgProcessingSupported(false);
        return transport;
    }
}
