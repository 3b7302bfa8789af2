package org.jl2tpd.aaa.accounting;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/** A file of entries, each with its length and checksum, so that what a crash left in half at the end is known as such. */
final class EntryFile implements AutoCloseable {
    /** Octets before an entry: length and CRC-32C of its octets. */
    static final int HEADER = 8;

    /** Longest entry in octets: a packet has at most 4,096 (RFC 2865 3), and what names the record. */
    static final int MAX_ENTRY = 65_536;

    private static final int READ_OCTETS = 2 * MAX_ENTRY;

    /** What is read. */
    interface Reader {
        /** @param octets of the entry, valid during the call */
        void entry(byte[] octets, int offset, int length);
    }

    private final SpoolFiles.File file;

    /** Octets that are entries; what stands behind them does not count. */
    private long size;

    private byte[] chunk = new byte[0];
    private long chunkAt;

    private EntryFile(SpoolFiles.File file) {
        this.file = file;
    }

    /** @param size octets of it that are known to be entries, 0 for a new file */
    static EntryFile open(SpoolFiles files, String name, long size) throws IOException {
        EntryFile entries = new EntryFile(files.open(name));
        entries.size = size;
        return entries;
    }

    /**
     * Reads all entries of a file, and cuts what stands behind the last good one.
     *
     * @param cut set to the octets that were cut
     */
    static EntryFile recover(SpoolFiles files, String name, Reader reader, long[] cut) throws IOException {
        EntryFile entries = new EntryFile(files.open(name));
        try {
            long length = entries.file.size();
            entries.size = length;
            long at = 0;
            while (at < length) {
                int octets = entries.read(at, reader);
                if (octets < 0) {
                    break;
                }
                at += HEADER + octets;
            }
            entries.chunk = new byte[0];
            entries.size = at;
            cut[0] = length - at;
            if (at < length) {
                entries.file.truncate(at);
            }
            return entries;
        } catch (IOException | RuntimeException e) {
            entries.close();
            throw e;
        }
    }

    long size() {
        return size;
    }

    /**
     * Writes entries, all or none.
     *
     * @throws IOException when they could not be written; the file has the entries of before
     */
    void append(List<byte[]> entries) throws IOException {
        int octets = 0;
        for (byte[] entry : entries) {
            octets += HEADER + entry.length;
        }
        ByteBuffer buffer = ByteBuffer.allocate(octets);
        for (byte[] entry : entries) {
            buffer.putInt(entry.length).putInt(checksum(entry, 0, entry.length)).put(entry);
        }
        try {
            if (file.size() != size) {
                file.truncate(size);
            }
            file.append(buffer.flip());
            size += octets;
        } catch (IOException e) {
            file.truncate(size);
            throw e;
        }
    }

    /**
     * Reads the entry at that place.
     *
     * @return its length, -1 when there is none or it is damaged
     */
    int read(long at, Reader reader) throws IOException {
        if (!have(at, HEADER)) {
            return -1;
        }
        ByteBuffer header = ByteBuffer.wrap(chunk, (int) (at - chunkAt), HEADER);
        int length = header.getInt();
        int sum = header.getInt();
        if (length <= 0 || length > MAX_ENTRY || !have(at, HEADER + length)) {
            return -1;
        }
        int offset = (int) (at - chunkAt) + HEADER;
        if (checksum(chunk, offset, length) != sum) {
            return -1;
        }
        reader.entry(chunk, offset, length);
        return length;
    }

    private boolean have(long at, int octets) throws IOException {
        if (at + octets > size) {
            return false;
        }
        if (at >= chunkAt && at + octets <= chunkAt + chunk.length) {
            return true;
        }
        byte[] next = new byte[(int) Math.min(READ_OCTETS, size - at)];
        ByteBuffer buffer = ByteBuffer.wrap(next);
        while (buffer.hasRemaining() && file.read(at + buffer.position(), buffer) > 0) {
            continue;
        }
        chunk = buffer.hasRemaining() ? Arrays.copyOf(next, buffer.position()) : next;
        chunkAt = at;
        return octets <= chunk.length;
    }

    private static int checksum(byte[] octets, int offset, int length) {
        CRC32C sum = new CRC32C();
        sum.update(octets, offset, length);
        return (int) sum.getValue();
    }

    void force() throws IOException {
        file.force();
    }

    /** Frees what was read; the file is not read for a while. */
    void forgetRead() {
        chunk = new byte[0];
        chunkAt = 0;
    }

    @Override
    public void close() {
        file.close();
    }
}
