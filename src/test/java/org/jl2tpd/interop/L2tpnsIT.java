package org.jl2tpd.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.interop.Jl2tpd.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** l2tpns, a userspace LNS with a PPP and a TUN device of its own, as the LNS of our LAC. */
class L2tpnsIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String RADIUS_PORT = "1812";
    private static final String RADIUS_SECRET = "radius";

    /** It reads its configuration from /etc alone: the process gets an empty one with these files. */
    private static final String OVER_ETC =
            "mount -t tmpfs none /etc && mkdir /etc/l2tpns && cp \"$1\"/* /etc/l2tpns/ && shift && exec setsid \"$@\"";

    private static final String CONFIG = """
            set debug 3
            set log_file "%s"
            set bind_address 10.8.0.1
            set iftun_address 10.77.0.1
            set l2tp_secret "%s"
            set primary_radius 127.0.0.1
            set primary_radius_port %s
            set radius_secret "%s"
            set radius_authtypes "%s"
            set radius_accounting no
            set primary_dns 10.77.0.53
            set cluster_interface "lo"
            set cluster_hb_interval 1
            set cluster_hb_timeout 15
            set cluster_master_min_adv 0
            set send_garp no
            """;

    private Path l2tpns;

    @BeforeEach
    void need() {
        Requirements.needNamespaces();
        Requirements.needDistribution();
        Requirements.needTun();
        Requirements.needPing();
        l2tpns = Requirements.needL2tpns();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pap", "chap"})
    void opensASessionAndCarriesPings(String method) {
        try (NetLab lab = new NetLab("l2tpns-" + method)) {
            Namespace lns = lab.namespace("lns");
            Namespace lac = lab.namespace("lac");
            lab.wire(lns, "10.8.0.1/24", lac, "10.8.0.2/24");
            Capture capture = Capture.start(lac, "lac");
            Running radius = lns.startJava(
                            "radius",
                            RadiusStub.class,
                            RADIUS_PORT,
                            RADIUS_SECRET,
                            Configurations.USER,
                            Configurations.PASSWORD)
                    .awaitLine("serving", LIMIT);
            start(lns, method);
            Jl2tpd ours = Jl2tpd.start(lac, "jl2tpd", "datapath = \"tun\"", Configurations.lac("10.8.0.1"));
            String address = text(ours.awaitNetwork(LIMIT), "local_ipv4");
            assertThat(address).startsWith("10.77.1.");
            radius.awaitLine("accepted " + method, LIMIT);
            lac.run("ip", "route", "replace", "10.77.0.1", "dev", "vpn0");
            Ping.through(lac, "10.77.0.1", 56);
            Ping.unfragmented(lac, "10.77.0.1", 1400);
            Ping.unfragmented(lns, address, 1400);
            ours.stop();
            capture.assertNothingMalformed();
            capture.assertMessages("SCCRQ", "SCCRP", "SCCCN", "ICRQ", "ICRP", "ICCN", "StopCCN");
        }
    }

    private void start(Namespace lns, String method) {
        Path etc = lns.lab().folder().resolve("l2tpns");
        Path log = lns.lab().folder().resolve("l2tpns.log");
        try {
            Files.createDirectories(etc);
            Files.writeString(
                    etc.resolve("startup-config"),
                    CONFIG.formatted(log, Configurations.SECRET, RADIUS_PORT, RADIUS_SECRET, method));
            Files.writeString(etc.resolve("ip_pool"), "10.77.1.0/24\n");
            Files.writeString(etc.resolve("users"), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path libraries = Requirements.TOOLS.resolve("usr/lib/x86_64-linux-gnu");
        lns.start(
                "l2tpns",
                "env",
                "LD_LIBRARY_PATH=" + libraries,
                "sh",
                "-c",
                OVER_ETC,
                "sh",
                etc.toString(),
                l2tpns.toString());
        Wait.until("TUN device of l2tpns", LIMIT, () -> !lns.devices().isEmpty());
    }
}
