package org.jl2tpd.datapath;

/**
 * What a {@link TunDatapath} is told.
 *
 * @param deviceName of the device that LNS sessions share
 * @param mtu of that device, 576 to {@link #MTU_LIMIT}; sessions with a smaller one get it on their routes
 * @param sourceCheck whether packets of peers must come from their session's addresses (BCP 38); never done for client sessions
 */
public record TunSettings(String deviceName, int mtu, boolean sourceCheck) {
    /** Longest packet that a device may carry; the reactor's buffers hold it with its headers. */
    public static final int MTU_LIMIT = 9216;
    /** The default settings. */
    public static final TunSettings DEFAULT = new TunSettings("jl2tpd0", 1500, true);
}
