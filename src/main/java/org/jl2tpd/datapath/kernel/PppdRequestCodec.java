package org.jl2tpd.datapath.kernel;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.engine.PppdOptions;
import org.jl2tpd.engine.SessionOptions;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.Secret;

/**
 * A request as octets between daemon and spawner, in the order of {@link #write}; texts and secrets are a length of one octet and what it counts.
 * What is read is of the right form and no longer than that; whether it may be had says {@link PppdRequest#problem}.
 */
final class PppdRequestCodec {
    /** Octets of the longest request. */
    static final int LIMIT = 16_384;

    private static final int LNS = 1;
    private static final int SEND_SEQUENCE = 2;
    private static final int REQUIRE_SEQUENCE = 4;
    private static final int LOCAL = 8;
    private static final int PEER = 16;
    private static final int PASSWORD = 32;
    private static final int FLAGS = 63;

    private PppdRequestCodec() {}

    /** Writes at the buffer's position. Returns whether it fits; {@link PppdRequest#problem} was asked before. */
    static boolean write(ByteBuffer out, PppdRequest request) {
        PppdOptions options = request.options();
        if (octets(request) > out.remaining()) {
            return false;
        }
        SessionOptions numbering = options.session();
        out.putShort((short) request.tunnelId()).putShort((short) request.sessionId());
        out.put((byte) flags(options));
        out.putInt(numbering.reorderTimeoutMs()).put((byte) numbering.debugMask());
        out.putInt(bits(options.localIpv4())).putInt(bits(options.peerIpv4()));
        put(out, utf8(options.interfaceName()));
        put(out, utf8(options.userName()));
        put(out, options.password() == null ? new byte[0] : options.password().octets());
        out.putShort((short) options.arguments().size());
        options.arguments().forEach(word -> put(out, utf8(word)));
        return true;
    }

    private static int octets(PppdRequest request) {
        int words = request.options().arguments().stream()
                .mapToInt(word -> 1 + utf8(word).length)
                .sum();
        return 20 + 3 * (1 + PppdRequest.TEXT_LIMIT) + words;
    }

    private static int flags(PppdOptions options) {
        SessionOptions numbering = options.session();
        return (numbering.lns() ? LNS : 0)
                | (numbering.sendSequence() ? SEND_SEQUENCE : 0)
                | (numbering.requireSequence() ? REQUIRE_SEQUENCE : 0)
                | (options.localIpv4() == null ? 0 : LOCAL)
                | (options.peerIpv4() == null ? 0 : PEER)
                | (options.password() == null ? 0 : PASSWORD);
    }

    private static int bits(IpAddress address) {
        return address == null ? 0 : address.v4();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ByteBuffer out, byte[] octets) {
        out.put((byte) octets.length).put(octets);
    }

    /** Reads position to limit, all of it; null when that is no request. */
    static PppdRequest read(ByteBuffer in) {
        var reader = new Reader(in);
        PppdRequest request = reader.request();
        return reader.failed || in.hasRemaining() ? null : request;
    }

    /** Reads values; from the first that is not there on they mean nothing. */
    private static final class Reader {
        private final ByteBuffer in;
        private boolean failed;

        Reader(ByteBuffer in) {
            this.in = in;
        }

        PppdRequest request() {
            int tunnel = number(2);
            int session = number(2);
            int flags = number(1);
            failed |= (flags & ~FLAGS) != 0;
            int reorder = number(4);
            int mask = number(1);
            IpAddress local = address((flags & LOCAL) != 0);
            IpAddress peer = address((flags & PEER) != 0);
            String device = text();
            String user = text();
            byte[] password = octets();
            failed |= (flags & PASSWORD) == 0 && password.length > 0;
            List<String> words = words();
            var numbering = new SessionOptions(
                    (flags & LNS) != 0,
                    (flags & SEND_SEQUENCE) != 0,
                    (flags & REQUIRE_SEQUENCE) != 0,
                    reorder,
                    false,
                    mask);
            Secret secret = (flags & PASSWORD) == 0 ? null : new Secret(password);
            return new PppdRequest(
                    tunnel, session, new PppdOptions(words, numbering, device, false, local, peer, user, secret));
        }

        private int number(int octets) {
            if (failed || in.remaining() < octets) {
                failed = true;
                return 0;
            }
            int value = 0;
            for (int i = 0; i < octets; i++) {
                value = value << 8 | in.get() & 0xff;
            }
            return value;
        }

        private IpAddress address(boolean present) {
            int bits = number(4);
            failed |= !present && bits != 0;
            return present ? IpAddress.v4(bits) : null;
        }

        private byte[] octets() {
            int length = number(1);
            if (failed || in.remaining() < length) {
                failed = true;
                return new byte[0];
            }
            byte[] octets = new byte[length];
            in.get(octets);
            return octets;
        }

        private String text() {
            try {
                CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets()));
                return text.toString();
            } catch (CharacterCodingException e) {
                failed = true;
                return "";
            }
        }

        private List<String> words() {
            int count = number(2);
            failed |= count > in.remaining();
            var words = new ArrayList<String>();
            for (int i = 0; i < count && !failed; i++) {
                words.add(text());
            }
            return words;
        }
    }
}
