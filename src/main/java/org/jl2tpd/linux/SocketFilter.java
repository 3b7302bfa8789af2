package org.jl2tpd.linux;

import static org.jl2tpd.linux.SocketConstants.*;

/** A classic BPF program that decides which packets reach a socket (linux/filter.h, Documentation/networking/filter.rst). */
final class SocketFilter {
    /** linux/bpf_common.h */
    private static final int LOAD_HALF = 0x28; // BPF_LD | BPF_H | BPF_ABS

    private static final int LOAD_BYTE = 0x30; // BPF_LD | BPF_B | BPF_ABS
    private static final int JUMP_EQUAL = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
    private static final int RETURN = 0x06; // BPF_RET | BPF_K
    /** What {@link #RETURN} gives to let a packet pass whole. */
    private static final int ALL = 0x40000;

    /** sizeof(struct sock_filter), sizeof(struct sock_fprog) and the offset of its pointer. */
    private static final int INSTRUCTION = 8;

    private static final int PROGRAM = 16;
    private static final int POINTER = 8;
    /** Instructions that a program of ours may have. */
    private static final int LIMIT = 16;

    /** Lets nothing pass. */
    static final SocketFilter DROP_ALL = new SocketFilter().drop();

    private final NativeMemory memory = new NativeMemory(PROGRAM + LIMIT * INSTRUCTION);
    private int count;

    SocketFilter() {
        memory.buffer.putLong(POINTER, memory.address + PROGRAM);
    }

    SocketFilter loadByte(int offset) {
        return add(LOAD_BYTE, 0, 0, offset);
    }

    SocketFilter loadHalf(int offset) {
        return add(LOAD_HALF, 0, 0, offset);
    }

    /** Leaves out so many instructions when what was loaded is this value, or is not. */
    SocketFilter skipIf(int value, int whenEqual, int whenNot) {
        return add(JUMP_EQUAL, whenEqual, whenNot, value);
    }

    SocketFilter pass() {
        return add(RETURN, 0, 0, ALL);
    }

    SocketFilter drop() {
        return add(RETURN, 0, 0, 0);
    }

    private SocketFilter add(int code, int whenTrue, int whenFalse, int constant) {
        int at = PROGRAM + count * INSTRUCTION;
        memory.buffer
                .putShort(at, (short) code)
                .put(at + 2, (byte) whenTrue)
                .put(at + 3, (byte) whenFalse)
                .putInt(at + 4, constant)
                .putShort(0, (short) ++count);
        return this;
    }

    /** Puts the program before a socket; returns 0, or a negated errno. */
    int attach(int fd) {
        return Linux.setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, memory.address, PROGRAM);
    }

    /** Takes a socket's program away; returns 0, or a negated errno. */
    static int detach(int fd) {
        return UdpSocket.setInt(fd, SOL_SOCKET, SO_DETACH_FILTER, 0);
    }
}
