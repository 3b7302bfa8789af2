package org.jl2tpd.engine;

import org.jl2tpd.control.Session;
import org.jl2tpd.wire.PppDisconnectCause;
import org.jl2tpd.wire.ResultCode;

/** Result codes in words, and PPP causes as result codes. */
final class Results {
    private static final String[] CAUSES = {
        "PPP ended",
        "closed by an administrator",
        "LCP renegotiation is disabled and there is no proxy LCP",
        "PPP was terminated",
        "compulsory encryption was refused",
        "LCP did not come to an end in time",
        "no LCP packet was received",
        "the link is looped back",
        "LCP echo requests were not answered",
        "endpoint discriminators differ",
        "no agreement on MRRU",
        "no agreement on short sequence numbers",
        "callback was refused",
        "authentication took too long",
        "no agreement on the bundle's name",
        "no agreement on an authentication protocol",
        "authentication failed",
        "no network protocol came up in time",
        "no network protocol is left",
        "no agreement on addresses",
        "the address is not allowed"
    };

    private Results() {}

    /** Why a tunnel or session ended, in words: our result, or else the peer's. */
    static String words(ResultCode local, ResultCode peer) {
        if (peer != null) {
            return "peer: " + words(peer);
        }
        return local == null ? "" : words(local);
    }

    private static String words(ResultCode code) {
        String numbers = "result " + code.result() + (code.error() == 0 ? "" : " error " + code.error());
        String behind = "(" + numbers + ")";
        if (code.message().endsWith(behind)) {
            // Words that quote another call's end have its numbers already.
            return code.message();
        }
        return code.message().isEmpty() ? numbers : code.message() + " " + behind;
    }

    /** Why a session ended, in words, with what the peer says of PPP where it says something. */
    static String words(Session session) {
        String words = words(session.localResult(), session.peerResult());
        PppDisconnectCause cause = session.peerCause();
        if (cause == null || cause.code() == PppDisconnectCause.NONE) {
            return words;
        }
        return words + ", PPP: " + text(cause);
    }

    /** A cause as whoever named it put it, else in words of ours. */
    static String text(PppDisconnectCause cause) {
        return cause.message().isEmpty() ? words(cause) : cause.message();
    }

    /** An RFC 3145 code in words (section 3). */
    private static String words(PppDisconnectCause cause) {
        int code = cause.code();
        return code >= 0 && code < CAUSES.length ? CAUSES[code] : "PPP cause " + code;
    }

    /** The CDN result that goes with the end of PPP: what the line did is lost carrier, what we decided administrative. */
    static ResultCode of(PppDisconnectCause cause) {
        String text = text(cause);
        return switch (cause.code()) {
            case PppDisconnectCause.NONE,
                    PppDisconnectCause.NORMAL,
                    PppDisconnectCause.LCP_TIMEOUT,
                    PppDisconnectCause.NO_LCP,
                    PppDisconnectCause.LOOPBACK,
                    PppDisconnectCause.ECHO_TIMEOUT -> ResultCode.of(ResultCode.CDN_LOST_CARRIER, text);
            default -> ResultCode.of(ResultCode.CDN_ADMINISTRATIVE, text);
        };
    }
}
