package org.jl2tpd.kernel;

import java.time.Duration;
import org.jl2tpd.interop.Configurations;
import org.jl2tpd.interop.Jl2tpd;
import org.jl2tpd.interop.Namespace;

/** Our daemon over the kernel's driver, as LNS and as LAC, and what is asked of it. */
final class Ours {
    /** Of an emulated CPU, with other guests beside it. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    static final String KERNEL = "datapath = \"kernel\"";

    /** Our LNS's own address on the links. */
    static final String LNS_ADDRESS = "10.77.0.1";

    private Ours() {}

    static Jl2tpd lns(Namespace namespace) {
        return lns(namespace, Configurations.lns());
    }

    static Jl2tpd lns(Namespace namespace, String configuration) {
        return Jl2tpd.start(namespace, "lns", KERNEL, configuration);
    }

    /** Dials the LNS at this address with this more in the session's section. */
    static Jl2tpd lac(Namespace namespace, String lns, String session) {
        return Jl2tpd.start(namespace, "lac", KERNEL, Configurations.lac(lns) + session);
    }

    /** {@link Configurations#lns} with addresses for 4,000 sessions. */
    static String manyLns() {
        return Configurations.lns().replace("10.77.0.10-10.77.0.99", "10.64.0.0/20");
    }

    /** A client with many sessions in one tunnel. */
    static String manyLac(String lns, int sessions) {
        String one = Configurations.lac(lns);
        int first = one.indexOf("[[tunnel.session]]");
        StringBuilder all = new StringBuilder(one.substring(0, first));
        for (int i = 0; i < sessions; i++) {
            all.append(one.substring(first)
                    .replace("\"work\"", "\"work" + i + "\"")
                    .replace("\"vpn0\"", "\"vpn" + i + "\"")
                    .replace("\"" + Configurations.USER + "\"", "\"user" + i + "\""));
        }
        return all.toString();
    }

    /** A configuration whose ppp profile says which PPP serves, {@code own} or {@code pppd}. */
    static String withPpp(String ppp, String configuration) {
        return with(configuration, "ppp_profile.lab", "ppp = \"" + ppp + "\"");
    }

    /** A configuration with lines added to a section that it has. */
    static String with(String configuration, String section, String lines) {
        String head = "[" + section + "]\n";
        if (!configuration.contains(head)) {
            throw new IllegalArgumentException("no section " + section);
        }
        return configuration.replace(head, head + lines + "\n");
    }
}
