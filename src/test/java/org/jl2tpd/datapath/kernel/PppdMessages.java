package org.jl2tpd.datapath.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Datagrams as pppd's plugin openl2tp.so makes them. */
final class PppdMessages {
    private final ByteBuffer out = ByteBuffer.allocateDirect(1024).order(ByteOrder.nativeOrder());

    private PppdMessages(int type) {
        out.putInt(0x6b6c7831).putShort((short) type).putShort((short) 0);
    }

    static PppdMessages ofType(int type) {
        return new PppdMessages(type);
    }

    static ByteBuffer up(int tunnel, int session, String device, String user) {
        return ofType(1)
                .value(0, shortOf(tunnel))
                .value(1, shortOf(session))
                .value(6, new byte[] {1})
                .value(4, text(device))
                .value(5, text(user))
                .done();
    }

    static ByteBuffer down(int tunnel, int session) {
        return ofType(1)
                .value(0, shortOf(tunnel))
                .value(1, shortOf(session))
                .value(6, new byte[] {0})
                .done();
    }

    static ByteBuffer accm(int tunnel, int session, int send, int receive) {
        byte[] both = ByteBuffer.allocate(8)
                .order(ByteOrder.nativeOrder())
                .putInt(send)
                .putInt(receive)
                .array();
        return ofType(2)
                .value(0, shortOf(tunnel))
                .value(1, shortOf(session))
                .value(2, both)
                .done();
    }

    static byte[] shortOf(int value) {
        return ByteBuffer.allocate(2)
                .order(ByteOrder.nativeOrder())
                .putShort((short) value)
                .array();
    }

    /** With the final zero. */
    static byte[] text(String text) {
        return (text + "\0").getBytes(StandardCharsets.UTF_8);
    }

    PppdMessages value(int type, byte[] octets) {
        out.putShort((short) type).putShort((short) octets.length).put(octets);
        while (out.position() % 4 != 0) {
            out.put((byte) 0);
        }
        return this;
    }

    ByteBuffer done() {
        return out.putShort(6, (short) (out.position() - 8)).flip();
    }
}
