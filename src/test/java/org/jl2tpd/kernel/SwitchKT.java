package org.jl2tpd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.interop.Jl2tpd.text;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jl2tpd.interop.Jl2tpd;
import org.jl2tpd.interop.NetLab;
import org.jl2tpd.interop.Ping;
import org.jl2tpd.interop.SwitchLine;
import org.jl2tpd.interop.Wait;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A switched call whose frames the kernel hands from one session to the other: LAC, switch and LNS on the drivers. */
class SwitchKT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String KERNEL = "datapath = \"kernel\"";

    @BeforeEach
    void need() {
        Guest.need();
    }

    /** Eight programs start in it, each of which takes Debian's guest many seconds. */
    @Test
    @Tag("debian")
    @Timeout(400)
    void pingsOfACallByNumberPassWithoutTheSwitchsProcess() {
        pingsPassWithoutTheSwitchsProcess("called_number = \"*\"");
    }

    /** The session's first frames went through the process, before the name was known. */
    @Test
    void pingsOfACallByRealmPassWithoutTheSwitchsProcess() {
        pingsPassWithoutTheSwitchsProcess("realm = \"isp.example\"");
    }

    private static void pingsPassWithoutTheSwitchsProcess(String match) {
        try (NetLab lab = new NetLab("kernel-switch")) {
            SwitchLine line = SwitchLine.of(lab);
            Jl2tpd lns = line.startLns(KERNEL);
            Jl2tpd middle = line.startSwitch(KERNEL, match);
            Jl2tpd lac = line.startLac(KERNEL);
            String address = text(lac.awaitNetwork(LIMIT), "local_ipv4");
            lns.awaitNetwork(LIMIT);
            SwitchLine.awaitBothLegs(middle);
            assertThat(Guest.sessions(line.middle())).hasSize(2);
            assertThat(Guest.pppDevices(line.middle())).isEmpty();
            stopped(line, middle, () -> {
                Ping.allThrough(line.lac(), SwitchLine.LNS_ADDRESS);
                Ping.allThrough(line.lns(), address);
                Ping.unfragmented(line.lac(), SwitchLine.LNS_ADDRESS, 1400);
            });
            middle.awaitSession(
                    "the kernel's figures",
                    LIMIT,
                    leg -> counter(leg, "rx_packets") > 60 && counter(leg, "tx_packets") > 60);
            lac.stop();
            Wait.until("end of the call", LIMIT, () -> lns.sessions().isEmpty(), lns::describe);
            Wait.until(
                    "end of the kernel's sessions",
                    LIMIT,
                    () -> Guest.sessions(line.middle()).isEmpty(),
                    middle::describe);
            assertThat(middle.sessions()).isEmpty();
            middle.stop();
            lns.stop();
            assertThat(Guest.tunnels(line.middle())).isEmpty();
        }
    }

    private static long counter(JsonObject session, String name) {
        return session.getAsJsonObject("counters").get(name).getAsLong();
    }

    /** Runs something while the daemon's process does not. */
    private static void stopped(SwitchLine line, Jl2tpd daemon, Runnable check) {
        List<Long> pids = ProcessHandle.of(daemon.process().pid()).stream()
                .flatMap(p -> Stream.concat(Stream.of(p), p.descendants()))
                .map(ProcessHandle::pid)
                .toList();
        signal(line, "-STOP", pids);
        try {
            check.run();
        } finally {
            signal(line, "-CONT", pids);
        }
    }

    private static void signal(SwitchLine line, String signal, List<Long> pids) {
        pids.forEach(pid -> line.middle().run("kill", signal, Long.toString(pid)));
    }
}
