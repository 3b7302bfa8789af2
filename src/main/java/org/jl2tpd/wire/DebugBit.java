package org.jl2tpd.wire;

/**
 * Bits of a tunnel's or session's debug mask, as Linux's L2TP driver names them (PPPOL2TP_MSG_ of linux/if_pppol2tp.h). A vocabulary of
 * its own: a bit is no {@link TraceFacility}.
 */
public enum DebugBit {
    /** Whatever there is to say. */
    VERBOSE(1),
    /** What userspace and the kernel tell each other: tunnels and sessions that come and go. */
    CONTROL(2),
    /** The kernel's transport: sequence numbers. */
    SEQUENCE(4),
    /** Data packets. */
    DATA(8);

    /** All bits. */
    public static final int ALL = 15;

    private final int bit;

    DebugBit(int bit) {
        this.bit = bit;
    }

    public int bit() {
        return bit;
    }

    /** Whether the mask has it. */
    public boolean in(int mask) {
        return (mask & bit) != 0;
    }
}
