package org.jl2tpd.control;

/** Arithmetic of the 16-bit sequence numbers Ns and Nr (RFC 2661 5.8): always modulo 65536, always by signed difference. */
final class Sequence {
    /** Numbers there are. */
    static final int MODULUS = 0x10000;

    private Sequence() {}

    /** How far {@code a} is ahead of {@code b}: -32768 to 32767; negative or zero means "less than or equal" (L2TP-5.8-03). */
    static int difference(int a, int b) {
        return (short) (a - b);
    }

    /** The number {@code steps} after {@code number}. */
    static int advance(int number, int steps) {
        return (number + steps) & (MODULUS - 1);
    }
}
