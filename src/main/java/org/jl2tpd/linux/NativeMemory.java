package org.jl2tpd.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A zeroed piece of memory with a fixed native address, for structures that the kernel reads and writes. */
final class NativeMemory {
    /** In the byte order of the machine. */
    final ByteBuffer buffer;

    final long address;

    NativeMemory(int octets) {
        buffer = ByteBuffer.allocateDirect(octets).order(ByteOrder.nativeOrder());
        address = Linux.addressOf(buffer);
    }
}
