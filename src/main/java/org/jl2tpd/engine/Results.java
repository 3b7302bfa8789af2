package org.jl2tpd.engine;

import org.jl2tpd.wire.PppDisconnectCause;
import org.jl2tpd.wire.ResultCode;

/** Result codes in words, and PPP causes as result codes. */
final class Results {
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
        return code.message().isEmpty() ? numbers : code.message() + " (" + numbers + ")";
    }

    /** The CDN result that goes with the end of PPP: what the line did is lost carrier, what we decided administrative. */
    static ResultCode of(PppDisconnectCause cause) {
        String text = cause.message();
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
