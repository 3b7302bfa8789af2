package org.jl2tpd.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.interop.Configurations;
import org.jl2tpd.interop.Jl2tpd;
import org.jl2tpd.interop.Namespace;
import org.jl2tpd.interop.NetLab;
import org.jl2tpd.interop.Ping;
import org.jl2tpd.interop.Running;
import org.jl2tpd.interop.Wait;
import org.jl2tpd.management.snmp.SnmpClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an NMS writes and reads, down to the driver: net-snmp's tools against a daemon whose sessions the kernel carries. */
class SnmpKT {
    private static final String ROOT = "1.3.6.1.4.1.8072.9999.9999.2661.1.";
    private static final String TUNNEL_DEBUG_MASK = ROOT + "8.1.54.";
    private static final String SESSION_DEBUG_MASK = ROOT + "9.1.48.";
    private static final String SESSION_RX_PACKETS = ROOT + "9.1.37.";
    private static final String SESSION_KERNEL_INTERFACE = ROOT + "9.1.22.";

    private static final String SNMP = """

            [snmp]
            enabled = true
            port = 16161

            [[snmp_user]]
            name = "nms"
            access = "write"
            auth_password = "%1$s"
            priv_password = "%1$s"
            """.formatted(Configurations.PASSWORD + "-snmp");

    @BeforeEach
    void need() {
        Guest.need();
        SnmpClient.needs("snmpset");
    }

    private static String run(Namespace namespace, String tool, String... what) {
        String password = Configurations.PASSWORD + "-snmp";
        List<String> command = new ArrayList<>(List.of("env", "MIBS=", tool, "-On", "-Oqv", "-v3", "-l", "authPriv"));
        command.addAll(List.of("-u", "nms", "-a", "SHA-256", "-A", password, "-x", "AES", "-X", password));
        command.addAll(List.of("-t", "10", "127.0.0.1:16161"));
        command.addAll(List.of(what));
        return namespace.tryRun(command.toArray(String[]::new)).text().strip();
    }

    private static long number(JsonObject row, String key) {
        return row.get(key).getAsLong();
    }

    @Test
    void aMaskThatIsSetGoesToTheDriverAndTheDriversFiguresComeBack() {
        try (NetLab lab = new NetLab("kernel-snmp")) {
            Sides sides = Sides.of(lab);
            Jl2tpd lns = Ours.lns(sides.lns());
            Jl2tpd lac = Ours.lac(sides.lac(), Sides.LNS, SNMP);
            JsonObject session = lac.awaitNetwork(Ours.LIMIT);
            String tunnel = Long.toString(number(session, "tunnel_id"));
            String both = tunnel + "." + number(session, "id");
            Path calls = lab.folder().resolve("strace");
            String pid = Long.toString(lac.process().pid());
            Running strace = sides.lac()
                    .start("strace", "strace", "-f", "-e", "trace=setsockopt", "-o", calls.toString(), "-p", pid);
            strace.awaitLine("attached", Ours.LIMIT);
            assertThat(run(sides.lac(), "snmpset", SESSION_DEBUG_MASK + both, "u", "6"))
                    .isEqualTo("6");
            assertThat(run(sides.lac(), "snmpset", TUNNEL_DEBUG_MASK + tunnel, "u", "3"))
                    .isEqualTo("3");
            assertThat(run(sides.lac(), "snmpset", SESSION_DEBUG_MASK + both, "u", "16"))
                    .contains("wrongValue");
            strace.terminate(Ours.LIMIT);
            assertThat(Guest.read(calls))
                    .contains("SOL_PPPOL2TP, PPPOL2TP_SO_DEBUG, [6], 4) = 0")
                    .contains("SOL_PPPOL2TP, PPPOL2TP_SO_DEBUG, [3], 4) = 0")
                    .doesNotContain("[16]");
            assertThat(run(sides.lac(), "snmpget", SESSION_DEBUG_MASK + both)).isEqualTo("6");
            assertThat(run(sides.lac(), "snmpset", SESSION_DEBUG_MASK + both, "u", "0"))
                    .isEqualTo("0");

            String device = session.get("device").getAsString();
            String link = sides.lac().run("ip", "-o", "link", "show", "dev", device);
            assertThat(run(sides.lac(), "snmpget", SESSION_KERNEL_INTERFACE + both))
                    .isEqualTo(link.substring(0, link.indexOf(':')));
            long before = Long.parseLong(run(sides.lac(), "snmpget", SESSION_RX_PACKETS + both));
            Ping.allThrough(sides.lac(), Ours.LNS_ADDRESS);
            Wait.until(
                    "the driver's packets",
                    Ours.LIMIT,
                    () -> Long.parseLong(run(sides.lac(), "snmpget", SESSION_RX_PACKETS + both)) >= before + 20,
                    () -> run(sides.lac(), "snmpget", SESSION_RX_PACKETS + both));
            lac.stop();
            lns.stop();
        }
    }
}
