package org.jl2tpd.management.snmp;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
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

/**
 * UDP sockets of the agent, one an address, so that an answer leaves from the address that was asked. Java can't ask for a datagram's destination:
 * for {@code 0.0.0.0} and {@code ::} (which takes IPv4 too) there is a socket for each address that the host has at the start, and one more for
 * addresses that come later; the kernel chooses the source of that one's answers.
 */
final class UdpTransports {
    private UdpTransports() {}

    /** @throws IOException with words for an operator; then none is open */
    static List<AgentSocket> open(Profile snmp) throws IOException {
        int port = snmp.get(SnmpAttributes.PORT);
        List<IpAddress> wanted = snmp.get(SnmpAttributes.LISTEN_ADDRESSES);
        var opened = new ArrayList<AgentSocket>();
        try {
            for (IpAddress address : wanted) {
                InetAddress local = InetAddress.getByAddress(address.toBytes());
                if (isPartOfAnother(address, wanted)) {
                    continue;
                }
                if (local.isAnyLocalAddress()) {
                    openAll(local, port, opened);
                } else {
                    opened.add(AgentSocket.bind(local, port, false));
                }
            }
        } catch (IOException e) {
            close(opened);
            throw e;
        }
        return opened;
    }

    /** Whether an unspecified address stands for it too. */
    private static boolean isPartOfAnother(IpAddress address, List<IpAddress> wanted) {
        return wanted.stream()
                .filter(IpAddress::isUnspecified)
                .anyMatch(any -> !any.equals(address) && (!any.isV4() || address.isV4() && !address.isUnspecified()));
    }

    static void close(List<AgentSocket> opened) {
        for (AgentSocket socket : opened) {
            try {
                socket.close();
            } catch (IOException e) {
                // Nothing is left to be done with it.
            }
        }
    }

    private static void openAll(InetAddress any, int port, List<AgentSocket> opened) throws IOException {
        // Sharing the port would hide that another program has it.
        AgentSocket.bind(any, port, false).close();
        for (InetAddress address : hostAddresses(any instanceof Inet4Address)) {
            opened.add(AgentSocket.bind(address, port, true));
        }
        opened.add(AgentSocket.bind(any, port, true));
    }

    private static Set<InetAddress> hostAddresses(boolean onlyV4) throws SocketException {
        var addresses = new LinkedHashSet<InetAddress>();
        for (NetworkInterface device : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress address : Collections.list(device.getInetAddresses())) {
                if ((!onlyV4 || address instanceof Inet4Address) && !address.isLinkLocalAddress()) {
                    addresses.add(address);
                }
            }
        }
        return addresses;
    }
}
