package org.jl2tpd.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jl2tpd.interop.Namespace;
import org.jl2tpd.interop.NetLab;
import org.jl2tpd.interop.Wait;
import org.jl2tpd.linux.DynamicDebug;
import org.jl2tpd.linux.TraceInstance;
import org.jl2tpd.linux.TraceLine;
import org.jl2tpd.linux.Tracefs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the driver itself has to say, as we read it: names, formats and switches are this kernel's. */
@Tag("debian")
class TracepointsKT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final List<String> LIFE = List.of(
            "register_tunnel", "register_session", "delete_session", "free_session", "delete_tunnel", "free_tunnel");

    @BeforeEach
    void need() {
        Guest.need();
    }

    private static void live(Namespace namespace, int tunnel, int session) {
        String id = Integer.toString(tunnel);
        String sid = Integer.toString(session);
        namespace.run(
                ("ip l2tp add tunnel tunnel_id " + id + " peer_tunnel_id 20 encap udp local 127.0.0.1 remote 127.0.0.1"
                                + " udp_sport " + (5000 + tunnel) + " udp_dport 6000")
                        .split(" "));
        namespace.run(
                ("ip l2tp add session tunnel_id " + id + " session_id " + sid + " peer_session_id 44").split(" "));
        namespace.run(("ip l2tp del session tunnel_id " + id + " session_id " + sid).split(" "));
        namespace.run(("ip l2tp del tunnel tunnel_id " + id).split(" "));
    }

    @Test
    void aTunnelsLifeIsReadFromAnInstanceOfOurs() throws IOException {
        Tracefs tracefs = Tracefs.system();
        List<TraceLine> lines = new ArrayList<>();
        Path folder;
        try (NetLab lab = new NetLab("kernel-tracepoints")) {
            Namespace namespace = lab.namespace("one");
            // The module has to be there before its tracepoints are.
            live(namespace, 9, 9);
            assertThat(tracefs.problem()).isNull();
            try (TraceInstance instance = tracefs.open(ProcessHandle.current().pid())) {
                folder = Path.of("/sys/kernel/tracing/instances", instance.name());
                assertThat(folder).isDirectory();
                LIFE.forEach(event -> assertThat(instance.enable(event, true)).isNull());
                live(namespace, 10, 33);
                Wait.until("lines", LIMIT, () -> {
                    instance.read(8, lines::add);
                    return lines.size() >= LIFE.size();
                });
                assertThat(lines).extracting(TraceLine::event).containsExactlyInAnyOrderElementsOf(LIFE);
                assertThat(lines).allMatch(line -> line.tunnelId() == 10);
                assertThat(lines)
                        .filteredOn(line -> line.event().endsWith("_session"))
                        .allMatch(l -> l.sessionId() == 33);
                lines.clear();
                instance.keepOnly(List.of(TraceInstance.sessionName(12, 3)));
                live(namespace, 11, 3);
                live(namespace, 12, 3);
                Wait.until("filtered lines", LIMIT, () -> {
                    instance.read(8, lines::add);
                    return lines.size() >= 3;
                });
                assertThat(lines).hasSize(3).allMatch(line -> line.tunnelId() == 12 && line.sessionId() == 3);
            }
        }
        assertThat(folder).doesNotExist();
    }

    @Test
    void aMessageOfTheDriverIsSwitchedAndTakenBack() throws IOException {
        DynamicDebug debug = DynamicDebug.system();
        List<DynamicDebug.Place> before = debug.places(Set.of("l2tp_core"));
        assertThat(before).isNotEmpty().noneMatch(DynamicDebug.Place::printed);
        debug.print(before.get(0), true);
        assertThat(debug.places(Set.of("l2tp_core")))
                .filteredOn(DynamicDebug.Place::printed)
                .hasSize(1);
        debug.print(before.get(0), false);
        assertThat(debug.places(Set.of("l2tp_core"))).isEqualTo(before);
    }
}
