package org.jl2tpd.aaa.accounting;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Port: files of one folder. Names have no folder in them. */
interface SpoolFiles extends AutoCloseable {
    /** All files, in no order. */
    List<String> names() throws IOException;

    /** Opens a file for reading and appending, and makes it when there is none. */
    File open(String name) throws IOException;

    /** Does nothing without such a file. */
    void delete(String name) throws IOException;

    /** In one step, also over a file that is there. */
    void rename(String from, String to) throws IOException;

    /** The folder is free for others. */
    @Override
    void close();

    /** An open file. */
    interface File extends AutoCloseable {
        long size() throws IOException;

        /** Writes all of it at the end; some of it may be there when this fails. */
        void append(ByteBuffer octets) throws IOException;

        /** Reads at most what the buffer has room for, -1 at the end. */
        int read(long position, ByteBuffer into) throws IOException;

        void truncate(long size) throws IOException;

        /** What was written is on the disk when this returns. */
        void force() throws IOException;

        @Override
        void close();
    }
}
