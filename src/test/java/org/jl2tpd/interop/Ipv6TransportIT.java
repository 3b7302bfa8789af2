package org.jl2tpd.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.interop.Jl2tpd.text;

import com.google.gson.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tunnels whose datagrams travel over IPv6. */
class Ipv6TransportIT {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final String TUN = "datapath = \"tun\"";

    @BeforeEach
    void need() {
        Requirements.needNamespaces();
        Requirements.needDistribution();
        Requirements.needTun();
        Requirements.needPing();
    }

    @Test
    void carriesASessionOverIpv6WithItsSmallerMtu() {
        try (NetLab lab = new NetLab("ipv6-transport")) {
            Namespace lns = lab.namespace("lns");
            Namespace lac = lab.namespace("lac");
            lab.wire(lns, "fd00:8::1/64", lac, "fd00:8::2/64");
            Capture capture = Capture.start(lns, "lns");
            Jl2tpd server = Jl2tpd.start(lns, "lns", TUN, Configurations.lns());
            Jl2tpd client = Jl2tpd.start(lac, "lac", TUN, Configurations.lac("fd00:8::1"));
            JsonObject session = client.awaitNetwork(LIMIT);
            server.awaitNetwork(LIMIT);
            assertThat(session.get("mtu").getAsInt()).isEqualTo(1440);
            Ping.unfragmented(lac, "10.77.0.1", 1440);
            Ping.unfragmented(lns, text(session, "local_ipv4"), 1440);
            capture.assertNothingMalformed();
            client.stop();
            server.stop();
        }
    }
}
