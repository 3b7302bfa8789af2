package org.jl2tpd.datapath.kernel;

import java.util.Map;
import org.jl2tpd.engine.SessionNotice;
import org.jl2tpd.linux.WatchedProcess;
import org.jl2tpd.wire.PppDisconnectCause;
import org.jl2tpd.wire.ResultCode;

/** What the end of a pppd means to its session's peer and to our operator (pppd(8), EXIT STATUS; RFC 2661 4.4.2; RFC 3145 3). */
final class PppdExit {
    private static final int LCP = 0xc021;
    /** Directions of RFC 3145: of no certain one, at the peer, at ourselves. */
    private static final int BOTH = 0;

    private static final int PEER = 1;
    private static final int OURS = 2;

    /** A row: CDN result, RFC 3145 code or -1 for none, PPP protocol, direction, words. */
    private record Row(int result, int cause, int protocol, int direction, String words) {}

    private static final Map<Integer, Row> TABLE = Map.ofEntries(
            row(0, ResultCode.CDN_LOST_CARRIER, PppDisconnectCause.NORMAL, 0, PEER, "peer terminated the link"),
            row(1, ResultCode.CDN_NO_FACILITIES_TEMPORARY, -1, 0, 0, "pppd failed"),
            row(2, ResultCode.CDN_NO_FACILITIES_PERMANENT, -1, 0, 0, "pppd does not take its options"),
            row(3, ResultCode.CDN_NO_FACILITIES_PERMANENT, -1, 0, 0, "pppd is not run as root"),
            row(4, ResultCode.CDN_NO_FACILITIES_PERMANENT, -1, 0, 0, "the kernel has no PPP"),
            row(5, ResultCode.CDN_ADMINISTRATIVE, PppDisconnectCause.ADMINISTRATIVE, 0, BOTH, "pppd was told to end"),
            row(6, ResultCode.CDN_NO_FACILITIES_TEMPORARY, -1, 0, 0, "pppd could not lock its device"),
            row(7, ResultCode.CDN_NO_FACILITIES_TEMPORARY, -1, 0, 0, "pppd could not open its device"),
            row(8, ResultCode.CDN_NO_FACILITIES_TEMPORARY, -1, 0, 0, "pppd's connect script failed"),
            row(9, ResultCode.CDN_NO_FACILITIES_TEMPORARY, -1, 0, 0, "pppd's pty command failed"),
            row(10, ResultCode.CDN_LOST_CARRIER, PppDisconnectCause.NO_NCP, 0, BOTH, "no network protocol opened"),
            row(11, ResultCode.CDN_ADMINISTRATIVE, PppDisconnectCause.AUTH_FAILED, 0, PEER, "authentication failed"),
            row(12, ResultCode.CDN_ADMINISTRATIVE, PppDisconnectCause.ADMINISTRATIVE, 0, BOTH, "idle timeout"),
            row(13, ResultCode.CDN_ADMINISTRATIVE, PppDisconnectCause.ADMINISTRATIVE, 0, BOTH, "session timeout"),
            row(14, ResultCode.CDN_ADMINISTRATIVE, PppDisconnectCause.NORMAL, 0, BOTH, "callback was agreed on"),
            row(15, ResultCode.CDN_LOST_CARRIER, PppDisconnectCause.ECHO_TIMEOUT, LCP, BOTH, "echo unanswered"),
            row(16, ResultCode.CDN_LOST_CARRIER, PppDisconnectCause.NONE, 0, BOTH, "the link hung up"),
            row(17, ResultCode.CDN_LOST_CARRIER, PppDisconnectCause.LOOPBACK, LCP, BOTH, "own magic number came back"),
            row(18, ResultCode.CDN_NO_FACILITIES_TEMPORARY, -1, 0, 0, "pppd's init script failed"),
            row(
                    19,
                    ResultCode.CDN_ADMINISTRATIVE,
                    PppDisconnectCause.AUTH_FAILED,
                    0,
                    OURS,
                    "the peer refused our authentication"),
            row(20, ResultCode.CDN_ADMINISTRATIVE, PppDisconnectCause.ADMINISTRATIVE, 0, BOTH, "traffic limit"),
            row(
                    21,
                    ResultCode.CDN_ADMINISTRATIVE,
                    PppDisconnectCause.AUTH_FAILED,
                    0,
                    PEER,
                    "the calling number is not allowed"));

    private static final Row UNKNOWN = new Row(ResultCode.CDN_NO_FACILITIES_TEMPORARY, -1, 0, 0, "pppd ended");

    private PppdExit() {}

    private static Map.Entry<Integer, Row> row(
            int status, int result, int cause, int protocol, int direction, String words) {
        return Map.entry(status, new Row(result, cause, protocol, direction, words));
    }

    /** We ended it, or did not start it: the peer may try again. */
    static SessionNotice.Ended failed(String words) {
        return new SessionNotice.Ended(ResultCode.of(UNKNOWN.result, UNKNOWN.words), null, words);
    }

    /** @param lastWords what pppd said last, empty for nothing; for our operator alone. One that was killed had no time to say why. */
    static SessionNotice.Ended of(WatchedProcess.Exit exit, String lastWords) {
        Row row = TABLE.getOrDefault(exit.code(), UNKNOWN);
        var cause = row.cause < 0 ? null : new PppDisconnectCause(row.cause, row.protocol, row.direction, row.words);
        String how = exit.signal() != 0 ? "signal " + exit.signal() : "exit status " + exit.code();
        String said = lastWords.isEmpty() || exit.signal() != 0 ? "" : ": " + lastWords;
        return new SessionNotice.Ended(
                ResultCode.of(row.result, row.words), cause, row.words + " (pppd, " + how + said + ")");
    }
}
