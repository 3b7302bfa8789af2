package org.jl2tpd.linux;

/** Units of /dev/ppp: a network device {@code pppN} (linux/ppp-ioctl.h). It goes when its descriptor is closed. */
public final class PppUnit {
    private static final long PPPIOCNEWUNIT = 0xc004743eL;
    private static final long PPPIOCSMRU = 0x40047452L;
    private static final long PPPIOCSNPMODE = 0x4008744bL;
    private static final long PPPIOCGIDLE64 = 0x8010743fL;
    /** linux/ppp_defs.h enum NPmode. */
    private static final int NPMODE_PASS = 0;

    private static final int NPMODE_DROP = 1;
    /** linux/ppp_defs.h */
    public static final int PPP_IP = 0x21;

    public static final int PPP_IPV6 = 0x57;

    private static final long NS_PER_S = 1_000_000_000L;

    private PppUnit() {}

    /** Makes a descriptor of {@link PppDescriptor#open} a new unit's; returns its number, or a negated errno. */
    public static int create(int fd) {
        int result = PppDescriptor.ioctl(fd, PPPIOCNEWUNIT, -1);
        return result < 0 ? result : PppDescriptor.scratch().buffer.getInt(0);
    }

    /** The name that the kernel gives a unit's device first. */
    public static String deviceName(int unit) {
        return "ppp" + unit;
    }

    /** Sets the longest frame that is taken; 0, or a negated errno. */
    public static int setMru(int fd, int octets) {
        return PppDescriptor.ioctl(fd, PPPIOCSMRU, octets);
    }

    /** Lets packets of a protocol pass to and from the device, or has them dropped; 0, or a negated errno. */
    public static int setPass(int fd, int protocol, boolean pass) {
        NativeMemory memory = PppDescriptor.scratch();
        memory.buffer.putInt(0, protocol).putInt(4, pass ? NPMODE_PASS : NPMODE_DROP);
        return Linux.ioctl(fd, PPPIOCSNPMODE, memory.address);
    }

    /**
     * Nanoseconds, in whole seconds, since the last packet that was sent or received; -1 when the kernel does not tell, and some large
     * value before the first packet. The ioctl's
     * number holds the structure's size, which on a 64-bit machine is two times eight octets since ever.
     */
    public static long idleNs(int fd) {
        NativeMemory memory = PppDescriptor.scratch();
        if (Linux.ioctl(fd, PPPIOCGIDLE64, memory.address) < 0) {
            return -1;
        }
        return Math.min(memory.buffer.getLong(0), memory.buffer.getLong(8)) * NS_PER_S;
    }
}
