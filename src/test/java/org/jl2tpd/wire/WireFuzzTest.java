package org.jl2tpd.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jl2tpd.testing.SeededRandom;

/** Fuzz targets of the decoders: nothing throws, what is accepted is consistent and survives encoding. */
class WireFuzzTest {
    private static final Secret SECRET = Secret.of("tunnelsecret");

    @FuzzTest(maxDuration = "60s")
    void readsAnyHeader(byte[] data) {
        var header = new L2tpHeader();
        var datagram = ByteBuffer.wrap(data);
        if (header.decode(datagram) != null) {
            return;
        }
        check(header.payloadStart >= 6 && header.payloadStart <= header.payloadEnd, "payload");
        check(header.payloadEnd <= data.length, "end");
        if (header.control) {
            check(header.sequenced && header.payloadStart == L2tpHeader.CONTROL_LENGTH, "control header");
        } else {
            reEncode(header);
        }
    }

    private static void reEncode(L2tpHeader header) {
        var out = ByteBuffer.allocate(20);
        int ns = header.sequenced ? header.ns : -1;
        int start =
                L2tpHeader.encodeDataBefore(out, 16, 20, header.tunnelId, header.sessionId, ns, true, header.priority);
        out.position(start);
        var again = new L2tpHeader();
        check(again.decode(out) == null, "own data header");
        check(again.tunnelId == header.tunnelId && again.sessionId == header.sessionId, "ids");
        check(again.ns == header.ns && again.priority == header.priority, "ns");
    }

    @FuzzTest(maxDuration = "60s")
    void decodesAnyMessageWithoutASecret(byte[] data) {
        inspect(decode(data, null));
        MessageCodec.peekHostName(ByteBuffer.wrap(data), 0, data.length);
    }

    @FuzzTest(maxDuration = "60s")
    void decodesAnyMessageWithASecret(byte[] data) {
        inspect(decode(data, SECRET));
    }

    /** What decodes, decodes the same after encoding it in clear and after hiding it. */
    @FuzzTest(maxDuration = "60s")
    void keepsAMessageThroughEncodingAndDecoding(byte[] data) {
        if (decode(data, SECRET) instanceof ControlMessage message) {
            same(message, message, null);
            same(message, message, SECRET);
        }
    }

    private static void same(ControlMessage first, ControlMessage message, Secret secret) {
        var out = ByteBuffer.allocate(message.maxEncodedLength());
        MessageCodec.encode(message, secret, new SeededRandom(1), out);
        var again = (ControlMessage) decode(Arrays.copyOf(out.array(), out.position()), secret);
        check(again.type() == first.type() && Arrays.equals(again.body(), first.body()), "stable");
        check(again.warnings().isEmpty(), "own message has warnings");
    }

    private static DecodedMessage decode(byte[] data, Secret secret) {
        return MessageCodec.decode(ByteBuffer.wrap(data), 0, data.length, secret);
    }

    private static void inspect(DecodedMessage decoded) {
        if (decoded instanceof ControlMessage message) {
            for (AvpType avp : AvpType.values()) {
                check(!message.has(avp) || message.type().lists(avp), "AVP that is not listed");
                check(message.has(avp) || message.octets(avp) == null, "absent AVP");
                check(message.has(avp) || !message.type().requires(avp), "mandatory AVP");
            }
            message.resultCode();
            message.pppDisconnectCause();
            message.q931Cause();
            check(message.describe().chars().noneMatch(c -> c < ' '), "one line");
            check(message.warnings().size() <= MessageDecoder.MAX_WARNINGS, "warnings");
        } else if (decoded instanceof DecodedMessage.Malformed malformed) {
            check(malformed.result().result() == ResultCode.GENERAL_ERROR, "result");
            check(malformed.tunnelScope() || malformed.type() != null, "scope");
        }
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
