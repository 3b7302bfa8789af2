package org.jl2tpd.datapath.kernel;

import org.jl2tpd.linux.L2tpTunnel;
import org.jl2tpd.linux.Ledger.Removal;
import org.jl2tpd.linux.SystemCallException;
import org.jl2tpd.wire.IpAddress;

/** Static tunnels in the ledger: the kernel keeps them when their daemon is killed, with their sessions, devices and addresses. */
public final class StaticTunnelLedger {
    /** What they are called in the ledger. */
    public static final String KIND = "static_tunnel";

    /** How often it is looked whether the kernel has done it, and how long between: 2 s in all. */
    private static final int LOOKS = 200;

    private static final long LOOK_MS = 10;

    private StaticTunnelLedger() {}

    /** All that tells a tunnel from another one: ids, addresses, ports. */
    static String words(L2tpTunnel tunnel) {
        L2tpTunnel.Udp udp = tunnel.udp();
        return tunnel.tunnelId() + " " + tunnel.peerTunnelId() + " " + text(tunnel.localAddress()) + " "
                + text(tunnel.peerAddress()) + " "
                + (udp == null ? "ip" : "udp:" + udp.localPort() + ":" + udp.peerPort());
    }

    private static String text(byte[] address) {
        return address == null ? "none" : IpAddress.of(address).toString();
    }

    /** Takes away a tunnel that a killed daemon left behind, if it is as that made it. */
    public static Removal removeStale(String words) {
        try {
            NetlinkStaticKernel kernel = new NetlinkStaticKernel();
            try {
                return removeStale(kernel, words);
            } finally {
                kernel.close();
            }
        } catch (SystemCallException e) {
            return Removal.FAILED;
        }
    }

    static Removal removeStale(StaticKernel kernel, String words) throws SystemCallException {
        String id = words.split(" ")[0];
        if (!id.matches("[0-9]{1,10}")) {
            return Removal.NOT_OURS;
        }
        L2tpTunnel now = kernel.tunnel(Long.parseLong(id));
        if (now == null || !words(now).equals(words)) {
            return Removal.NOT_OURS;
        }
        kernel.deleteTunnel(now.tunnelId());
        return isGone(kernel, now.tunnelId()) ? Removal.REMOVED : Removal.FAILED;
    }

    /** The kernel does it a moment later. */
    private static boolean isGone(StaticKernel kernel, long id) throws SystemCallException {
        for (int i = 0; i < LOOKS; i++) {
            if (kernel.tunnel(id) == null) {
                return true;
            }
            try {
                Thread.sleep(LOOK_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }
}
