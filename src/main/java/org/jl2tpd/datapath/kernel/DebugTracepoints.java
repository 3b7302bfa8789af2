package org.jl2tpd.datapath.kernel;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jl2tpd.linux.TraceInstance;
import org.jl2tpd.linux.TraceLine;
import org.jl2tpd.linux.Tracefs;

/** The driver's tracepoints that are on for us: an instance of tracefs that exists as long as one is. */
final class DebugTracepoints {
    /** Tunnels and sessions that the kernel itself is told to look at, most; with more all lines come. */
    static final int MAX_KEPT = 16;

    private final Tracefs tracefs;
    private final long pid;
    private final Set<String> enabled = new LinkedHashSet<>();
    private Set<String> kept = Set.of();
    private TraceInstance instance;
    private String problem;

    DebugTracepoints(Tracefs tracefs, long pid) {
        this.tracefs = tracefs;
        this.pid = pid;
    }

    /** Has exactly these on; {@link #problem} says what could not be done. */
    void enable(List<String> events) {
        problem = null;
        if (events.isEmpty()) {
            close();
            return;
        }
        if (instance == null && !open()) {
            return;
        }
        for (String event : Set.copyOf(enabled)) {
            if (!events.contains(event)) {
                note(instance.enable(event, false));
                enabled.remove(event);
            }
        }
        for (String event : events) {
            if (!enabled.contains(event)) {
                String failed = instance.enable(event, true);
                note(failed);
                if (failed == null) {
                    enabled.add(event);
                }
            }
        }
    }

    private boolean open() {
        try {
            instance = tracefs.open(pid);
            return true;
        } catch (IOException e) {
            problem = e.getMessage();
            return false;
        }
    }

    private void note(String failed) {
        if (failed != null && problem == null) {
            problem = failed;
        }
    }

    boolean isOpen() {
        return instance != null;
    }

    /** Has lines of these alone, or of all where none are named: what others say costs time, and would crowd them out. */
    void keepOnly(Set<String> names) {
        if (instance != null && !names.equals(kept)) {
            kept = Set.copyOf(names);
            instance.keepOnly(kept);
        }
    }

    /** Those of the events that are on. */
    List<String> on(List<String> events) {
        return events.stream().filter(enabled::contains).toList();
    }

    /** What failed first at the last change, null for nothing. */
    String problem() {
        return problem;
    }

    /** Where the lines are, for an operator. */
    String place() {
        return instance == null ? "" : "tracefs instance " + instance.name();
    }

    void read(int budget, Consumer<TraceLine> out) {
        if (instance != null) {
            instance.read(budget, out);
        }
    }

    long takeLost() {
        return instance == null ? 0 : instance.takeLost();
    }

    void close() {
        enabled.clear();
        kept = Set.of();
        if (instance != null) {
            instance.close();
            instance = null;
        }
    }
}
