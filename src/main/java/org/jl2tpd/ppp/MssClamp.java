package org.jl2tpd.ppp;

import java.nio.ByteBuffer;

/** Lowers the MSS option of TCP SYN segments to what fits the link; checksum updated in place (RFC 1624). */
public final class MssClamp {
    private MssClamp() {}

    /**
     * Clamps a packet (IPv4 or IPv6, position to limit) in place. Fragments behind the first, other protocols and
     * malformed headers are left alone. No allocation.
     *
     * @param mtu the link's MTU; MSS becomes at most mtu - 40 (IPv4) or mtu - 60 (IPv6)
     * @return whether the packet was changed
     */
    public static boolean clamp(ByteBuffer packet, int mtu) {
        throw new UnsupportedOperationException();
    }
}
