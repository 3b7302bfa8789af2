package org.jl2tpd.aaa.accounting;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The last record of each session and tunnel that was started and has not ended, in a file of its own: what a crash leaves open is closed with it. The file
 * is written anew when it has grown. For one thread.
 */
final class OpenSessions {
    static final String FILE = "open.sessions";
    static final String NEW_FILE = "open.sessions.new";

    /** Octets that the file may have beyond twice what counts in it. */
    private static final long SLACK_OCTETS = 1L << 20;

    private static final int PUT = 1;
    private static final int REMOVE = 2;

    private final SpoolFiles files;
    private final Map<String, byte[]> open = new LinkedHashMap<>();
    private final List<byte[]> unwritten = new ArrayList<>();
    private long liveOctets;
    private EntryFile file;
    private boolean mustRewrite;
    private boolean isDirty;

    /** @param files null for memory alone, which keeps nothing since a crash ends it */
    OpenSessions(SpoolFiles files) {
        this.files = files;
    }

    /** Reads what a former process left. */
    void recover(Consumer<String> told) throws IOException {
        files.delete(NEW_FILE);
        long[] cut = new long[1];
        file = EntryFile.recover(files, FILE, this::onEntry, cut);
        if (cut[0] > 0) {
            told.accept(FILE + ": its last " + cut[0] + " octets were written in half, and are cut");
        }
    }

    private void onEntry(byte[] octets, int offset, int length) {
        if (octets[offset] == PUT) {
            SpooledRecord record = RecordCodec.decode(octets, offset + 1, length - 1);
            if (record != null) {
                replace(record.key(), entry(record));
            }
        } else if (octets[offset] == REMOVE) {
            try {
                replace(new DataInputStream(new ByteArrayInputStream(octets, offset + 1, length - 1)).readUTF(), null);
            } catch (IOException e) {
                // An entry of another version: what it removed is closed once more.
            }
        }
    }

    private static byte[] entry(SpooledRecord record) {
        byte[] octets = RecordCodec.encode(record);
        byte[] entry = new byte[octets.length + 1];
        entry[0] = PUT;
        System.arraycopy(octets, 0, entry, 1, octets.length);
        return entry;
    }

    private static byte[] removal(String key) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(octets)) {
            out.writeByte(REMOVE);
            out.writeUTF(key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return octets.toByteArray();
    }

    private void replace(String key, byte[] entry) {
        byte[] former = entry == null ? open.remove(key) : open.put(key, entry);
        liveOctets += (entry == null ? 0 : entry.length + EntryFile.HEADER)
                - (former == null ? 0 : former.length + EntryFile.HEADER);
    }

    /** Keeps it instead of what was there of that key. */
    void put(SpooledRecord record) {
        if (files != null) {
            byte[] entry = entry(record);
            replace(record.key(), entry);
            later(entry);
        }
    }

    /** It has ended. */
    void remove(String key) {
        if (open.containsKey(key)) {
            replace(key, null);
            later(removal(key));
        }
    }

    private void later(byte[] entry) {
        if (!mustRewrite) {
            unwritten.add(entry);
        }
    }

    boolean has(String key) {
        return open.containsKey(key);
    }

    int size() {
        return open.size();
    }

    /** All of them, those that were kept first at the beginning. */
    Collection<SpooledRecord> all() {
        return open.values().stream()
                .map(entry -> RecordCodec.decode(entry, 1, entry.length - 1))
                .toList();
    }

    /** @throws IOException when the disk takes no more; the file is written anew when it takes more */
    void write() throws IOException {
        if (files == null) {
            return;
        }
        try {
            if (mustRewrite || file == null || file.size() > 2 * liveOctets + SLACK_OCTETS) {
                rewrite();
            } else if (!unwritten.isEmpty()) {
                file.append(unwritten);
                isDirty = true;
            }
            unwritten.clear();
        } catch (IOException e) {
            postpone();
            throw e;
        }
    }

    /** The disk takes nothing for now: the whole is written when it does again. */
    void postpone() {
        mustRewrite = true;
        unwritten.clear();
    }

    private void rewrite() throws IOException {
        files.delete(NEW_FILE);
        EntryFile other = EntryFile.open(files, NEW_FILE, 0);
        try {
            other.append(new ArrayList<>(open.values()));
            other.force();
            files.rename(NEW_FILE, FILE);
        } catch (IOException e) {
            other.close();
            throw e;
        }
        if (file != null) {
            file.close();
        }
        file = other;
        mustRewrite = false;
        isDirty = false;
    }

    void force() throws IOException {
        if (isDirty && file != null) {
            file.force();
        }
        isDirty = false;
    }

    void close() {
        if (file != null) {
            file.close();
            file = null;
        }
    }
}
