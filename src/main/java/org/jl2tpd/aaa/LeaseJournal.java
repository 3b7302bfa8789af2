package org.jl2tpd.aaa;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * Keeps leases in a file of the state directory that only its owner may read, and writes it on a thread of its own. What could not be written,
 * on a full disk, is tried again; what comes meanwhile waits up to a limit, and what is beyond it is lost and counted: after the next crash such
 * a user gets another address, or an ended session's address is held for a while. Changes outlive the process some milliseconds later, and a loss of power
 * when the system has written them.
 */
public final class LeaseJournal implements LeaseLog, AutoCloseable {
    /** Changes that wait to be written. */
    static final int MAX_PENDING = 1 << 17;

    /** Octets that are added before the file is made anew, if it is not longer. */
    static final long MIN_GROWTH = 4 << 20;

    private static final String FILE = "leases";
    private static final int MAX_BATCH = 4096;
    private static final long WAIT_MS = 500;
    /** In which more comes before the thread writes: each time that it has to be woken costs the engine's thread. */
    private static final long GATHER_MS = 5;

    private static final long CLOSE_LIMIT_MS = 1_000;

    /** Has octets written; fails on a full disk. */
    @FunctionalInterface
    interface Output {
        void write(FileChannel channel, ByteBuffer octets) throws IOException;
    }

    /** @param addresses null when the session has ended */
    private record Change(long ticket, LeasedAddresses addresses, boolean isRemembered) {
        String line() {
            if (this == NOTHING) {
                return "";
            }
            return addresses == null ? LeaseFile.released(ticket) : LeaseFile.granted(ticket, addresses, isRemembered);
        }
    }

    /** Wakes the thread. */
    private static final Change NOTHING = new Change(0, null, false);

    private final Path file;
    private final LongSupplier nowSeconds;
    private final Output output;
    private final BlockingQueue<Change> pending = new ArrayBlockingQueue<>(MAX_PENDING);
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final Thread thread;
    private LeaseState former;
    private volatile boolean isClosing;
    /** The thread's alone. */
    private FileChannel channel;

    private long length;
    private long growth;
    private long compactLength;

    private LeaseJournal(Path directory, String threadName, LongSupplier nowSeconds, Output output) throws IOException {
        this.file = directory.resolve(FILE);
        this.nowSeconds = nowSeconds;
        this.output = output;
        this.former = LeaseFile.read(file, nowSeconds.getAsLong());
        this.channel = openForAppending();
        this.length = channel.size();
        this.growth = length;
        this.thread = new Thread(this::run, threadName);
        thread.setDaemon(true);
    }

    /**
     * Reads what a former process left, and begins to write.
     *
     * @param directory is there
     * @throws IOException when the file can't be read or not be opened, with words for an operator
     */
    public static LeaseJournal open(Path directory, String threadName) throws IOException {
        return open(directory, threadName, () -> System.currentTimeMillis() / 1000, LeaseJournal::writeFully);
    }

    static LeaseJournal open(Path directory, String threadName, LongSupplier nowSeconds, Output output)
            throws IOException {
        var journal = new LeaseJournal(directory, threadName, nowSeconds, output);
        journal.thread.start();
        return journal;
    }

    private static void writeFully(FileChannel channel, ByteBuffer octets) throws IOException {
        while (octets.hasRemaining()) {
            channel.write(octets);
        }
    }

    private FileChannel openForAppending() throws IOException {
        var options = EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileChannel opened = FileChannel.open(file, options, ownerOnly());
        opened.position(opened.size());
        return opened;
    }

    private static java.nio.file.attribute.FileAttribute<?> ownerOnly() {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    }

    /** What the former process left; told once. */
    LeaseState takeFormer() {
        LeaseState state = former;
        former = null;
        return state;
    }

    @Override
    public void granted(long ticket, LeasedAddresses addresses, boolean isRemembered) {
        offer(new Change(ticket, addresses, isRemembered));
    }

    @Override
    public void released(long ticket) {
        offer(new Change(ticket, null, false));
    }

    private void offer(Change change) {
        if (!pending.offer(change)) {
            lost.incrementAndGet();
        }
    }

    /** Tells the counters; any thread. */
    public void counters(BiConsumer<String, Long> counters) {
        counters.accept("lease_changes_lost", lost.get());
        counters.accept("lease_write_failures", failures.get());
    }

    /** Changes that wait; any thread. */
    int pending() {
        return pending.size();
    }

    private void run() {
        ByteBuffer octets = encode(LeaseFile.began(nowSeconds.getAsLong()));
        List<Change> batch = new ArrayList<>(MAX_BATCH);
        try {
            while (true) {
                boolean isWritten = !octets.hasRemaining() || append(octets);
                if (isClosing && (!isWritten || pending.isEmpty())) {
                    return;
                }
                if (isWritten) {
                    compactIfLong();
                    octets = encode(nextLines(batch));
                } else {
                    pause();
                }
            }
        } finally {
            closeQuietly(channel);
        }
    }

    private static ByteBuffer encode(CharSequence lines) {
        return ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private void pause() {
        try {
            Thread.sleep(WAIT_MS);
        } catch (InterruptedException e) {
            isClosing = true;
        }
    }

    private CharSequence nextLines(List<Change> batch) {
        batch.clear();
        try {
            Change first = pending.poll(WAIT_MS, TimeUnit.MILLISECONDS);
            if (first != null) {
                batch.add(first);
                if (!isClosing) {
                    Thread.sleep(GATHER_MS);
                }
                pending.drainTo(batch, MAX_BATCH - 1);
            }
        } catch (InterruptedException e) {
            isClosing = true;
            pending.drainTo(batch, MAX_BATCH);
        }
        var lines = new StringBuilder();
        batch.forEach(change -> lines.append(change.line()));
        return lines;
    }

    /** All or nothing of it is in the file; false for nothing. */
    private boolean append(ByteBuffer octets) {
        int start = octets.position();
        int count = octets.remaining();
        try {
            output.write(channel, octets);
            length += count;
            growth += count;
            return true;
        } catch (IOException e) {
            failures.incrementAndGet();
            octets.limit(start + count).position(start);
            undo();
            return false;
        }
    }

    private void undo() {
        try {
            channel.truncate(length);
            channel.position(length);
        } catch (IOException e) {
            failures.incrementAndGet();
        }
    }

    private void compactIfLong() {
        if (growth > Math.max(MIN_GROWTH, compactLength)) {
            growth = 0;
            try {
                compact();
            } catch (IOException e) {
                failures.incrementAndGet();
            }
        }
    }

    /** The same as short as can be takes the file's place when it is on the disk. */
    private void compact() throws IOException {
        var lines = new StringBuilder();
        LeaseFile.write(LeaseFile.read(file, nowSeconds.getAsLong()), lines);
        Path fresh = file.resolveSibling(FILE + ".new");
        Files.deleteIfExists(fresh);
        FileChannel made = null;
        try {
            made = FileChannel.open(
                    fresh, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly());
            output.write(made, encode(lines));
            made.force(true);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            closeQuietly(made);
            Files.deleteIfExists(fresh);
            throw e;
        }
        closeQuietly(channel);
        channel = made;
        length = channel.size();
        compactLength = length;
    }

    private void closeQuietly(FileChannel old) {
        try {
            if (old != null) {
                old.close();
            }
        } catch (IOException e) {
            failures.incrementAndGet();
        }
    }

    /** Writes what waits, for at most {@link #CLOSE_LIMIT_MS}. */
    @Override
    public void close() {
        isClosing = true;
        pending.offer(NOTHING);
        try {
            thread.join(CLOSE_LIMIT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
