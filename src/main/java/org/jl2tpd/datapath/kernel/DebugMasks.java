package org.jl2tpd.datapath.kernel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jl2tpd.engine.DataSession;
import org.jl2tpd.engine.DataTunnel;
import org.jl2tpd.engine.FrameDatapath.DebugEffect;
import org.jl2tpd.linux.DynamicDebug;
import org.jl2tpd.linux.DynamicDebugMemo;
import org.jl2tpd.linux.Errno;
import org.jl2tpd.linux.TraceInstance;
import org.jl2tpd.linux.TraceLine;
import org.jl2tpd.linux.Tracefs;

/**
 * Debug masks of tunnels and sessions. The driver takes them by setsockopt and ignores them since Linux 5.10; what it can show since
 * then is switched with the mask: its tracepoints, read here and told with names, and its messages in the kernel's log. {@link
 * DebugBits} is the table. Not thread-safe.
 */
public final class DebugMasks implements KernelDebug {
    /** How often the tracepoints' lines are read. */
    static final long PERIOD_NS = 100_000_000;
    /** Lines that are told in a second; the rest is counted. */
    static final int LINES_PER_SECOND = 200;
    /** Reads of the kernel's buffer in a period, each of at most 8 KiB. */
    static final int READS_PER_PERIOD = 8;
    /** How long a closed tunnel or session is still watched, since the driver frees it a little later. */
    static final long LINGER_NS = 2_000_000_000L;

    private static final long SECOND_NS = 1_000_000_000;

    private final DebugTracepoints tracepoints;
    private final DebugMessages messages;
    private final Log log;
    private final Map<Long, Watched> watched = new HashMap<>();
    /** How many of them want each bit. */
    private final int[] users = new int[DebugBits.values().length];

    private long nextReadNs;
    private long secondNs;
    private int lines;
    private long withheld;

    /** Gets the lines: ids, the configured name (empty for none), and the tracepoint with its text. */
    public interface Log {
        void kernelTrace(int tunnelId, int sessionId, String name, String text);
    }

    /** A tunnel (session null) or session, and what is wanted of it. */
    private static final class Watched {
        final DataTunnel tunnel;
        final DataSession session;
        final int mask;
        boolean closed;
        long untilNs;

        Watched(DataTunnel tunnel, DataSession session, int mask) {
            this.tunnel = tunnel;
            this.session = session;
            this.mask = mask;
        }

        String driversName() {
            return session == null
                    ? TraceInstance.tunnelName(tunnel.localTunnelId())
                    : TraceInstance.sessionName(tunnel.localTunnelId(), session.localSessionId());
        }

        String name() {
            String name = tunnel.name();
            return session == null || session.name().isEmpty() ? name : name + "/" + session.name();
        }
    }

    DebugMasks(Tracefs tracefs, DynamicDebug debug, DynamicDebugMemo memo, long pid, Log log) {
        this.tracepoints = new DebugTracepoints(tracefs, pid);
        this.messages = new DebugMessages(debug, memo);
        this.log = log;
    }

    /**
     * This system's; takes away what processes left behind that died with masks on.
     *
     * @param runtime where it is noted which messages of the kernel were switched on
     */
    public static DebugMasks system(Path runtime, Log log) {
        long pid = ProcessHandle.current().pid();
        Tracefs tracefs = Tracefs.system(runtime);
        DynamicDebug debug = DynamicDebug.system();
        DynamicDebugMemo memo = DynamicDebugMemo.in(runtime, pid);
        tracefs.removeStale();
        memo.restoreStale(debug);
        return new DebugMasks(tracefs, debug, memo, pid, log);
    }

    /**
     * Sets a mask.
     *
     * @param session null for the tunnel itself
     * @param mask of {@link DebugBits}; 0 takes back what an earlier one switched
     * @param socket null where there is none yet: then it's time for another call when there is
     */
    @Override
    public List<DebugEffect> set(long nowNs, DataTunnel tunnel, DataSession session, int mask, DebugSocket socket) {
        DebugEffect option = option(mask, socket);
        if (option.refused()) {
            return List.of(option);
        }
        watch(tunnel, session, mask & DebugBits.ALL);
        apply(nowNs);
        return List.of(option, tracepoints(mask), messages(mask));
    }

    private void watch(DataTunnel tunnel, DataSession session, int mask) {
        long key = key(tunnel.localTunnelId(), session == null ? 0 : session.localSessionId());
        Watched before = mask == 0 ? watched.remove(key) : watched.put(key, new Watched(tunnel, session, mask));
        count(mask, 1);
        if (before != null) {
            count(before.mask, -1);
        }
    }

    private void count(int mask, int change) {
        for (int i = 0; i < users.length; i++) {
            users[i] += (mask >> i & 1) * change;
        }
    }

    private static long key(long tunnelId, long sessionId) {
        return tunnelId << 32 | sessionId;
    }

    /** The tunnel (session null) or session is closed: its mask goes as soon as the driver has freed it. */
    @Override
    public void closed(long nowNs, DataTunnel tunnel, DataSession session) {
        Watched entry = watched.get(key(tunnel.localTunnelId(), session == null ? 0 : session.localSessionId()));
        if (entry != null) {
            entry.closed = true;
            entry.untilNs = nowNs + LINGER_NS;
        }
    }

