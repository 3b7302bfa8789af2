package org.jl2tpd.aaa.accounting;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Records for one group of servers, in their order: in segments on disk, and in memory those that are not written yet. For one thread.
 */
final class Spool {
    /** Most records that are kept in memory alone, while the disk takes none. */
    static final int MAX_IN_MEMORY = 50_000;

    /** Most records that stay in memory after they were written, since they are to be sent next; the others are read from the disk. */
    static final int MAX_FRESH = 8_192;

    /** Most records that are written at once. */
    private static final int BATCH = 512;

    /** Octets from which a segment is deleted when all of it was taken, though it is not full. */
    private static final long WORTH_DELETING = 256 << 10;

    private final SpoolFiles files;
    private final String prefix;
    private final TreeMap<Long, Segment> segments = new TreeMap<>();
    private final TreeMap<Long, SpooledRecord> unwritten = new TreeMap<>();
    /** Written, not handed out, and the next ones to be. */
    private final Deque<Segment.Numbered> fresh = new ArrayDeque<>();

    private Segment current;
    private boolean isDirty;
    private long nextNumber = 1;
    private long handedUpTo;
    /** Whether there are records on disk, after those in {@link #fresh}, that were not handed out; reading goes on at {@link #readFrom}. */
    private boolean isBehind;

    private long readFrom;
    private long readAt;
    private long waiting;

    /** @param files null for memory alone */
    Spool(SpoolFiles files, String group) {
        this.files = files;
        this.prefix = prefix(group);
    }

    /** Begins the names of files for that group. */
    static String prefix(String group) {
        return "group" + HexFormat.of().formatHex(group.getBytes(StandardCharsets.UTF_8)) + "-";
    }

