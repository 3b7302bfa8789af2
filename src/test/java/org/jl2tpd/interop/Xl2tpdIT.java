package org.jl2tpd.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.interop.Jl2tpd.text;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** xl2tpd as LAC and as LNS against us: control connection with a secret, incoming call up to ICCN, orderly ends. */
class Xl2tpdIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String MEMORY = "datapath = \"memory\"";

    private static final String XL2TPD_LAC = """
            access control = no
            [lac one]
            lns = 10.8.0.1
            challenge = yes
            autodial = yes
            redial = yes
            redial timeout = 1
            """;

    private static final String XL2TPD_LNS = """
            access control = no
            [lns default]
            ip range = 10.9.0.10-10.9.0.20
            local ip = 10.9.0.1
            require authentication = no
            challenge = yes
            """;

    private Path xl2tpd;

    @BeforeEach
    void need() {
        Requirements.needNamespaces();
        Requirements.needDistribution();
        xl2tpd = Requirements.needXl2tpd();
    }

    @Test
    void servesXl2tpdAsLacAndTellsItOfOurStop() {
        try (NetLab lab = new NetLab("xl2tpd-lac")) {
            Sides sides = Sides.of(lab);
            Capture capture = Capture.start(sides.lns, "lns");
            Jl2tpd ours = Jl2tpd.start(sides.lns, "jl2tpd", MEMORY, Configurations.lns());
            Xl2tpd theirs =
                    Xl2tpd.start(sides.lac, xl2tpd, "xl2tpd", XL2TPD_LAC, Configurations.SECRET, Xl2tpd.SILENT_PPPD);
            theirs.process().awaitLine("Call established with 10.8.0.1", LIMIT);
            ours.awaitSession("established session", LIMIT, session -> "ESTABLISHED".equals(text(session, "state")));
            assertThat(ours.tunnels()).hasSize(1);
            ours.stop();
            theirs.process().awaitLine("Connection closed to 10.8.0.1", LIMIT);
            capture.assertNothingMalformed();
            capture.assertMessages("SCCRQ", "SCCRP", "SCCCN", "ICRQ", "ICRP", "ICCN", "StopCCN");
        }
    }

    @Test
    void forgetsXl2tpdWhenItHangsUp() {
        try (NetLab lab = new NetLab("xl2tpd-lac-stops")) {
            Sides sides = Sides.of(lab);
            Jl2tpd ours = Jl2tpd.start(sides.lns, "jl2tpd", MEMORY, Configurations.lns());
            Xl2tpd theirs =
                    Xl2tpd.start(sides.lac, xl2tpd, "xl2tpd", XL2TPD_LAC, Configurations.SECRET, Xl2tpd.SILENT_PPPD);
            ours.awaitSession("established session", LIMIT, session -> "ESTABLISHED".equals(text(session, "state")));
            theirs.command("d one");
            Wait.until("end of the session", LIMIT, () -> ours.sessions().isEmpty(), ours::describe);
            ours.stop();
        }
    }

    @Test
    void refusesXl2tpdWithAnotherSecret() {
        try (NetLab lab = new NetLab("xl2tpd-lac-secret")) {
            Sides sides = Sides.of(lab);
            Capture capture = Capture.start(sides.lns, "lns");
            Jl2tpd ours = Jl2tpd.start(sides.lns, "jl2tpd", MEMORY, Configurations.lns());
            Xl2tpd theirs = Xl2tpd.start(sides.lac, xl2tpd, "xl2tpd", XL2TPD_LAC, "another-secret", Xl2tpd.SILENT_PPPD);
            theirs.process().awaitLine("sending SCCRQ", LIMIT);
            theirs.process().awaitLine("[Cc]hallenge auth|Connection closed|Invalid challenge", LIMIT);
            assertThat(ours.sessions()).isEmpty();
            assertThat(ours.process().output()).doesNotContain(Configurations.SECRET);
            ours.stop();
            capture.assertNothingMalformed();
        }
    }

    @Test
    void dialsXl2tpdAsLnsAndTellsItOfOurStop() {
        try (NetLab lab = new NetLab("xl2tpd-lns")) {
            Sides sides = Sides.of(lab);
            Capture capture = Capture.start(sides.lac, "lac");
            Xl2tpd theirs =
                    Xl2tpd.start(sides.lns, xl2tpd, "xl2tpd", XL2TPD_LNS, Configurations.SECRET, Xl2tpd.SILENT_PPPD);
            Jl2tpd ours = Jl2tpd.start(sides.lac, "jl2tpd", MEMORY, Configurations.lac("10.8.0.1"));
            theirs.process().awaitLine("Call established with 10.8.0.2", LIMIT);
            ours.awaitSession("established session", LIMIT, session -> "ESTABLISHED".equals(text(session, "state")));
            ours.stop();
            theirs.process().awaitLine("Connection closed to 10.8.0.2", LIMIT);
            capture.assertNothingMalformed();
            capture.assertMessages("SCCRQ", "SCCRP", "SCCCN", "ICRQ", "ICRP", "ICCN", "StopCCN");
        }
    }

    @Test
    void dialsAgainAfterXl2tpdWasStoppedAndStarted() {
        try (NetLab lab = new NetLab("xl2tpd-lns-restart")) {
            Sides sides = Sides.of(lab);
            Jl2tpd ours = Jl2tpd.start(sides.lac, "jl2tpd", MEMORY, Configurations.lac("10.8.0.1"));
            Xl2tpd first = startLns(sides, "xl2tpd-first");
            ours.awaitSession("established session", LIMIT, session -> "ESTABLISHED".equals(text(session, "state")));
            first.process().terminate(LIMIT);
            Xl2tpd second = startLns(sides, "xl2tpd-second");
            second.process().awaitLine("Call established with 10.8.0.2", Duration.ofSeconds(60));
            ours.stop();
        }
    }

    /** Each with one thing that xl2tpd, or we, do otherwise than by default. */
    @ParameterizedTest
    @CsvSource({
        "length bit = yes,",
        "length bit = no,",
        "hidden bit = yes,",
        "flow bit = yes, use_sequence_numbers = true"
    })
    void carriesPingsThroughXl2tpdToTheUserspacePppOfSlirp(String theirOption, String ourOption) {
        Path slirp = Requirements.needSlirp();
        Requirements.needTun();
        Requirements.needPing();
        try (NetLab lab = new NetLab("xl2tpd-slirp-" + theirOption.replaceAll("\\W+", "-"))) {
            Sides sides = Sides.of(lab);
            Capture capture = Capture.start(sides.lac, "lac");
            String theirs = XL2TPD_LNS + theirOption + "\n";
            Xl2tpd.start(sides.lns, xl2tpd, "xl2tpd", theirs, Configurations.SECRET, Xl2tpd.slirp(slirp));
            String session = "remote_ipaddr = \"10.0.2.2\"\n" + (ourOption == null ? "" : ourOption + "\n");
            Jl2tpd ours =
                    Jl2tpd.start(sides.lac, "jl2tpd", "datapath = \"tun\"", Configurations.lac("10.8.0.1") + session);
            assertThat(text(ours.awaitNetwork(LIMIT), "local_ipv4")).isEqualTo("10.0.2.15");
            sides.lac.run("ip", "route", "replace", "10.0.2.0/24", "dev", "vpn0");
            Ping.through(sides.lac, "10.0.2.2", 56);
            Ping.unfragmented(sides.lac, "10.0.2.2", 1400);
            ours.stop();
            capture.assertNothingMalformed();
        }
    }

    @Test
    void hidesAvpsFromAllButXl2tpd() {
        try (NetLab lab = new NetLab("xl2tpd-hidden")) {
            Sides sides = Sides.of(lab);
            Capture capture = Capture.start(sides.lac, "lac");
            Xl2tpd theirs = startLns(sides, "xl2tpd");
            String hiding = Configurations.lac("10.8.0.1")
                    .replace("[tunnel_profile.lab]\n", "[tunnel_profile.lab]\nhide_avps = true\n");
            Jl2tpd ours = Jl2tpd.start(sides.lac, "jl2tpd", MEMORY, hiding);
            theirs.process().awaitLine("Call established with 10.8.0.2", LIMIT);
            ours.stop();
            capture.assertHiddenAvps();
        }
    }

    /** Each with one thing that xl2tpd does otherwise than by default; its hidden bit only adds a Random Vector. */
    @ParameterizedTest
    @ValueSource(strings = {"length bit = no", "hidden bit = yes", "flow bit = yes"})
    void servesXl2tpdAsLacWith(String option) {
        try (NetLab lab = new NetLab("xl2tpd-lac-" + option.replaceAll("\\W+", "-"))) {
            Sides sides = Sides.of(lab);
            Jl2tpd ours = Jl2tpd.start(sides.lns, "jl2tpd", MEMORY, Configurations.lns());
            Xl2tpd theirs = Xl2tpd.start(
                    sides.lac, xl2tpd, "xl2tpd", XL2TPD_LAC + option + "\n", Configurations.SECRET, Xl2tpd.SILENT_PPPD);
            theirs.process().awaitLine("Call established with 10.8.0.1", LIMIT);
            ours.awaitSession("established session", LIMIT, session -> "ESTABLISHED".equals(text(session, "state")));
            ours.stop();
            theirs.process().awaitLine("Connection closed to 10.8.0.1", LIMIT);
        }
    }

    private Xl2tpd startLns(Sides sides, String name) {
        return Xl2tpd.start(sides.lns, xl2tpd, name, XL2TPD_LNS, Configurations.SECRET, Xl2tpd.SILENT_PPPD);
    }

    /** 10.8.0.1 and 10.8.0.2 on one wire. */
    private record Sides(Namespace lns, Namespace lac) {
        static Sides of(NetLab lab) {
            Sides sides = new Sides(lab.namespace("lns"), lab.namespace("lac"));
            lab.wire(sides.lns, "10.8.0.1/24", sides.lac, "10.8.0.2/24");
            return sides;
        }
    }
}
