package org.jl2tpd.management.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** The text of an answer, bounded, in pieces that are neither grown nor copied. One thread. */
final class AnswerText extends OutputStream {
    /** Octets of the longest answer; escapes make it longer than {@link AnswerBudget#OCTETS}. */
    static final int LIMIT = 2 * AnswerBudget.OCTETS;

    private static final int PIECE = 32 * 1024;

    /** There was more than {@link #LIMIT}. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final List<byte[]> pieces = new ArrayList<>();
    private int inLast = PIECE;
    private int length;

    int length() {
        return length;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int count) throws IOException {
        if (count > LIMIT - length) {
            throw new TooLong();
        }
        int done = 0;
        while (done < count) {
            if (inLast == PIECE) {
                pieces.add(new byte[PIECE]);
                inLast = 0;
            }
            int part = Math.min(count - done, PIECE - inLast);
            System.arraycopy(from, offset + done, pieces.get(pieces.size() - 1), inLast, part);
            inLast += part;
            done += part;
        }
        length += count;
    }

    void copyTo(OutputStream out) throws IOException {
        int left = length;
        for (byte[] piece : pieces) {
            out.write(piece, 0, Math.min(left, PIECE));
            left -= PIECE;
        }
    }
}
