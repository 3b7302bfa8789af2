package org.jl2tpd.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A zeroed piece of memory with a fixed native address, for structures that the kernel reads and writes. It lives as long as this object is
 * reachable: a local one of which nothing but {@link #address} is read after it was written needs {@link
 * java.lang.ref.Reference#reachabilityFence} behind the call that takes the address.
 */
final class NativeMemory {
    /** In the byte order of the machine. */
    final ByteBuffer buffer;

    final long address;

    NativeMemory(int octets) {
        buffer = ByteBuffer.allocateDirect(octets).order(ByteOrder.nativeOrder());
        address = Linux.addressOf(buffer);
    }
}
