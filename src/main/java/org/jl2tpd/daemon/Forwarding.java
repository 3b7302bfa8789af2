package org.jl2tpd.daemon;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.linux.KernelSetting;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;

/** Whether the kernel forwards packets between its devices, without which the peers of a LNS reach this host alone. */
final class Forwarding {
    /** Where the kernel keeps its settings of the network. */
    static final Path SYSTEM = Path.of("/proc/sys/net");

    private static final String IPV4 = "ipv4/ip_forward";
    private static final String IPV6 = "ipv6/conf/all/forwarding";

    private Forwarding() {}

    /** The command that switches on what the configuration's peers need and what is off; empty when all is well or unknown. */
    static String advice(Path settings, Configuration configuration) {
        List<String> off = new ArrayList<>();
        if (isOff(settings.resolve(IPV4))) {
            off.add("net.ipv4.ip_forward=1");
        }
        if (offersIpv6(configuration) && isOff(settings.resolve(IPV6))) {
            off.add("net.ipv6.conf.all.forwarding=1");
        }
        return off.isEmpty() ? "" : "sysctl -w " + String.join(" ", off);
    }

    private static boolean offersIpv6(Configuration configuration) {
        for (Profile profile : configuration.profiles().get(ProfileKind.PPP).values()) {
            if (profile.get(PppAttributes.IPV6)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOff(Path setting) {
        return KernelSetting.text(setting).equals("0");
    }
}
