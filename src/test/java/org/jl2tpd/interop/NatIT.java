package org.jl2tpd.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.interop.Jl2tpd.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several peers that share one address and differ by port alone, as behind a NAT. */
class NatIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String TUN = "datapath = \"tun\"";
    private static final int CLIENTS = 3;

    @BeforeEach
    void need() {
        Requirements.needNamespaces();
        Requirements.needDistribution();
        Requirements.needTun();
        Requirements.needPing();
    }

    @Test
    void servesSeveralPeersBehindOneAddressAndKeepsTheOthersWhenOneLeaves() {
        try (NetLab lab = new NetLab("nat")) {
            Namespace lns = lab.namespace("lns");
            Namespace nat = lab.namespace("nat");
            lab.wire(lns, "10.8.0.1/24", nat, "10.8.0.2/24");
            nat.startJava("nat", LossyRelay.class, "1701", "10.8.0.1", "1701", "0", "1")
                    .awaitLine("relaying", LIMIT);
            Jl2tpd server = Jl2tpd.start(lns, "lns", TUN, Configurations.lns());
            List<Namespace> homes = new ArrayList<>();
            List<Jl2tpd> clients = new ArrayList<>();
            for (int i = 1; i <= CLIENTS; i++) {
                Namespace home = lab.namespace("lac" + i);
                lab.wire(home, "10.8." + i + ".1/24", nat, "10.8." + i + ".2/24");
                homes.add(home);
                clients.add(Jl2tpd.start(home, "lac" + i, TUN, Configurations.lac("10.8." + i + ".2", "user" + i)));
            }
            Set<String> addresses = clients.stream()
                    .map(client -> text(client.awaitNetwork(LIMIT), "local_ipv4"))
                    .collect(Collectors.toSet());
            assertThat(addresses).hasSize(CLIENTS);
            assertThat(server.tunnels())
                    .extracting(tunnel -> text(tunnel, "peer_address"))
                    .containsOnly("10.8.0.2");
            assertThat(server.tunnels())
                    .extracting(tunnel -> text(tunnel, "peer_port"))
                    .doesNotHaveDuplicates();
            clients.get(0).stop();
            Wait.until("end of one session", LIMIT, () -> server.sessions().size() == CLIENTS - 1, server::describe);
            homes.subList(1, CLIENTS).forEach(home -> Ping.through(home, "10.77.0.1", 56));
            clients.subList(1, CLIENTS).forEach(Jl2tpd::stop);
            server.stop();
        }
    }
}
