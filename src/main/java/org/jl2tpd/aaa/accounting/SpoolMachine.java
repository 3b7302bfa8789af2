package org.jl2tpd.aaa.accounting;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jl2tpd.radius.RadiusResult;

/**
 * Records of all groups of servers, kept on disk until they are taken: everything of the spool but its thread. A turn writes what was added, then
 * sends, so that nothing is sent which a crash could make us send anew under another name.
 */
final class SpoolMachine {
    /** Nanoseconds after which a disk that took nothing is tried again. */
    static final long DISK_RETRY_NS = 2_000_000_000L;

    /** Nanoseconds that what was written may wait for the disk, so that many records cost one flush. */
    static final long FORCE_EVERY_NS = 100_000_000L;

    /** From this share of the limit on, interim records are dropped: in hundredths. */
    static final int INTERIM_SHARE = 90;

    /** Where records go; each is answered by {@link SpoolMachine#onResult}. */
    interface Outgoing {
        void send(SpooledRecord record, long number);
    }

    private static final class Lane {
        final Spool spool;
        final Delivery delivery;

        Lane(Spool spool, Delivery.Source source) {
            this.spool = spool;
            this.delivery = new Delivery(source);
        }
    }

    private SpoolFiles files;
    private final Outgoing outgoing;
    private final Consumer<String> trouble;
    private OpenSessions open;
    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    private long limit;
    private long turnNs;
    private long retryDiskNs;
    private long forcedNs;
    private boolean mustForce;
    private String diskProblem = "";
    private boolean isDropping;
    private long written;
    private long taken;
    private long dropped;

    /**
     * @param files null for memory alone
     * @param limit most records that wait
     * @param trouble hears words for operators
     */
    SpoolMachine(SpoolFiles files, long limit, Outgoing outgoing, Consumer<String> trouble) {
        this.files = files;
        this.limit = limit;
        this.outgoing = outgoing;
        this.trouble = trouble;
        this.open = new OpenSessions(files);
    }

    void setLimit(long records) {
        limit = records;
    }

    /**
     * Reads what a former process left.
     *
     * @return the last records of sessions and tunnels that it left open, which have to be closed
     * @throws IOException when nothing can be read; records are kept in memory alone then, so that nothing there is overwritten
     */
    List<SpooledRecord> recover() throws IOException {
        try {
            return files == null ? List.of() : recoverFiles();
        } catch (IOException | RuntimeException e) {
            files.close();
            files = null;
            open.close();
            open = new OpenSessions(null);
            lanes.clear();
            throw e;
        }
    }

    private List<SpooledRecord> recoverFiles() throws IOException {
        open.recover(trouble);
        List<String> names = files.names();
        Set<String> groups = new HashSet<>();
        names.stream().map(Spool::groupOf).filter(group -> group != null).forEach(groups::add);
        for (String group : groups) {
            lane(group).spool.recover(names, this::onRecovered, trouble);
        }
        return List.copyOf(open.all());
    }

    /** What was written last before a crash may not have come to the file of open sessions. */
    private void onRecovered(Segment.Numbered numbered, boolean wasTaken) {
        SpooledRecord record = numbered.record();
        switch (record.kind()) {
            case STOP, TUNNEL_STOP, LINK_STOP -> open.remove(record.key());
            case START, INTERIM, TUNNEL_START, LINK_START -> {
                if (!wasTaken && !open.has(record.key())) {
                    open.put(record);
                }
            }
            default -> {}
        }
    }

    private Lane lane(String group) {
        return lanes.computeIfAbsent(group, name -> {
            Spool spool = new Spool(files, name);
            return new Lane(spool, () -> next(spool));
        });
    }

    private Segment.Numbered next(Spool spool) {
        try {
            return spool.next();
        } catch (IOException e) {
            onDiskProblem(e);
            return null;
        }
    }

    /** Takes a record; it is on disk and on its way after the next {@link #turn}. */
    void add(SpooledRecord record) {
        switch (record.kind()) {
            case START, INTERIM, TUNNEL_START, LINK_START -> open.put(record);
            case STOP, TUNNEL_STOP, LINK_STOP -> open.remove(record.key());
            default -> {}
        }
        Spool spool = lane(record.group()).spool;
        if (makeRoom(spool, record.kind())) {
            spool.add(record);
        } else {
            drop("too many accounting records wait: records are dropped, interim records first");
        }
    }

    private boolean makeRoom(Spool spool, SpooledRecord.Kind kind) {
        boolean isInterim = kind == SpooledRecord.Kind.INTERIM;
        long waiting = waiting();
        if (kind.isBarrier() || waiting < limit * INTERIM_SHARE / 100 && spool.hasRoom()) {
            return true;
        }
        if (waiting >= limit || isInterim) {
            return false;
        }
        if (spool.hasRoom()) {
            return true;
        }
        if (spool.drop(SpooledRecord.Kind.INTERIM)
                || kind == SpooledRecord.Kind.STOP && spool.drop(SpooledRecord.Kind.START)) {
            drop("the disk takes no accounting records and memory has no room for more: records are dropped,"
                    + " interim records first");
            return true;
        }
        return false;
    }

