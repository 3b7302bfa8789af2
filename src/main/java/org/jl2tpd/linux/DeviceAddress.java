package org.jl2tpd.linux;

import static org.jl2tpd.linux.SocketConstants.*;

import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;

/** The IPv4 addresses of a point-to-point device, and what kind of device one is (netdevice(7)). */
public final class DeviceAddress {
    /** linux/sockios.h */
    private static final long SIOCGIFADDR = 0x8915;

    private static final long SIOCGIFDSTADDR = 0x8917;
    /** linux/if.h sizeof(struct ifreq), offset of the address within ifr_addr. */
    private static final int IFREQ = 40;

    private static final int IFR_IPV4 = 20;

    private static final long SIOCGIFHWADDR = 0x8927;
    /** Offset of sa_family within ifr_hwaddr. */
    private static final int IFR_TYPE = 16;
    /** linux/if_arp.h */
    public static final int ARPHRD_PPP = 512;

    private DeviceAddress() {}

    /** Our address as 32 bits; 0 without one. */
    public static int local(String device) {
        return ask(device, SIOCGIFADDR);
    }

    /** The address of the other end as 32 bits; 0 without one. */
    public static int peer(String device) {
        return ask(device, SIOCGIFDSTADDR);
    }

    /** The kind of a device (linux/if_arp.h), {@link #ARPHRD_PPP} for one; -1 when there is none. */
    public static int type(String device) {
        NativeMemory answer = ifreq(device, SIOCGIFHWADDR);
        return answer == null ? -1 : answer.buffer.getShort(IFR_TYPE) & 0xffff;
    }

    private static int ask(String device, long request) {
        NativeMemory answer = ifreq(device, request);
        return answer == null ? 0 : SocketAddresses.net(answer.buffer.getInt(IFR_IPV4));
    }

    /** Null when the kernel has no answer. */
    private static NativeMemory ifreq(String device, long request) {
        byte[] name = device.getBytes(StandardCharsets.UTF_8);
        int fd = name.length < TunDevice.NAME_LIMIT ? Linux.socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0) : -1;
        if (fd < 0) {
            return null;
        }
        var memory = new NativeMemory(IFREQ);
        memory.buffer.put(0, name);
        int result = Linux.ioctl(fd, request, memory.address);
        Reference.reachabilityFence(memory);
        Linux.close(fd);
        return result < 0 ? null : memory;
    }
}