    /** Has on what the masks together want. */
    private void apply(long nowNs) {
        int all = 0;
        for (int i = 0; i < users.length; i++) {
            all |= users[i] > 0 ? 1 << i : 0;
        }
        if (all == 0) {
            read();
        } else if (!tracepoints.isOpen()) {
            nextReadNs = nowNs + PERIOD_NS;
            secondNs = nowNs;
        }
        tracepoints.enable(DebugBits.tracepoints(all));
        tracepoints.keepOnly(driversNames());
        messages.enable(all);
    }

    /** Of what is watched where that is little; nothing otherwise. */
    private Set<String> driversNames() {
        Set<String> names = new HashSet<>();
        if (watched.size() <= DebugTracepoints.MAX_KEPT) {
            watched.values().forEach(entry -> names.add(entry.driversName()));
        }
        return names;
    }

    /** When {@link #poll} is wanted; {@link Long#MAX_VALUE} for never. */
    @Override
    public long nextDeadlineNs() {
        return watched.isEmpty() ? Long.MAX_VALUE : nextReadNs;
    }

    /** Tells what the tracepoints had to say since the last call. */
    @Override
    public void poll(long nowNs) {
        if (watched.isEmpty() || nowNs - nextReadNs < 0) {
            return;
        }
        nextReadNs = nowNs + PERIOD_NS;
        if (nowNs - secondNs >= SECOND_NS) {
            secondNs = nowNs;
            tellWithheld();
        }
        read();
        forget(nowNs);
    }

    private void forget(long nowNs) {
        boolean changed = false;
        for (Iterator<Watched> all = watched.values().iterator(); all.hasNext(); ) {
            Watched entry = all.next();
            if (entry.closed && nowNs - entry.untilNs >= 0) {
                all.remove();
                count(entry.mask, -1);
                changed = true;
            }
        }
        if (changed) {
            apply(nowNs);
        }
    }

    private void read() {
        tracepoints.read(READS_PER_PERIOD, this::tell);
        withheld += tracepoints.takeLost();
    }

    private void tell(TraceLine line) {
        Watched entry = watched.get(key(line.tunnelId(), line.sessionId()));
        if (entry == null || !DebugBits.wantsEvent(entry.mask, line.event())) {
            return;
        }
        if (lines >= LINES_PER_SECOND) {
            withheld++;
            return;
        }
        lines++;
        String text = line.event() + (line.text().isEmpty() ? "" : " " + line.text()) + " at " + line.time();
        log.kernelTrace((int) line.tunnelId(), (int) line.sessionId(), entry.name(), text);
    }

    private void tellWithheld() {
        lines = 0;
        if (withheld > 0) {
            log.kernelTrace(0, 0, "", withheld + " lines of tracepoints were too many and are not shown");
            withheld = 0;
        }
    }

    // What took effect, in words

    private static DebugEffect option(int mask, DebugSocket socket) {
        if (socket == null) {
            return new DebugEffect("setsockopt", false, "the driver has no socket of it");
        }
        int result = socket.set(mask);
        if (result < 0) {
            return new DebugEffect("setsockopt", false, true, "PPPOL2TP_SO_DEBUG: " + Errno.describe(-result));
        }
        int now = socket.get();
        return now == mask
                ? new DebugEffect("setsockopt", true, "the driver's mask is " + mask)
                : new DebugEffect(
                        "setsockopt",
                        false,
                        "accepted and ignored, as drivers do since Linux 5.10 (reads back " + now + ")");
    }

    private DebugEffect tracepoints(int mask) {
        List<String> events = DebugBits.tracepoints(mask);
        if (events.isEmpty()) {
            return new DebugEffect("tracepoints", false, nothing(mask));
        }
        List<String> on = tracepoints.on(events);
        List<String> words = new ArrayList<>();
        if (!on.isEmpty()) {
            words.add(tracepoints.place() + ": " + String.join(" ", on));
        }
        if (tracepoints.problem() != null) {
            words.add(tracepoints.problem());
        }
        if (DebugBits.DATA.in(mask)) {
            words.add(nothing(DebugBits.DATA.bit));
        }
        return new DebugEffect("tracepoints", !on.isEmpty(), String.join("; ", words));
    }

    private DebugEffect messages(int mask) {
        if (messages.problem() != null && mask != 0) {
            return new DebugEffect("dynamic_debug", false, messages.problem());
        }
        int count = messages.printed(mask);
        if (count == 0) {
            return new DebugEffect("dynamic_debug", false, nothing(mask));
        }
        return new DebugEffect(
                "dynamic_debug",
                true,
                count + (count == 1 ? " message of the driver goes" : " messages of the driver go")
                        + " to the kernel's log, for all tunnels and sessions of this host");
    }

    private static String nothing(int mask) {
        if (mask == 0) {
            return "not asked for";
        }
        return mask == DebugBits.DATA.bit
                ? "the driver has nothing for bit 8 (data) since Linux 5.10"
                : "the driver has none for these bits";
    }

    /** Takes back everything. */
    @Override
    public void close() {
        read();
        watched.clear();
        Arrays.fill(users, 0);
        tracepoints.close();
        messages.close();
    }
}
