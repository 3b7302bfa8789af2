package org.jl2tpd.ppp;

import java.nio.ByteBuffer;
import java.util.List;
import org.jl2tpd.ppp.OptionRow.Verdict;

/** LCP's option table (RFC 1661 6, RFC 1662 7.1); everything else is rejected. */
final class LcpOptions {
    static final int MRU = 1;
    static final int ACCM = 2;
    static final int MAGIC = 5;
    static final int PFC = 7;
    static final int ACFC = 8;

    /** Smallest MRU of a peer that is acknowledged; less would not carry the control protocols. */
    static final int MIN_PEER_MRU = 128;

    /** The MRU without an option (RFC 1661 6.1). */
    static final int DEFAULT_MRU = 1500;

    /** The ACCM without an option (RFC 1662 7.1): every control character is mapped. */
    static final int DEFAULT_ACCM = -1;

    private static final OptionRow<Lcp> MRU_ROW = OptionRow.of(
            MRU,
            "MRU",
            (lcp, out) -> putShort(out, MRU, lcp.ownMru),
            LcpOptions::judgeMru,
            (lcp, out) -> putShort(
                    out,
                    MRU,
                    Math.max(
                            MIN_PEER_MRU,
                            Math.min(DEFAULT_MRU, lcp.link.settings().mtu()))),
            LcpOptions::mruNakked);

    private static final OptionRow<Lcp> ACCM_ROW = OptionRow.of(
            ACCM,
            "ACCM",
            (lcp, out) -> OptionRow.putInt(out, ACCM, lcp.ownAccm),
            LcpOptions::judgeAccm,
            (lcp, out) -> OptionRow.putInt(out, ACCM, DEFAULT_ACCM),
            (lcp, options, at, length) -> lcp.ownAccm |= length == 4 ? options.getInt(at) : 0);

    private static final OptionRow<Lcp> AUTH_ROW = OptionRow.<Lcp>of(
                    AuthOption.TYPE,
                    "Auth-Protocol",
                    (lcp, out) -> AuthOption.write(out, lcp.authOfPeer),
                    (lcp, options, at, length) -> lcp.judgeAuth(AuthOption.read(options, at, length)),
                    (lcp, out) -> AuthOption.write(
                            out, lcp.link.settings().allowAuth().get(0)),
                    (lcp, options, at, length) -> lcp.authRefused(AuthOption.read(options, at, length)))
            .whenRejected(lcp -> lcp.authRefused(null));

    private static final OptionRow<Lcp> MAGIC_ROW = OptionRow.<Lcp>of(
                    MAGIC,
                    "Magic-Number",
                    (lcp, out) -> OptionRow.putInt(out, MAGIC, lcp.magic),
                    (lcp, options, at, length) -> length == 4 ? lcp.judgeMagic(options.getInt(at)) : Verdict.NAK,
                    (lcp, out) -> OptionRow.putInt(out, MAGIC, lcp.newMagic()),
                    (lcp, options, at, length) -> lcp.magic = lcp.newMagic())
            .whenRejected(lcp -> lcp.magic = 0);

    private static final OptionRow<Lcp> PFC_ROW = OptionRow.of(
            PFC,
            "PFC",
            (lcp, out) -> putFlag(out, PFC),
            (lcp, options, at, length) -> {
                lcp.peerPfc = length == 0;
                return length == 0 ? Verdict.ACK : Verdict.NAK;
            },
            (lcp, out) -> putFlag(out, PFC),
            (lcp, options, at, length) -> {});

    private static final OptionRow<Lcp> ACFC_ROW = OptionRow.of(
            ACFC,
            "ACFC",
            (lcp, out) -> putFlag(out, ACFC),
            (lcp, options, at, length) -> {
                lcp.peerAcfc = length == 0;
                return length == 0 ? Verdict.ACK : Verdict.NAK;
            },
            (lcp, out) -> putFlag(out, ACFC),
            (lcp, options, at, length) -> {});

    static final OptionTable<Lcp> TABLE =
            new OptionTable<>(List.of(MRU_ROW, ACCM_ROW, AUTH_ROW, MAGIC_ROW, PFC_ROW, ACFC_ROW));

    private LcpOptions() {}

    /** The bit of an option in a request mask. */
    static int bit(int type) {
        return 1 << TABLE.indexOf(type);
    }

    private static Verdict judgeMru(Lcp lcp, ByteBuffer options, int at, int length) {
        int mru = length == 2 ? options.getShort(at) & 0xffff : 0;
        if (mru < MIN_PEER_MRU) {
            return Verdict.NAK;
        }
        lcp.peerMru = mru;
        return Verdict.ACK;
    }

    /** The peer cannot send so much: a smaller MRU costs nothing, a larger one is more than we take. */
    private static void mruNakked(Lcp lcp, ByteBuffer options, int at, int length) {
        int wanted = length == 2 ? options.getShort(at) & 0xffff : 0;
        if (wanted >= MIN_PEER_MRU && wanted < lcp.ownMru) {
            lcp.ownMru = wanted;
        }
    }

    private static Verdict judgeAccm(Lcp lcp, ByteBuffer options, int at, int length) {
        if (length != 4) {
            return Verdict.NAK;
        }
        lcp.peerAccm = options.getInt(at);
        return Verdict.ACK;
    }

    private static void putShort(ByteBuffer out, int type, int value) {
        out.put((byte) type).put((byte) 4).putShort((short) value);
    }

    private static void putFlag(ByteBuffer out, int type) {
        out.put((byte) type).put((byte) 2);
    }
}
