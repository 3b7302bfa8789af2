package org.jl2tpd.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.jl2tpd.interop.Jl2tpd;
import org.jl2tpd.interop.NetLab;
import org.jl2tpd.interop.Wait;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** 500 sessions up and down twice, fewer on an emulated processor: what is left of them. */
class ManySessionsKT {
    /** An emulated processor is too slow for the timers of 500 sessions that come at once. */
    private static final int SESSIONS = Guest.isEmulated() ? 100 : 500;

    private static final Duration LIMIT = Duration.ofSeconds(120);

    @BeforeEach
    void need() {
        Guest.need();
    }

    @Test
    @Timeout(600)
    void leaveNoDescriptorThreadDeviceOrTunnel() {
        try (NetLab lab = new NetLab("kernel-500")) {
            Sides sides = Sides.of(lab);
            Jl2tpd lns = Ours.lns(sides.lns(), Ours.manyLns());
            upAndDown(sides, lns, "lac-first");
            Held after = Held.by(lns.process().pid());
            upAndDown(sides, lns, "lac-second");
            Held again = Held.by(lns.process().pid());
            assertThat(again.descriptors()).as("descriptors").isEqualTo(after.descriptors());
            assertThat(again.threads()).as("threads").isLessThanOrEqualTo(after.threads());
            lns.stop();
            Guest.assertNothingOfL2tp(sides.lns());
        }
    }

    private static void upAndDown(Sides sides, Jl2tpd lns, String name) {
        Jl2tpd lac = Jl2tpd.start(sides.lac(), name, Ours.KERNEL, Ours.manyLac(Sides.LNS, SESSIONS));
        Wait.until(
                SESSIONS + " devices",
                LIMIT,
                () -> Guest.pppDevicesUp(sides.lac()) == SESSIONS && Guest.pppDevicesUp(sides.lns()) == SESSIONS,
                () -> Guest.pppDevicesUp(sides.lac()) + " of the LAC, " + Guest.pppDevicesUp(sides.lns())
                        + " of the LNS\n" + lns.process().lastLines());
        assertThat(Guest.sessions(sides.lns())).hasSize(SESSIONS);
        lac.stop();
        Wait.until("end of all sessions", LIMIT, () -> lns.sessions().isEmpty(), lns.process()::lastLines);
        Guest.assertNothingOfL2tp(sides.lns());
        Guest.assertNothingOfL2tp(sides.lac());
    }

    /** What a process holds. */
    private record Held(long descriptors, long threads) {
        static Held by(long pid) {
            return new Held(count(Path.of("/proc/" + pid + "/fd")), count(Path.of("/proc/" + pid + "/task")));
        }

        private static long count(Path folder) {
            try (Stream<Path> entries = Files.list(folder)) {
                return entries.count();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
