package org.jl2tpd.linux;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Settings of one network device that rtnetlink cannot change (Documentation/networking/ip-sysctl.rst of the kernel). */
public final class DeviceSettings {
    private static final Path IPV6 = Path.of("/proc/sys/net/ipv6");
    /** What a path may hold: narrower than the kernel's dev_valid_name, which refuses only slashes, colons, space and dots alone. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1," + (TunDevice.NAME_LIMIT - 1) + "}");

    private static final ThreadLocal<NativeMemory> VALUE = ThreadLocal.withInitial(() -> new NativeMemory(1));

    private DeviceSettings() {}

    /**
     * Has the kernel take addresses from Router Advertisements on this device, also where it forwards, but no default route.
     *
     * @return whether that is so now, as it always is in a kernel without IPv6
     */
    public static boolean takeNoDefaultRoute(String device) {
        return takeNoDefaultRoute(IPV6, device);
    }

    /**
     * Has the kernel hear no Router Advertisements on this device.
     *
     * @return whether that is so now, as it always is in a kernel without IPv6
     */
    public static boolean refuseAdvertisements(String device) {
        return isDevice(device) && (write(IPV6 + "/conf/" + device + "/accept_ra", '0') || !Files.exists(IPV6));
    }

    /**
     * Has IPv4 packets from this device dropped whose source no route leads back to through it (rp_filter, RFC 3704 strict).
     *
     * @return whether that is so now
     */
    public static boolean checkSources(String device) {
        return isDevice(device) && write("/proc/sys/net/ipv4/conf/" + device + "/rp_filter", '1');
    }

    /** The default route is ruled out first: a device that cannot have that is not told to hear advertisements either. */
    static boolean takeNoDefaultRoute(Path ipv6, String device) {
        if (!isDevice(device)) {
            return false;
        }
        if (!Files.exists(ipv6)) {
            return true;
        }
        String settings = ipv6 + "/conf/" + device;
        return write(settings + "/accept_ra_defrtr", '0') && write(settings + "/accept_ra", '2');
    }

    /** Whether the name is one device's: {@code all} and {@code default} stand for others too. */
    private static boolean isDevice(String name) {
        return switch (name) {
            case ".", "..", "all", "default" -> false;
            default -> NAME.matcher(name).matches();
        };
    }

    /** Without java.nio, which makes twice as many system calls: sessions come up by the hundred. */
    private static boolean write(String setting, char value) {
        int fd = Linux.open(setting, SocketConstants.O_WRONLY | SocketConstants.O_CLOEXEC);
        if (fd < 0) {
            return false;
        }
        NativeMemory memory = VALUE.get();
        memory.buffer.put(0, (byte) value);
        int written = Linux.write(fd, memory.address, 1);
        Linux.close(fd);
        return written == 1;
    }
}
