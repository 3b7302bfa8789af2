package org.jl2tpd.kernel;

import java.nio.file.Path;
import java.util.List;
import org.jl2tpd.interop.Configurations;
import org.jl2tpd.interop.Namespace;
import org.jl2tpd.interop.Requirements;
import org.jl2tpd.interop.Xl2tpd;

/** xl2tpd with pppd, over the kernel's L2TP driver, as LNS and as LAC. */
final class Peers {
    /** Their own address on the links; a client gets one from .10 on. */
    static final String LNS_ADDRESS = "10.9.0.1";

    private static final String LNS = """
            access control = no
            [lns default]
            ip range = 10.9.0.10-10.9.0.99
            local ip = 10.9.0.1
            require authentication = yes
            require chap = yes
            refuse pap = yes
            name = lns.example
            challenge = yes
            length bit = yes
            """;

    private static final String LAC = """
            access control = no
            [lac one]
            lns = %s
            require authentication = no
            name = alice
            challenge = yes
            autodial = yes
            redial = yes
            redial timeout = 1
            length bit = yes
            """;

    private static final String LNS_OPTIONS = """
            mtu 1400
            mru 1400
            noccp
            lcp-echo-interval 5
            lcp-echo-failure 4
            debug
            """;

    private static final String LAC_OPTIONS = """
            noauth
            user alice
            mtu 1400
            mru 1400
            noccp
            nodefaultroute
            debug
            """;

    private Peers() {}

    /** @param extra lines of the section {@code [lns default]} */
    static Xl2tpd lns(Namespace namespace, String extra) {
        return start(namespace, "xl2tpd-lns", LNS + extra, LNS_OPTIONS);
    }

    /** @param extra lines of the section {@code [lac one]} */
    static Xl2tpd lac(Namespace namespace, String lns, String extra) {
        return start(namespace, "xl2tpd-lac", LAC.formatted(lns) + extra, LAC_OPTIONS);
    }

    /** With addresses for 4,000 sessions. */
    static Xl2tpd manyLns(Namespace namespace) {
        return start(
                namespace,
                "xl2tpd-lns",
                LNS.replace("10.9.0.10-10.9.0.99", "10.9.16.1-10.9.31.254"),
                LNS_OPTIONS.replace("debug\n", ""));
    }

    /** A section {@code l0}, {@code l1} and so on, hence a tunnel, for each address; dialled when told to. */
    static Xl2tpd manyLac(Namespace namespace, List<String> addresses) {
        StringBuilder all = new StringBuilder("access control = no\n");
        for (int i = 0; i < addresses.size(); i++) {
            all.append(LAC.formatted(addresses.get(i))
                    .replace("access control = no\n", "")
                    .replace("autodial = yes\n", "")
                    .replace("[lac one]", "[lac l" + i + "]"));
            all.append("pppoptfile = ")
                    .append(namespace.lab().folder().resolve("xl2tpd-lac.options"))
                    .append('\n');
        }
        return start(namespace, "xl2tpd-lac", all.toString(), LAC_OPTIONS.replace("debug\n", ""));
    }

    private static Xl2tpd start(Namespace namespace, String name, String configuration, String options) {
        Guest.writeChapSecrets();
        Path program = Requirements.needXl2tpd();
        return Xl2tpd.startWithPppd(namespace, program, name, configuration, Configurations.SECRET, options);
    }
}
