package org.jl2tpd.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Daemons over TUN that are started as root and run as a user, with what the kernel says of every thread. */
class PrivilegesIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** A device file of the test's own, in the mount namespace that {@code ip netns exec} makes, as the kernel makes it: root's alone. */
    private static final String OWN_TUN =
            "mount -t tmpfs -o mode=755 tmpfs /dev/net && mknod -m 600 /dev/net/tun c 10 200 && ";

    private static final String SNMP = """

            [snmp]
            enabled = true
            [[snmp_community]]
            name = "lab"
            community = "not-a-secret"
            """;

    @BeforeEach
    void need() {
        Requirements.needNamespaces();
        Requirements.needDistribution();
        Requirements.needTun();
        Requirements.needPing();
        assumeTrue(Requirements.find("setpriv").isPresent(), "no setpriv (package util-linux)");
    }

    private static String system(NetLab lab, String name) {
        Path runtime = lab.sockets().resolve(name);
        return "datapath = \"tun\"\nruntime_directory = \"" + runtime + "\"\n";
    }

    private static String makeRuntime(NetLab lab, String name) {
        return "install -d -m 750 -o " + Unprivileged.USER + " " + lab.sockets().resolve(name) + " && ";
    }

    @Test
    void everyThreadIsTheUsersWithTheCapabilitiesThatTheConfigurationNeeds() {
        try (NetLab lab = new NetLab("privileges")) {
            Namespace lnsSide = lab.namespace("lns");
            Namespace lacSide = lab.namespace("lac");
            lab.wire(lnsSide, "10.8.0.1/24", lacSide, "10.8.0.2/24");
            List<String> lnsStart = Unprivileged.dropping(OWN_TUN + makeRuntime(lab, "run-lns"));
            Jl2tpd lns = Jl2tpd.start(
                    lnsSide, "lns", lnsStart, system(lab, "run-lns") + "udp_port = 701", Configurations.lns() + SNMP);
            List<String> lacStart = Unprivileged.dropping(OWN_TUN + makeRuntime(lab, "run-lac"));
            String client = Configurations.lac("10.8.0.1").replace("dest_ipaddr", "peer_udp_port = 701\ndest_ipaddr");
            Jl2tpd lac = Jl2tpd.start(lacSide, "lac", lacStart, system(lab, "run-lac"), client);
            lac.awaitNetwork(LIMIT);
            lns.awaitNetwork(LIMIT);
            Ping.allThrough(lacSide, "10.77.0.1");
            if (Requirements.find("snmpget").isPresent()) {
                assertThat(lnsSide.run(
                                "snmpget", "-v2c", "-c", "not-a-secret", "-On", "127.0.0.1:161", "1.3.6.1.2.1.1.1.0"))
                        .contains("jl2tpd");
            }
            long pid = lns.process().pid();
            Unprivileged.assertIsTheUsers(pid);
            Unprivileged.assertCapabilities(pid, Unprivileged.NET_ADMIN | Unprivileged.NET_BIND_SERVICE);
            Unprivileged.assertIsTheUsers(lac.process().pid());
            Unprivileged.assertCapabilities(lac.process().pid(), Unprivileged.NET_ADMIN);
            assertThat(lns.process().hasLine("event=privileges_dropped user=nobody"))
                    .isTrue();
            lac.stop();
            lns.stop();
            assertThat(lacSide.devices()).isEmpty();
            assertThat(lnsSide.devices()).isEmpty();
        }
    }

    @Test
    void aStartWithoutCapabilitiesSaysWhichAttributeNeedsWhich() {
        try (NetLab lab = new NetLab("privileges-missing")) {
            Namespace namespace = lab.namespace("lns");
            List<String> start = Unprivileged.asService(OWN_TUN + makeRuntime(lab, "run"), "net_raw");
            String system = system(lab, "run").replace("tun", "memory") + "udp_port = 1701\n";
            Jl2tpd daemon = Jl2tpd.start(
                    namespace, "lns", start, system + "", Configurations.lns() + SNMP.replace("true", "false"));
            assertThat(daemon.process().hasLine("event=capability_missing")).isFalse();
            daemon.stop();
            Path file = lab.folder().resolve("lns.toml");
            namespace.run("sed", "-i", "s/udp_port = 1701/udp_port = 700/; s/\"memory\"/\"auto\"/", file.toString());
            String[] command = new java.util.ArrayList<>(start) {
                {
                    add(Requirements.DIST.resolve("bin/jl2tpd").toString());
                    add("--config");
                    add(file.toString());
                }
            }.toArray(String[]::new);
            Running refused = namespace.start("refused", command);
            assertThat(refused.awaitExit(LIMIT)).isEqualTo(1);
            assertThat(refused.output())
                    .contains(
                            "event=capability_missing capability=CAP_NET_ADMIN for=\"[system] datapath = \\\"auto\\\"\"")
                    .contains(
                            "event=capability_missing capability=CAP_NET_BIND_SERVICE for=\"[system] udp_port = 700\"")
                    .doesNotContain("capability=CAP_NET_RAW");
        }
    }
}
