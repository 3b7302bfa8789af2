package org.jl2tpd.linux;

import java.nio.ByteBuffer;

/** Waits for descriptors to become readable (epoll, level-triggered), or for another thread to {@link #wake}. */
public final class Poller implements AutoCloseable {
    /** sys/epoll.h */
    private static final int EPOLL_CTL_ADD = 1;

    private static final int EPOLL_CTL_DEL = 2;
    private static final int EPOLLIN = 1;
    private static final int EPOLL_CLOEXEC = 0x80000;
    /** sys/eventfd.h */
    private static final int EFD_FLAGS = 0x80000 | 0x800; // EFD_CLOEXEC | EFD_NONBLOCK

    /** struct epoll_event is packed on x86-64 alone (sys/epoll.h, EPOLL_PACKED). */
    private static final boolean PACKED = System.getProperty("os.arch", "").equals("amd64");

    private static final int EVENT = PACKED ? 12 : 16;
    private static final int DATA = PACKED ? 4 : 8;
    private static final long WAKE = -1;

    private final int epoll;
    private final int event;
    private final int limit;
    private final NativeMemory events;
    private final NativeMemory control = new NativeMemory(16);
    private final NativeMemory counter = new NativeMemory(8);
    private final NativeMemory one = new NativeMemory(8);
    private boolean closed;

    /** @param limit descriptors that one wait reports at most */
    public Poller(int limit) throws SystemCallException {
        Linux.require();
        this.limit = limit;
        events = new NativeMemory(limit * EVENT);
        one.buffer.putLong(0, 1);
        epoll = Linux.check("epoll_create1", Linux.epollCreate(EPOLL_CLOEXEC));
        event = Linux.eventfd(EFD_FLAGS);
        try {
            Linux.check("eventfd", event);
            add(event, WAKE);
        } catch (SystemCallException e) {
            close();
            throw e;
        }
    }

    /** @param token what {@link #token} gives for this descriptor; not negative */
    public void add(int fd, long token) throws SystemCallException {
        control.buffer.putInt(0, EPOLLIN);
        control.buffer.putLong(DATA, token);
        Linux.check("epoll_ctl", Linux.epollCtl(epoll, EPOLL_CTL_ADD, fd, control.address));
    }

    /** Forgets a descriptor; does nothing when it is not known. */
    public void remove(int fd) {
        Linux.epollCtl(epoll, EPOLL_CTL_DEL, fd, control.address);
    }

    /** Waits at most so many milliseconds (-1 without end); returns how many events there are, or a negated errno. */
    public int await(int timeoutMs) {
        return Linux.epollWait(epoll, events.address, limit, timeoutMs);
    }

    /** The token of an event of the last {@link #await}. */
    public long token(int i) {
        return events.buffer.getLong(i * EVENT + DATA);
    }

    /** Whether the event is a {@link #wake}; clears it. */
    public boolean takeWake(int i) {
        ByteBuffer buffer = events.buffer;
        if (buffer.getLong(i * EVENT + DATA) != WAKE) {
            return false;
        }
        Linux.read(event, counter.address, 8);
        return true;
    }

    /** Ends a wait; from any thread. Does nothing after {@link #close}. */
    public synchronized void wake() {
        if (!closed) {
            Linux.write(event, one.address, 8);
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (event >= 0) {
            Linux.close(event);
        }
        Linux.close(epoll);
    }
}
