package org.jl2tpd.linux;

import static org.jl2tpd.linux.SocketConstants.*;

import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;

/** The IPv4 addresses of a point-to-point device (netdevice(7)). */
public final class DeviceAddress {
    /** linux/sockios.h */
    private static final long SIOCGIFADDR = 0x8915;

    private static final long SIOCGIFDSTADDR = 0x8917;
    /** linux/if.h sizeof(struct ifreq), offset of the address within ifr_addr. */
    private static final int IFREQ = 40;

    private static final int IFR_IPV4 = 20;

    private DeviceAddress() {}

    /** Our address as 32 bits; 0 without one. */
    public static int local(String device) {
        return ask(device, SIOCGIFADDR);
    }

    /** The address of the other end as 32 bits; 0 without one. */
    public static int peer(String device) {
        return ask(device, SIOCGIFDSTADDR);
    }

    private static int ask(String device, long request) {
        byte[] name = device.getBytes(StandardCharsets.UTF_8);
        int fd = name.length < TunDevice.NAME_LIMIT ? Linux.socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0) : -1;
        if (fd < 0) {
            return 0;
        }
        var memory = new NativeMemory(IFREQ);
        memory.buffer.put(0, name);
        int result = Linux.ioctl(fd, request, memory.address);
        Reference.reachabilityFence(memory);
        Linux.close(fd);
        return result < 0 ? 0 : SocketAddresses.net(memory.buffer.getInt(IFR_IPV4));
    }
}