    /** The group that a file is for, null for a file that is none of ours. */
    static String groupOf(String fileName) {
        int dash = fileName.indexOf('-');
        if (!fileName.startsWith("group") || dash < 0) {
            return null;
        }
        try {
            byte[] octets = HexFormat.of().parseHex(fileName.substring("group".length(), dash));
            return new String(octets, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * Reads what a former process left.
     *
     * @param reader hears of each record in its order
     * @param told hears of what was cut, or can't be read
     */
    void recover(List<String> names, Segment.Reader reader, Consumer<String> told) throws IOException {
        for (String name : names.stream().sorted().toList()) {
            if (name.startsWith(prefix) && name.endsWith(Segment.RECORDS)) {
                recoverSegment(name.substring(0, name.length() - Segment.RECORDS.length()), reader, told);
            }
        }
        for (String name : names) {
            if (name.startsWith(prefix) && name.endsWith(Segment.TAKEN) && !hasRecords(names, name)) {
                files.delete(name);
            }
        }
    }

    private static boolean hasRecords(List<String> names, String taken) {
        return names.contains(taken.substring(0, taken.length() - Segment.TAKEN.length()) + Segment.RECORDS);
    }

    private void recoverSegment(String name, Segment.Reader reader, Consumer<String> told) throws IOException {
        long first;
        try {
            first = Long.parseUnsignedLong(name.substring(prefix.length()), 16);
        } catch (NumberFormatException e) {
            return;
        }
        Segment segment;
        try {
            segment = Segment.recover(files, name, first, reader, told);
        } catch (IOException e) {
            nextNumber = Math.max(nextNumber, first + Segment.MAX_RECORDS);
            told.accept(name + ": it can't be read and is left as it is: " + e.getMessage());
            return;
        }
        nextNumber = Math.max(nextNumber, segment.last() + 1);
        if (segment.waiting() == 0) {
            segment.delete();
        } else {
            segments.put(first, segment);
            waiting += segment.waiting();
            isBehind = true;
        }
    }

    /** Takes a record into memory; {@link #write} puts it on disk. */
    void add(SpooledRecord record) {
        unwritten.put(nextNumber++, record);
        waiting++;
    }

    /** Whether memory has room for another record that can't be written. */
    boolean hasRoom() {
        return unwritten.size() < MAX_IN_MEMORY;
    }

    /** Drops the oldest record of that kind which is in memory alone and is not on its way; whether there was one. */
    boolean drop(SpooledRecord.Kind kind) {
        for (Map.Entry<Long, SpooledRecord> entry :
                unwritten.tailMap(handedUpTo, false).entrySet()) {
            if (entry.getValue().kind() == kind) {
                unwritten.remove(entry.getKey());
                waiting--;
                return true;
            }
        }
        return false;
    }

    /** The next record in their order that was not handed out, null when there is none. */
    Segment.Numbered next() throws IOException {
        Segment.Numbered written = fresh.poll();
        if (written == null && isBehind) {
            written = nextOnDisk();
            isBehind = written != null;
        }
        if (written != null) {
            handedUpTo = written.number();
            return written;
        }
        Map.Entry<Long, SpooledRecord> next = unwritten.higherEntry(handedUpTo);
        if (next == null) {
            return null;
        }
        handedUpTo = next.getKey();
        return new Segment.Numbered(next.getKey(), next.getValue());
    }

    private Segment.Numbered nextOnDisk() throws IOException {
        for (Map.Entry<Long, Segment> entry = segments.ceilingEntry(readFrom);
                entry != null;
                entry = segments.ceilingEntry(readFrom)) {
            Segment segment = entry.getValue();
            begin(segment);
            Segment.Numbered found = nextOf(segment);
            if (found != null || segment == current) {
                return found;
            }
            segment.rest();
            readFrom = segment.first + 1;
        }
        return null;
    }

    private void begin(Segment segment) {
        if (readFrom != segment.first) {
            readFrom = segment.first;
            readAt = 0;
        }
    }

    private Segment.Numbered nextOf(Segment segment) throws IOException {
        Segment.Numbered[] found = new Segment.Numbered[1];
        while (found[0] == null) {
            int octets = segment.read(readAt, numbered -> {
                if (numbered.number() > handedUpTo && !segment.isTaken(numbered.number())) {
                    found[0] = numbered;
                }
            });
            if (octets < 0) {
                return null;
            }
            readAt += octets;
        }
        return found[0];
    }

    /** A server has taken it. */
    void take(long number) {
        if (unwritten.remove(number) != null) {
            waiting--;
            return;
        }
        Map.Entry<Long, Segment> entry = segments.floorEntry(number);
        if (entry != null
                && number <= entry.getValue().last()
                && !entry.getValue().isTaken(number)) {
            entry.getValue().take(number);
            waiting--;
        }
    }

    /**
     * Puts on disk what was added and taken.
     *
     * @return records that were written
     * @throws IOException when the disk takes no more; what is not written stays in memory
     */
    int write() throws IOException {
        if (files == null) {
            return 0;
        }
        int before = unwritten.size();
        while (!unwritten.isEmpty()) {
            writeBatch();
        }
        for (Segment segment : segments.values()) {
            segment.writeTaken();
        }
        return before;
    }

    private void writeBatch() throws IOException {
        if (current != null && !current.hasRoomFor(unwritten.firstKey())) {
            current.force();
            endCurrent();
        }
        if (current == null) {
            begin(unwritten.firstKey());
        }
        Map<Long, SpooledRecord> batch = new TreeMap<>();
        for (Map.Entry<Long, SpooledRecord> entry : unwritten.entrySet()) {
            if (batch.size() == BATCH || !current.hasRoomFor(entry.getKey())) {
                break;
            }
            batch.put(entry.getKey(), entry.getValue());
        }
        long at = current.octets();
        current.append(batch);
        isDirty = true;
        batch.keySet().forEach(unwritten::remove);
        keep(batch, at);
    }

    /** @param at where in the current segment the batch was written */
    private void keep(Map<Long, SpooledRecord> batch, long at) {
        if (isBehind) {
            return;
        }
        if (fresh.size() + batch.size() > MAX_FRESH) {
            isBehind = true;
            readFrom = current.first;
            readAt = at;
            return;
        }
        batch.forEach((number, record) -> {
            if (number > handedUpTo) {
                fresh.add(new Segment.Numbered(number, record));
            }
        });
    }

    private void begin(long number) throws IOException {
        current = Segment.make(files, prefix + String.format("%016x", number), number);
        segments.put(number, current);
    }

    private void endCurrent() {
        if (!isBehind || readFrom != current.first) {
            current.rest();
        }
        current = null;
    }

    /** What was written is on the disk when this returns. */
    void force() throws IOException {
        if (isDirty && current != null) {
            current.force();
        }
        isDirty = false;
    }

    /** Deletes segments of which all was taken. */
    void sweep() throws IOException {
        for (Segment segment : new ArrayList<>(segments.values())) {
            if (segment.waiting() > 0 || segment == current && segment.octets() < WORTH_DELETING) {
                continue;
            }
            if (segment == current) {
                current = null;
                isDirty = false;
            }
            segments.remove(segment.first);
            segment.delete();
        }
    }

    /** Records that no server has taken. */
    long waiting() {
        return waiting;
    }

    /** Records that are in memory alone. */
    int inMemory() {
        return unwritten.size();
    }

    /** Closes the files, and deletes those of which all was taken. */
    void close() throws IOException {
        for (Segment segment : segments.values()) {
            if (segment.waiting() == 0) {
                segment.delete();
            } else {
                segment.rest();
            }
        }
        segments.clear();
        current = null;
    }
}
