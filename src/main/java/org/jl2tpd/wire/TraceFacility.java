package org.jl2tpd.wire;

/** What can be traced, as bits of a mask that system, profiles, tunnels and sessions carry. */
public enum TraceFacility {
    PROTOCOL(1),
    FSM(2),
    API(4),
    AVP_INFO(8),
    AVP_HIDE(16),
    AVP_DATA(32),
    FUNC(64),
    TRANSPORT(128),
    DATA(256),
    SYSTEM(512),
    PPP_CONTROL(1024);

    /** All facilities. */
    public static final int ALL = 2047;

    private final int bit;

    TraceFacility(int bit) {
        this.bit = bit;
    }

    /** The facility's bit. */
    public int bit() {
        return bit;
    }

    /** Whether the mask has it. */
    public boolean in(int mask) {
        return (mask & bit) != 0;
    }
}
