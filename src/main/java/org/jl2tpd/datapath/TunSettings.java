package org.jl2tpd.datapath;

import java.util.List;
import org.jl2tpd.wire.IpPrefix;

/**
 * What a {@link TunDatapath} is told.
 *
 * @param deviceName of the device that LNS sessions share
 * @param mtu of that device, 576 to {@link #MTU_LIMIT}; sessions with a smaller one get it on their routes
 * @param sourceCheck whether packets of peers must come from their session's addresses (BCP 38); never done for client sessions
 * @param poolRoutes prefixes that are routed to the shared device once, so that sessions inside need no routes of their own: a
 *     session comes up faster, but the kernel does not know its MTU, and packets to free addresses reach the device and end there
 */
public record TunSettings(String deviceName, int mtu, boolean sourceCheck, List<IpPrefix> poolRoutes) {
    /** Longest packet that a device may carry; the reactor's buffers hold it with its headers. */
    public static final int MTU_LIMIT = 9216;
    /** The default settings. */
    public static final TunSettings DEFAULT = new TunSettings("jl2tpd0", 1500, true);

    /** Settings with a route for each session. */
    public TunSettings(String deviceName, int mtu, boolean sourceCheck) {
        this(deviceName, mtu, sourceCheck, List.of());
    }
}
