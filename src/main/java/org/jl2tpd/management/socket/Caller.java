package org.jl2tpd.management.socket;

import java.io.Closeable;
import java.io.IOException;
import org.jl2tpd.management.FileReach;

/** Who asks on a connection, and what the connection holds open. One thread at a time. */
final class Caller implements Closeable {
    private final String user;
    private final FileReach reach;
    private Closeable held;

    /** @param user name for the log, as the kernel vouches for it */
    Caller(String user) {
        this(user, FileReach.OWN_FOLDER);
    }

    Caller(String user, FileReach reach) {
        this.user = user;
        this.reach = reach;
    }

    /** Files that may be named. */
    FileReach reach() {
        return reach;
    }

    String user() {
        return user;
    }

    /** What is held of that type; null for nothing. */
    <T> T held(Class<T> type) {
        return type.isInstance(held) ? type.cast(held) : null;
    }

    /** Holds something until the connection ends; what was held before is closed. */
    void hold(Closeable next) throws IOException {
        close();
        held = next;
    }

    @Override
    public void close() throws IOException {
        Closeable before = held;
        held = null;
        if (before != null) {
            before.close();
        }
    }
}
