package org.jl2tpd.datapath.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A datagram of pppd's plugin {@code openl2tp.so}: signature (4 octets), message type (2), length of what follows (2), then values, each with
 * type (2), length (2) and padding to 4 octets; numbers in the machine's order.
 *
 * @param kind what happened
 * @param tunnelId our id, -1 when not told
 * @param sessionId our id, -1 when not told
 * @param device empty when not told
 * @param user the peer's name as it proved it, empty when not told
 * @param sendAccm of {@link Kind#ACCM}
 * @param receiveAccm of {@link Kind#ACCM}
 */
record PppdEvent(Kind kind, int tunnelId, int sessionId, String device, String user, int sendAccm, int receiveAccm) {
    /** Octets of the longest datagram that is looked at. */
    static final int LIMIT = 1024;

    private static final int SIGNATURE = 0x6b6c7831;
    private static final int HEADER = 8;
    private static final int UP_DOWN = 1;
    private static final int ACCM = 2;

    enum Kind {
        UP,
        DOWN,
        ACCM
    }

    /** Position to limit of the buffer; null when it is no such message. */
    static PppdEvent parse(ByteBuffer in) {
        ByteBuffer message = in.slice().order(ByteOrder.nativeOrder());
        if (message.remaining() < HEADER || message.getInt(0) != SIGNATURE) {
            return null;
        }
        int type = message.getShort(4);
        var reader = new Reader();
        if (type != UP_DOWN && type != ACCM || !reader.read(message.position(HEADER))) {
            return null;
        }
        Kind kind = type == ACCM ? Kind.ACCM : reader.state != 0 ? Kind.UP : Kind.DOWN;
        return new PppdEvent(
                kind,
                reader.tunnelId,
                reader.sessionId,
                reader.device,
                reader.user,
                reader.sendAccm,
                reader.receiveAccm);
    }

    /** Collects the values. */
    private static final class Reader {
        private int tunnelId = -1;
        private int sessionId = -1;
        private int state;
        private int sendAccm = -1;
        private int receiveAccm = -1;
        private String device = "";
        private String user = "";

        boolean read(ByteBuffer in) {
            while (in.remaining() >= 4) {
                int type = in.getShort();
                int length = in.getShort() & 0xffff;
                if (length > in.remaining()) {
                    return false;
                }
                value(type, in.slice(in.position(), length).order(in.order()));
                in.position(Math.min(in.limit(), in.position() + (length + 3 & ~3)));
            }
            return true;
        }

        private void value(int type, ByteBuffer value) {
            switch (type) {
                case 0 -> tunnelId = number(value);
                case 1 -> sessionId = number(value);
                case 2 -> accm(value);
                case 4 -> device = text(value);
                case 5 -> user = text(value);
                case 6 -> state = number(value);
                default -> {}
            }
        }

        private void accm(ByteBuffer value) {
            if (value.remaining() >= 8) {
                sendAccm = value.getInt(0);
                receiveAccm = value.getInt(4);
            }
        }

        private static int number(ByteBuffer value) {
            return switch (value.remaining()) {
                case 1 -> value.get(0) & 0xff;
                case 2 -> value.getShort(0) & 0xffff;
                case 4 -> value.getInt(0);
                default -> -1;
            };
        }

        private static String text(ByteBuffer value) {
            int end = 0;
            while (end < value.remaining() && value.get(end) != 0) {
                end++;
            }
            return StandardCharsets.UTF_8.decode(value.limit(end)).toString();
        }
    }
}
