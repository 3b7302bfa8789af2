package org.jl2tpd.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.interop.Jl2tpd.text;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call that goes from our LAC through our tunnel switch to our LNS: three processes, three namespaces. */
class SwitchIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String TUN = "datapath = \"tun\"";
    private static final String MEMORY = "datapath = \"memory\"";

    @BeforeEach
    void need() {
        Requirements.needNamespaces();
        Requirements.needDistribution();
        Requirements.needTun();
        Requirements.needPing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"called_number = \"*\"", "peer = \"default\"", "realm = \"isp.example\""})
    void carriesPingsThroughTheSwitchWhichHasNoNetworkItself(String match) {
        try (NetLab lab = new NetLab("switch")) {
            SwitchLine line = SwitchLine.of(lab);
            Jl2tpd lns = line.startLns(TUN);
            Jl2tpd middle = line.startSwitch(MEMORY, match);
            Jl2tpd lac = line.startLac(TUN);
            String address = text(lac.awaitNetwork(LIMIT), "local_ipv4");
            JsonObject there = lns.awaitNetwork(LIMIT);
            assertThat(text(there, "user")).isEqualTo(SwitchLine.USER);
            Ping.allThrough(line.lac(), SwitchLine.LNS_ADDRESS);
            Ping.unfragmented(line.lns(), address, 1400);
            List<JsonObject> legs = SwitchLine.awaitBothLegs(middle);
            assertThat(legs)
                    .hasSize(2)
                    .allSatisfy(leg -> assertThat(text(leg, "partner")).isNotEmpty());
            assertThat(middle.process().output()).contains("switched to onward session", "switched from session");
            lac.stop();
            Wait.until("end of the call", LIMIT, () -> lns.sessions().isEmpty(), lns::describe);
            assertThat(middle.sessions()).isEmpty();
            middle.stop();
            lns.stop();
        }
    }
}