    private void drop(String words) {
        dropped++;
        if (!isDropping) {
            isDropping = true;
            trouble.accept(words);
        }
    }

    /** Writes, sends, and deletes what is done. */
    void turn(long nowNs) {
        turnNs = nowNs;
        if (diskProblem.isEmpty() || nowNs - retryDiskNs >= 0) {
            write(nowNs);
        }
        for (Map.Entry<String, Lane> entry : lanes.entrySet()) {
            for (Segment.Numbered numbered : entry.getValue().delivery.poll(nowNs)) {
                outgoing.send(numbered.record(), numbered.number());
            }
        }
        if (isDropping && waiting() < limit * INTERIM_SHARE / 100 && diskProblem.isEmpty()) {
            isDropping = false;
            trouble.accept("accounting records are kept again; " + dropped + " were dropped since the start");
        }
    }

    private void write(long nowNs) {
        try {
            int more = 0;
            for (Lane lane : lanes.values()) {
                more += lane.spool.write();
            }
            open.write();
            written += more;
            mustForce |= more > 0;
            if (nowNs - forcedNs >= FORCE_EVERY_NS || forcedNs == 0) {
                forceAndSweep(nowNs);
            }
            if (!diskProblem.isEmpty()) {
                diskProblem = "";
                trouble.accept("accounting records are written to the disk again");
            }
        } catch (IOException e) {
            onDiskProblem(e);
        }
    }

    private void forceAndSweep(long nowNs) throws IOException {
        forcedNs = nowNs;
        if (mustForce) {
            for (Lane lane : lanes.values()) {
                lane.spool.force();
            }
            open.force();
            mustForce = false;
        }
        for (Lane lane : lanes.values()) {
            lane.spool.sweep();
        }
    }

    /** Deleting what is done may be what makes room. */
    private void onDiskProblem(IOException e) {
        retryDiskNs = turnNs + DISK_RETRY_NS;
        if (diskProblem.isEmpty()) {
            trouble.accept("accounting records are kept in memory, since they can't be written: " + words(e));
        }
        diskProblem = words(e);
        open.postpone();
        try {
            for (Lane lane : lanes.values()) {
                lane.spool.sweep();
            }
        } catch (IOException again) {
            diskProblem = words(again);
        }
    }

    private static String words(IOException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    /** What became of a record that was sent. */
    void onResult(String group, long number, RadiusResult result, long nowNs) {
        Lane lane = lanes.get(group);
        if (lane == null) {
            return;
        }
        if (result instanceof RadiusResult.Failed failed && failed.failure() != RadiusResult.Failure.TOO_LONG) {
            lane.delivery.failed(number, nowNs);
        } else if (lane.delivery.taken(number, nowNs)) {
            lane.spool.take(number);
            if (result instanceof RadiusResult.Failed) {
                drop("an accounting record is too long for a packet and is dropped");
            } else {
                taken++;
            }
        }
    }

    /** Nanoseconds until {@link #turn} has something to do though nothing happens before; {@link Long#MAX_VALUE} for never. */
    long waitNs(long nowNs) {
        long wait = mustForce ? forcedNs + FORCE_EVERY_NS - nowNs : Long.MAX_VALUE;
        if (!diskProblem.isEmpty()) {
            wait = Math.min(wait, retryDiskNs - nowNs);
        }
        for (Lane lane : lanes.values()) {
            if (lane.delivery.hasDeadline()) {
                wait = Math.min(wait, lane.delivery.nextNs() - nowNs);
            }
        }
        return Math.max(0, wait);
    }

    /** Records that no server has taken. */
    long waiting() {
        long waiting = 0;
        for (Lane lane : lanes.values()) {
            waiting += lane.spool.waiting();
        }
        return waiting;
    }

    /** Tries at once what waits for its time. */
    void hurry() {
        lanes.values().forEach(lane -> lane.delivery.hurry());
    }

    /** Numbers for tables. */
    SpoolNumbers numbers() {
        long oldest = Long.MAX_VALUE;
        for (Lane lane : lanes.values()) {
            oldest = Math.min(oldest, lane.delivery.oldestMs());
        }
        return new SpoolNumbers(
                waiting(), oldest == Long.MAX_VALUE ? 0 : oldest, written, taken, dropped, open.size(), diskProblem);
    }

    /** Writes what it can, and closes the files. */
    void close(long nowNs) {
        forcedNs = 0;
        turnNs = nowNs;
        write(nowNs);
        for (Lane lane : new ArrayList<>(lanes.values())) {
            try {
                lane.spool.close();
            } catch (IOException e) {
                diskProblem = words(e);
            }
        }
        open.close();
        if (files != null) {
            files.close();
        }
    }
}
