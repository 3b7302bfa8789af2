package org.jl2tpd.reactor;

import java.util.Arrays;
import org.jl2tpd.datapath.PolledSource;

/** The datapath's sources by descriptor. */
final class Sources {
    /** Marks tokens of sources; sockets' tokens are their numbers. */
    private static final long SOURCE = 1L << 40;

    private PolledSource[] byDescriptor = new PolledSource[64];

    static boolean isSource(long token) {
        return (token & SOURCE) != 0;
    }

    /** Returns the token for the poller. */
    long add(int fd, PolledSource source) {
        if (fd >= byDescriptor.length) {
            byDescriptor = Arrays.copyOf(byDescriptor, Math.max(2 * byDescriptor.length, fd + 1));
        }
        byDescriptor[fd] = source;
        return SOURCE | fd;
    }

    PolledSource get(long token) {
        return byDescriptor[(int) token];
    }

    void remove(int fd) {
        if (fd < byDescriptor.length) {
            byDescriptor[fd] = null;
        }
    }
}
