package org.jl2tpd.daemon.quickstart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.daemon.Daemon;
import org.jl2tpd.daemon.StopSignal;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.ControlException;

/** One run of the quick start, once both daemons are up: watches them, pings, and shows it. One thread. */
final class Run implements AutoCloseable {
    private static final long LOOK_MS = 100;
    private static final long PING_INTERVAL_NS = 1_000_000_000L;
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final Daemon lns;
    private final Daemon lac;
    private final Display display;
    private final boolean tun;
    private final Path directory;
    private final List<String> faces;
    private final long startedNs = System.nanoTime();
    private Pinger pinger;
    private PingTally tally;
    private long nextPingNs;
    private boolean told;
    private List<Side> sides = List.of();

    Run(Daemon lns, Daemon lac, Display display, boolean tun, Path directory, List<String> faces) {
        this.lns = lns;
        this.lac = lac;
        this.display = display;
        this.tun = tun;
        this.directory = directory;
        this.faces = faces;
    }

    /** Until the first ping is answered; returns null, or why none was within the limit. */
    String once(StopSignal stop, long limitSeconds) throws InterruptedException, ControlException, IOException {
        while (elapsedNs() < limitSeconds * NS_PER_SECOND) {
            step();
            if (tally != null && tally.answered() > 0) {
                return null;
            }
            if (stop.await(LOOK_MS / 5)) {
                return "interrupted";
            }
        }
        return "no answer within " + limitSeconds + " s: " + reason();
    }

    /** Until a stop is asked for. */
    void untilStopped(StopSignal stop) throws InterruptedException, ControlException, IOException {
        do {
            step();
        } while (!stop.await(LOOK_MS));
    }

    private void step() throws ControlException, IOException {
        sides = List.of(Side.of("LNS", lns.control()), Side.of("LAC", lac.control()));
        Views.Session up = established();
        if (up != null && pinger == null) {
            pinger = tun ? TunPinger.make(up, command -> display.say("  # " + command)) : new MemoryPinger(lac, up);
            tally = new PingTally(pinger);
            nextPingNs = System.nanoTime();
        }
        if (tally != null && System.nanoTime() - nextPingNs >= 0) {
            tally.step();
            nextPingNs += tally.answered() == 0 ? PING_INTERVAL_NS / 50 : PING_INTERVAL_NS;
        }
        display.show(head(), sides, foot());
        tellFirstAnswer();
    }

    private void tellFirstAnswer() {
        if (!told && tally != null && tally.answered() > 0) {
            told = true;
            display.note(tally.firstAnswer());
        }
    }

    /** The LAC's session when both ends have their addresses. */
    private Views.Session established() {
        boolean lnsUp = sides.get(0).sessions().stream().anyMatch(Run::hasAddress);
        return sides.get(1).sessions().stream()
                .filter(session -> lnsUp && hasAddress(session))
                .findFirst()
                .orElse(null);
    }

    private static boolean hasAddress(Views.Session session) {
        return !session.peerIpv4().isEmpty()
                && !session.localIpv4().isEmpty()
                && !session.device().isEmpty();
    }

    private String reason() {
        if (tally != null) {
            return tally.text() + " (" + tally.problem() + ")";
        }
        List<String> states = new ArrayList<>();
        for (Side side : sides) {
            side.tunnels().forEach(t -> states.add(side.name() + " tunnel " + t.state() + " " + t.lastResult()));
            side.sessions().forEach(s -> states.add(side.name() + " session " + s.state() + " " + s.lastResult()));
        }
        return states.isEmpty()
                ? "there is no tunnel"
                : String.join("; ", states).strip();
    }

    private List<String> head() {
        return List.of("jl2tpd quick start, up " + elapsedNs() / NS_PER_SECOND
                + " s. An LNS and a LAC in one process, datapath " + (tun ? "tun" : "memory") + ". Ctrl-C stops both.");
    }

    private List<String> foot() {
        List<String> lines = new ArrayList<>();
        lines.add(tally == null ? "ping: waiting for the session" : tally.text());
        lines.add("");
        lines.addAll(hints());
        return lines;
    }

    /** What to try from another terminal. */
    List<String> hints() {
        List<String> lines = new ArrayList<>();
        lines.add("Look at either from another terminal:");
        lines.add("  " + ctl() + " --socket " + directory.resolve("lns.sock") + " list sessions");
        lines.add("  " + ctl() + " --socket " + directory.resolve("lac.sock") + " show tunnel quickstart");
        lines.addAll(faces);
        return lines;
    }

    /** The jl2tpctl beside this program. */
    private static String ctl() {
        String home = System.getProperty("org.jl2tpd.home");
        return home == null ? "jl2tpctl" : home + "/bin/jl2tpctl";
    }

    private long elapsedNs() {
        return System.nanoTime() - startedNs;
    }

    @Override
    public void close() {
        if (pinger != null) {
            pinger.close();
        }
    }
}
