package org.jl2tpd.interop;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;

/** A LAC, a tunnel switch and an LNS in a row, each a daemon of ours in a namespace of its own. */
public record SwitchLine(Namespace lac, Namespace middle, Namespace lns) {
    /** The LNS's address on the links. */
    public static final String LNS_ADDRESS = "10.77.0.1";
    /** A user of the realm that goes on. */
    public static final String USER = "alice@isp.example";

    private static final Duration LIMIT = Duration.ofSeconds(60);

    public static SwitchLine of(NetLab lab) {
        SwitchLine line = new SwitchLine(lab.namespace("lac"), lab.namespace("switch"), lab.namespace("lns"));
        lab.wire(line.lac, "10.8.1.1/24", line.middle, "10.8.1.2/24");
        lab.wire(line.middle, "10.8.0.2/24", line.lns, "10.8.0.1/24");
        return line;
    }

    /** An LNS that believes proxies. */
    public Jl2tpd startLns(String system) {
        String name = "host_name = \"lns.example\"\n";
        return Jl2tpd.start(lns, "lns", system, Configurations.lns().replace(name, name + "allow_ppp_proxy = true\n"));
    }

    public Jl2tpd startLac(String system) {
        return Jl2tpd.start(lac, "lac", system, Configurations.lac("10.8.1.2", USER));
    }

    /** @param match what the switch rule asks for */
    public Jl2tpd startSwitch(String system, String match) {
        return Jl2tpd.start(middle, "switch", system, """
                [secret.lab]
                value = "%s"

                [peer_profile.default]
                allow_tunnels = true
                tunnel_profile_name = "lab"

                [tunnel_profile.lab]
                auth_mode = "challenge"
                secret_name = "lab"
                host_name = "switch.example"
                hello_timeout = 3
                max_retries = 3

                [ppp_profile.default]
                lcp_retransmit_interval = 1

                [[tunnel]]
                tunnel_name = "onward"
                dest_ipaddr = "10.8.0.1"
                profile_name = "lab"
                persist = false

                [[switch]]
                %s
                tunnel = "onward"
                """.formatted(Configurations.SECRET, match));
    }

    /** Both legs of a switched call in its daemon. */
    public static List<JsonObject> awaitBothLegs(Jl2tpd daemon) {
        daemon.awaitSession(
                "a switched call",
                LIMIT,
                session -> Jl2tpd.text(session, "ppp_state").equals("switched")
                        && !Jl2tpd.text(session, "partner").isEmpty());
        return daemon.sessions();
    }
}
