package org.jl2tpd.engine;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jl2tpd.control.ControlCounter;
import org.jl2tpd.control.ControlHost.MessageOutcome;
import org.jl2tpd.wire.MessageType;
import org.jl2tpd.wire.ResultCode;

/** The system's counters: never reset, never going back; one array each, so that counting costs no allocation. */
final class Counters {
    private static final int MESSAGE_TYPES = 17;
    private static final int OUTCOMES = MessageOutcome.values().length;

    private final long[] engine = new long[EngineCounter.values().length];
    private final long[] control = new long[ControlCounter.values().length];
    private final ResultCounters results = new ResultCounters();
    private final long[] messages = new long[MESSAGE_TYPES * OUTCOMES];

    void add(EngineCounter counter) {
        engine[counter.ordinal()]++;
    }

    void add(EngineCounter counter, long amount) {
        engine[counter.ordinal()] += amount;
    }

    void add(ControlCounter counter) {
        control[counter.ordinal()]++;
    }

    /** Types outside of RFC 2661 are counted as type 0, the reserved one. */
    void addMessage(int type, MessageOutcome outcome) {
        int row = type > 0 && type < MESSAGE_TYPES ? type : 0;
        messages[row * OUTCOMES + outcome.ordinal()]++;
    }

    void addResult(MessageType type, ResultCode result, boolean sent) {
        results.add(type, result, sent);
    }

    long get(EngineCounter counter) {
        return engine[counter.ordinal()];
    }

    long get(ControlCounter counter) {
        return control[counter.ordinal()];
    }

    /** All counters by name: engine, control, then messages as {@code message_sccrq_sent}, then results. */
    Map<String, Long> snapshot() {
        var all = new LinkedHashMap<String, Long>();
        for (EngineCounter counter : EngineCounter.values()) {
            all.put(lower(counter), get(counter));
        }
        for (ControlCounter counter : ControlCounter.values()) {
            all.put("control_" + lower(counter), get(counter));
        }
        putMessages(all, "illegal", 0);
        for (MessageType type : MessageType.values()) {
            putMessages(all, lower(type), type.number());
        }
        results.put(all);
        return all;
    }

    private void putMessages(Map<String, Long> all, String name, int row) {
        for (MessageOutcome outcome : MessageOutcome.values()) {
            all.put("message_" + name + "_" + lower(outcome), messages[row * OUTCOMES + outcome.ordinal()]);
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
