package org.jl2tpd.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** Native memory in the kernel's byte order, and the loaded {@link LibC}. */
final class Memory {
    static final LibC LIBC = LibraryLoader.create(LibC.class).load("c");
    private static final Runtime RUNTIME = Runtime.getRuntime(LIBC);

    private Memory() {}

    static ByteBuffer allocate(int octets) {
        return ByteBuffer.allocateDirect(octets).order(ByteOrder.nativeOrder());
    }

    static long addressOf(ByteBuffer buffer) {
        return Pointer.wrap(RUNTIME, buffer).address();
    }

    static int errno() {
        return RUNTIME.getLastError();
    }

    /** A {@code struct sockaddr_in} of 16 octets. */
    static ByteBuffer socketAddress(byte[] ipv4, int port) {
        ByteBuffer address = allocate(16);
        address.putShort(0, (short) LibC.AF_INET);
        address.put(2, (byte) (port >> 8)).put(3, (byte) port);
        for (int i = 0; i < 4; i++) {
            address.put(4 + i, ipv4[i]);
        }
        return address;
    }
}
