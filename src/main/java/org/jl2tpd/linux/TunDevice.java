package org.jl2tpd.linux;

import static org.jl2tpd.linux.SocketConstants.*;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A TUN device (linux/if_tun.h): IP packets without a header of their own. It lives as long as its descriptor. */
public final class TunDevice implements AutoCloseable {
    /** linux/if.h IFNAMSIZ: octets of a device name with its final zero. */
    public static final int NAME_LIMIT = 16;

    private static final String PATH = "/dev/net/tun";
    /** linux/if_tun.h TUNSETIFF, _IOW('T', 202, int) in asm-generic/ioctl.h. */
    private static final long TUNSETIFF = 0x400454caL;

    private static final int IFF_TUN = 0x0001;
    private static final int IFF_NO_PI = 0x1000;
    /** linux/if.h sizeof(struct ifreq), offset of ifr_flags. */
    private static final int IFREQ = 40;

    private static final int IFR_FLAGS = 16;

    private final int fd;
    private final String name;
    private final int index;

    private TunDevice(int fd, String name, int index) {
        this.fd = fd;
        this.name = name;
        this.index = index;
    }

    /** @param wanted the name, which may hold one {@code %d} for a number of the kernel's choice */
    public static TunDevice open(String wanted) throws SystemCallException {
        Linux.require();
        byte[] octets = wanted.getBytes(StandardCharsets.US_ASCII);
        if (octets.length == 0 || octets.length >= NAME_LIMIT) {
            throw new SystemCallException("device name \"" + wanted + "\" must have 1 to 15 characters");
        }
        int fd = Linux.open(PATH, O_RDWR | O_NONBLOCK | O_CLOEXEC);
        if (fd < 0) {
            throw new SystemCallException(openProblem(-fd));
        }
        var request = new NativeMemory(IFREQ);
        request.buffer.put(0, octets);
        request.buffer.putShort(IFR_FLAGS, (short) (IFF_TUN | IFF_NO_PI));
        int result = Linux.ioctl(fd, TUNSETIFF, request.address);
        if (result < 0) {
            Linux.close(fd);
            throw new SystemCallException(createProblem(wanted, -result));
        }
        String name = name(request.buffer);
        return new TunDevice(fd, name, Linux.check("index of " + name, Linux.deviceIndex(name)));
    }

    private static String openProblem(int errno) {
        return switch (errno) {
            case Errno.ENOENT, Errno.ENODEV, Errno.ENXIO ->
                PATH + " is missing: load the kernel's tun module (modprobe tun) or give the container the device";
            case Errno.EACCES, Errno.EPERM -> "no permission to open " + PATH + ": run as root or with CAP_NET_ADMIN";
            default -> PATH + ": " + Errno.describe(errno);
        };
    }

    private static String createProblem(String wanted, int errno) {
        return switch (errno) {
            case Errno.EPERM -> "no permission to create the device " + wanted + ": CAP_NET_ADMIN is needed";
            case Errno.EBUSY -> "the device " + wanted + " is in use by another program";
            case Errno.EINVAL -> "a device " + wanted + " exists and is no TUN device, or the name is not allowed";
            default -> "cannot create the device " + wanted + ": " + Errno.describe(errno);
        };
    }

    private static String name(ByteBuffer request) {
        int length = 0;
        while (length < NAME_LIMIT && request.get(length) != 0) {
            length++;
        }
        byte[] octets = new byte[length];
        request.get(0, octets);
        return new String(octets, StandardCharsets.US_ASCII);
    }

    public int fd() {
        return fd;
    }

    public String name() {
        return name;
    }

    /** The kernel's number of the device. */
    public int index() {
        return index;
    }

    /** Reads a packet to the buffer's position (direct; up to its limit); returns its octets, or a negated errno. */
    public int read(ByteBuffer direct) {
        return Linux.read(fd, Linux.addressOf(direct) + direct.position(), direct.remaining());
    }

    /** Writes the packet from position to limit of a direct buffer; returns its octets, or a negated errno. */
    public int write(ByteBuffer direct) {
        return Linux.write(fd, Linux.addressOf(direct) + direct.position(), direct.remaining());
    }

    @Override
    public void close() {
        Linux.close(fd);
    }
}
