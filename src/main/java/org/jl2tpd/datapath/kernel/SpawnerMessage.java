package org.jl2tpd.datapath.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What daemon and spawner say to each other: an octet for the kind, a number, and what follows. Descriptors go with {@link Kind#READY} (where
 * pppd's plugin sends to), {@link Kind#START} (the session's PPPoX socket) and {@link Kind#STARTED} (the pppd's output).
 *
 * @param number of the request that this is or answers; of the pppd for the other kinds
 * @param first of {@link Kind#READY} how many pppds of killed daemons were ended, of STARTED the process id, of ENDED what it returned, of SIGNAL the signal
 * @param second of ENDED the signal, of STARTED the pppd's number
 * @param words of REFUSED, FAILED and REFRESHED, for an operator; empty for success
 * @param request of START, null when it is none
 */
record SpawnerMessage(Kind kind, int number, int first, int second, String words, PppdRequest request) {
    /** Octets of the longest message. */
    static final int LIMIT = PppdRequestCodec.LIMIT;
    /** Octets of the longest words. */
    private static final int WORDS = 400;

    private static final int HEADER = 13;

    enum Kind {
        /** Daemon: start a pppd. */
        START,
        /** Daemon: send a pppd a signal. */
        SIGNAL,
        /** Daemon: read the users again. */
        REFRESH,
        /** Spawner: pppds can be started. */
        READY,
        /** Spawner: they can't. */
        FAILED,
        STARTED,
        REFUSED,
        ENDED,
        REFRESHED
    }

    static SpawnerMessage start(int number, PppdRequest request) {
        return new SpawnerMessage(Kind.START, number, 0, 0, "", request);
    }

    static SpawnerMessage of(Kind kind, int number, int first, int second) {
        return new SpawnerMessage(kind, number, first, second, "", null);
    }

    static SpawnerMessage of(Kind kind, int number, String words) {
        return new SpawnerMessage(kind, number, 0, 0, words, null);
    }

    /** Writes it to a cleared buffer and flips that. Returns whether it fits. */
    boolean write(ByteBuffer out) {
        out.put((byte) kind.ordinal()).putInt(number).putInt(first).putInt(second);
        boolean fits = true;
        if (kind == Kind.START) {
            fits = PppdRequestCodec.write(out, request);
        } else {
            byte[] octets = words.getBytes(StandardCharsets.UTF_8);
            out.put(octets, 0, Math.min(octets.length, WORDS));
        }
        out.flip();
        return fits;
    }

    /** Reads position to limit; null when it is no message. */
    static SpawnerMessage read(ByteBuffer in) {
        if (in.remaining() < HEADER) {
            return null;
        }
        int kind = in.get();
        if (kind < 0 || kind >= Kind.values().length) {
            return null;
        }
        int number = in.getInt();
        int first = in.getInt();
        int second = in.getInt();
        if (kind == Kind.START.ordinal()) {
            return new SpawnerMessage(Kind.START, number, first, second, "", PppdRequestCodec.read(in));
        }
        if (in.remaining() > WORDS) {
            return null;
        }
        String words = StandardCharsets.UTF_8.decode(in).toString();
        return new SpawnerMessage(Kind.values()[kind], number, first, second, words, null);
    }
}
