package org.jl2tpd.aaa.accounting;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** Files in memory, on a disk that can be full, and for a process that can end in the middle of a write. */
final class MemoryFiles implements SpoolFiles {
    /** The process is killed. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    final TreeMap<String, byte[]> contents = new TreeMap<>();

    /** Octets that the disk has room for in all. */
    long room = Long.MAX_VALUE;

    /** Octets that are written before the process is killed. */
    long life = Long.MAX_VALUE;

    /** Files whose names end so can't be read; empty for none. */
    String unreadable = "";

    private long used() {
        return contents.values().stream().mapToLong(octets -> octets.length).sum();
    }

    private void live(long octets) {
        if (life < octets) {
            life = 0;
            throw new Killed();
        }
        life -= octets;
    }

    @Override
    public List<String> names() {
        return List.copyOf(contents.keySet());
    }

    @Override
    public File open(String name) throws IOException {
        live(1);
        if (!unreadable.isEmpty() && name.endsWith(unreadable)) {
            throw new IOException("Input/output error");
        }
        contents.putIfAbsent(name, new byte[0]);
        return new Open(name);
    }

    @Override
    public void delete(String name) {
        live(1);
        contents.remove(name);
    }

    @Override
    public void rename(String from, String to) {
        live(1);
        contents.put(to, contents.remove(from));
    }

    @Override
    public void close() {}

    private final class Open implements File {
        private String name;

        Open(String name) {
            this.name = name;
        }

        /** A file that was renamed goes on under its new name. */
        private byte[] octets() {
            if (!contents.containsKey(name) && name.equals(OpenSessions.NEW_FILE)) {
                name = OpenSessions.FILE;
            }
            return contents.getOrDefault(name, new byte[0]);
        }

        @Override
        public long size() {
            return octets().length;
        }

        @Override
        public void append(ByteBuffer more) throws IOException {
            byte[] former = octets();
            int fits = (int) Math.min(more.remaining(), Math.max(0, room - used()));
            int lived = (int) Math.min(fits, life);
            byte[] all = Arrays.copyOf(former, former.length + lived);
            more.get(all, former.length, lived);
            contents.put(name, all);
            live(lived < fits ? Long.MAX_VALUE : lived);
            if (more.hasRemaining()) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public int read(long position, ByteBuffer into) {
            byte[] all = octets();
            int length = (int) Math.min(into.remaining(), all.length - position);
            if (length <= 0) {
                return -1;
            }
            into.put(all, (int) position, length);
            return length;
        }

        @Override
        public void truncate(long size) {
            live(1);
            contents.put(name, Arrays.copyOf(octets(), (int) Math.min(size, octets().length)));
        }

        @Override
        public void force() {
            live(1);
        }

        @Override
        public void close() {}
    }
}
