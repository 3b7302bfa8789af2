package org.jl2tpd.aaa.accounting;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Records that follow each other, in a file; and in another file, which of them a server has taken. Both have only appended entries. Files are open
 * only while they are used.
 */
final class Segment {
    /** Most numbers in a segment. */
    static final int MAX_RECORDS = 16_384;

    /** Octets after which no more records are added. */
    static final long FULL_OCTETS = 4L << 20;

    static final String RECORDS = ".records";
    static final String TAKEN = ".taken";
    private static final int NUMBER_OCTETS = 4;

    /** A record and its number. */
    record Numbered(long number, SpooledRecord record) {}

    /** What is found in a file. */
    interface Reader {
        void record(Numbered numbered, boolean taken);
    }

    final long first;
    private final SpoolFiles files;
    private final String name;
    private final BitSet taken = new BitSet();
    private final List<byte[]> unwrittenTaken = new ArrayList<>();
    private EntryFile records;
    private EntryFile takenFile;
    private long recordOctets;
    private long takenOctets;
    private int count;
    private int takenCount;
    private long last;

    private Segment(SpoolFiles files, String name, long first) {
        this.files = files;
        this.name = name;
        this.first = first;
        this.last = first - 1;
    }

    static Segment make(SpoolFiles files, String name, long first) throws IOException {
        Segment segment = new Segment(files, name, first);
        segment.records = EntryFile.open(files, name + RECORDS, 0);
        return segment;
    }

    /**
     * Reads what a former process left.
     *
     * @param told hears of what was cut
     */
    static Segment recover(SpoolFiles files, String name, long first, Reader reader, Consumer<String> told)
            throws IOException {
        Segment segment = new Segment(files, name, first);
        segment.recoverTaken(told);
        long[] cut = new long[1];
        EntryFile found = EntryFile.recover(
                files,
                name + RECORDS,
                (octets, offset, length) -> {
                    Numbered numbered = segment.decode(octets, offset, length);
                    if (numbered != null) {
                        boolean isTaken = segment.isTaken(numbered.number());
                        segment.count++;
                        segment.takenCount += isTaken ? 1 : 0;
                        segment.last = numbered.number();
                        reader.record(numbered, isTaken);
                    }
                },
                cut);
        segment.recordOctets = found.size();
        found.close();
        tell(told, name + RECORDS, cut[0]);
        return segment;
    }

    private void recoverTaken(Consumer<String> told) throws IOException {
        long[] cut = new long[1];
        EntryFile found = EntryFile.recover(
                files, name + TAKEN, (octets, offset, length) -> mark(ByteBuffer.wrap(octets, offset, length)), cut);
        takenOctets = found.size();
        found.close();
        tell(told, name + TAKEN, cut[0]);
    }

    /** Counted with its record: one that a loss of power took away is not among those that wait. */
    private void mark(ByteBuffer entry) {
        if (entry.remaining() == NUMBER_OCTETS) {
            int offset = entry.getInt();
            if (offset >= 0 && offset < MAX_RECORDS) {
                taken.set(offset);
            }
        }
    }

    private static void tell(Consumer<String> told, String file, long cut) {
        if (cut > 0) {
            told.accept(file + ": its last " + cut + " octets were written in half, and are cut");
        }
    }

    /** Number of the last record, the one before {@link #first} when there is none. */
    long last() {
        return last;
    }

    /** Records that no server has taken. */
    int waiting() {
        return count - takenCount;
    }

    boolean isEmpty() {
        return count == 0;
    }

    boolean isFull() {
        return recordOctets >= FULL_OCTETS;
    }

    /** Whether a record of that number could still be added. */
    boolean hasRoomFor(long number) {
        return number - first < MAX_RECORDS && !isFull();
    }

    boolean isTaken(long number) {
        return taken.get((int) (number - first));
    }

    /** Octets of records. */
    long octets() {
        return recordOctets;
    }

    /** Writes them all, or none. */
    void append(Map<Long, SpooledRecord> more) throws IOException {
        List<byte[]> entries = new ArrayList<>(more.size());
        more.forEach((number, record) -> {
            byte[] octets = RecordCodec.encode(record);
            entries.add(ByteBuffer.allocate(NUMBER_OCTETS + octets.length)
                    .putInt((int) (number - first))
                    .put(octets)
                    .array());
        });
        records().append(entries);
        recordOctets = records.size();
        count += entries.size();
        for (Long number : more.keySet()) {
            last = Math.max(last, number);
        }
    }

    /**
     * Reads the record at that place.
     *
     * @return octets to the next one, -1 when there is none
     */
    int read(long at, Consumer<Numbered> reader) throws IOException {
        int length = records().read(at, (octets, offset, size) -> {
            Numbered numbered = decode(octets, offset, size);
            if (numbered != null) {
                reader.accept(numbered);
            }
        });
        return length < 0 ? -1 : EntryFile.HEADER + length;
    }

    private Numbered decode(byte[] octets, int offset, int length) {
        if (length <= NUMBER_OCTETS) {
            return null;
        }
        long number = first + ByteBuffer.wrap(octets, offset, NUMBER_OCTETS).getInt();
        SpooledRecord record = RecordCodec.decode(octets, offset + NUMBER_OCTETS, length - NUMBER_OCTETS);
        return record == null || number < first || number >= first + MAX_RECORDS ? null : new Numbered(number, record);
    }

    /** A server has taken it; on disk after {@link #writeTaken}. */
    void take(long number) {
        int offset = (int) (number - first);
        if (!taken.get(offset)) {
            taken.set(offset);
            takenCount++;
            unwrittenTaken.add(ByteBuffer.allocate(NUMBER_OCTETS).putInt(offset).array());
        }
    }

    void writeTaken() throws IOException {
        if (!unwrittenTaken.isEmpty()) {
            if (takenFile == null) {
                takenFile = EntryFile.open(files, name + TAKEN, takenOctets);
            }
            takenFile.append(unwrittenTaken);
            takenOctets = takenFile.size();
            unwrittenTaken.clear();
        }
    }

    private EntryFile records() throws IOException {
        if (records == null) {
            records = EntryFile.open(files, name + RECORDS, recordOctets);
        }
        return records;
    }

    void force() throws IOException {
        records().force();
    }

    /** Closes the files until they are needed again. */
    void rest() {
        if (records != null) {
            records.close();
            records = null;
        }
        if (takenFile != null) {
            takenFile.close();
            takenFile = null;
        }
    }

    /** Takes the files away: first the records, since what was taken is meaningless without. */
    void delete() throws IOException {
        rest();
        files.delete(name + RECORDS);
        files.delete(name + TAKEN);
    }
}
