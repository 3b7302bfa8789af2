package org.jl2tpd.linux;

/** Channels of /dev/ppp: one session's link, below PPP's network (linux/ppp-ioctl.h). Results are 0, or a negated errno. */
public final class PppChannel {
    private static final long PPPIOCATTCHAN = 0x40047438L;
    private static final long PPPIOCCONNECT = 0x4004743aL;
    private static final long PPPIOCSFLAGS = 0x40047459L;
    /** Since Linux 5.11. */
    private static final long PPPIOCBRIDGECHAN = 0x40047435L;
    /** PPPIOCSFLAGS: we may leave out a protocol's first octet 0, and FF03. */
    public static final int SC_COMP_PROT = 1;

    public static final int SC_COMP_AC = 2;

    private PppChannel() {}

    /** Makes a descriptor of {@link PppDescriptor#open} the channel's. */
    public static int attach(int fd, int channel) {
        return PppDescriptor.ioctl(fd, PPPIOCATTCHAN, channel);
    }

    /** Puts a unit, with its network device, on top of the channel. */
    public static int connect(int fd, int unit) {
        return PppDescriptor.ioctl(fd, PPPIOCCONNECT, unit);
    }

    /** Tells what the peer lets us leave out. Drivers whose frames are always whole, as L2TP's, know no flags (ENOTTY). */
    public static int setFlags(int fd, int flags) {
        return PppDescriptor.ioctl(fd, PPPIOCSFLAGS, flags);
    }

    /** Sends what comes on the channel out on another, and the other way round, until one of them is closed. */
    public static int bridge(int fd, int otherChannel) {
        return PppDescriptor.ioctl(fd, PPPIOCBRIDGECHAN, otherChannel);
    }
}
