package org.jl2tpd.datapath;

import java.nio.ByteBuffer;
import org.jl2tpd.linux.SystemCallException;

/** What the TUN datapath asks of the kernel. */
interface Kernel extends NetworkKernel {
    /** A device that carries packets; reads and writes return octets or a negated errno. */
    interface Device extends AutoCloseable {
        int fd();

        String name();

        int index();

        int read(ByteBuffer direct);

        int write(ByteBuffer direct);

        @Override
        void close();
    }

    Device open(String name) throws SystemCallException;
}
