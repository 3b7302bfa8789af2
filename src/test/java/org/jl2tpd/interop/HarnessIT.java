package org.jl2tpd.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The harness itself, with two xl2tpds: when this fails, the others say nothing about our daemon. */
class HarnessIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final String LNS = """
            access control = no
            [lns default]
            ip range = 10.9.0.10-10.9.0.20
            local ip = 10.9.0.1
            require authentication = no
            challenge = yes
            length bit = yes
            """;

    private static final String LAC = """
            [lac one]
            lns = 10.8.1.2
            challenge = yes
            autodial = yes
            redial = yes
            redial timeout = 1
            length bit = yes
            """;

    @BeforeEach
    void need() {
        Requirements.needNamespaces();
        Requirements.needPing();
    }

    @Test
    void twoXl2tpdsMeetThroughALossyRelay() {
        Path program = Requirements.needXl2tpd();
        try (NetLab lab = new NetLab("harness-relay")) {
            Namespace lns = lab.namespace("lns");
            Namespace relay = lab.namespace("relay");
            Namespace lac = lab.namespace("lac");
            lab.wire(lns, "10.8.0.1/24", relay, "10.8.0.2/24");
            lab.wire(lac, "10.8.1.1/24", relay, "10.8.1.2/24");
            relay.startJava("relay", LossyRelay.class, "1701", "10.8.0.1", "1701", "20", "7")
                    .awaitLine("relaying", LIMIT);
            try (Capture capture = Capture.start(relay, "relay")) {
                Xl2tpd server = Xl2tpd.start(lns, program, "lns", LNS, "s3cret", Xl2tpd.SILENT_PPPD);
                Xl2tpd.start(lac, program, "lac", LAC, "s3cret", Xl2tpd.SILENT_PPPD);
                server.process().awaitLine("Call established with 10.8.0.2", LIMIT);
                capture.assertNothingMalformed();
                capture.assertMessages("SCCRQ", "SCCRP", "SCCCN", "ICRQ", "ICRP", "ICCN");
            }
        }
    }

    @Test
    void tcpCopyComparesWhatArrives() {
        try (NetLab lab = new NetLab("harness-tcp")) {
            Namespace one = lab.namespace("one");
            Namespace two = lab.namespace("two");
            lab.wire(one, "10.8.0.1/24,fd00:8::1/64", two, "10.8.0.2/24,fd00:8::2/64");
            Running server =
                    one.startJava("server", TcpCopy.class, "serve", "5001").awaitLine("listening", LIMIT);
            Running client = two.startJava("client", TcpCopy.class, "send", "fd00:8::1", "5001", "100000");
            assertThat(client.awaitExit(LIMIT)).as(client.lastLines()).isZero();
            server.awaitLine("received 100000", LIMIT);
        }
    }
}
