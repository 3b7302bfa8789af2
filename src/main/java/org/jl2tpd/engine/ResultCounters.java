package org.jl2tpd.engine;

import java.util.Map;
import org.jl2tpd.wire.MessageType;
import org.jl2tpd.wire.ResultCode;

/** Results of StopCCN and CDN, sent and received, by code (RFC 2661 4.4.2); codes that it does not define are counted together. */
final class ResultCounters {
    /** Greatest result code of a StopCCN. */
    static final int STOPCCN_CODES = 7;
    /** Greatest result code of a CDN. */
    static final int CDN_CODES = 11;

    private final Row stopSent = new Row("stopccn_sent_", STOPCCN_CODES);
    private final Row stopReceived = new Row("stopccn_received_", STOPCCN_CODES);
    private final Row cdnSent = new Row("cdn_sent_", CDN_CODES);
    private final Row cdnReceived = new Row("cdn_received_", CDN_CODES);

    /** Slot 0 is for any other code. */
    private record Row(String name, long[] counts) {
        Row(String name, int codes) {
            this(name, new long[codes + 1]);
        }

        void add(int code) {
            counts[code > 0 && code < counts.length ? code : 0]++;
        }

        void put(Map<String, Long> all) {
            for (int code = 1; code < counts.length; code++) {
                all.put("result_" + name + code, counts[code]);
            }
            all.put("result_" + name + "other", counts[0]);
        }
    }

    void add(MessageType type, ResultCode result, boolean sent) {
        if (type == MessageType.STOPCCN) {
            (sent ? stopSent : stopReceived).add(result.result());
        } else if (type == MessageType.CDN) {
            (sent ? cdnSent : cdnReceived).add(result.result());
        }
    }

    /** As {@code result_stopccn_sent_1}, {@code result_cdn_received_other} and so on. */
    void put(Map<String, Long> all) {
        stopSent.put(all);
        stopReceived.put(all);
        cdnSent.put(all);
        cdnReceived.put(all);
    }
}
