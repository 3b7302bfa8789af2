package org.jl2tpd.management.socket;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jl2tpd.wire.MessageType;

/**
 * Counters as {@code system show statistics} has them: messages in a row for each type, all others by name.
 *
 * @param resetSecondsAgo since the counters of this command were set to 0; -1 for never
 */
record Statistics(long resetSecondsAgo, List<Message> messages, Map<String, Long> counters) {
    private static final String PREFIX = "message_";

    /** One type of control message; {@code illegal} gathers the types that RFC 2661 does not have. */
    record Message(String type, long rxGood, long rxBad, long tx) {}

    static Statistics of(long resetSecondsAgo, Map<String, Long> counters) {
        List<Message> messages = new ArrayList<>();
        messages.add(message("illegal", counters));
        for (MessageType type : MessageType.values()) {
            messages.add(message(type.name().toLowerCase(Locale.ROOT), counters));
        }
        Map<String, Long> others = new LinkedHashMap<>();
        others.put("messages_sent", messages.stream().mapToLong(Message::tx).sum());
        others.put(
                "messages_received",
                messages.stream().mapToLong(m -> m.rxGood() + m.rxBad()).sum());
        counters.forEach((name, value) -> {
            if (!name.startsWith(PREFIX)) {
                others.put(name, value);
            }
        });
        return new Statistics(resetSecondsAgo, messages, others);
    }

    private static Message message(String type, Map<String, Long> counters) {
        String name = PREFIX + type;
        return new Message(
                type,
                counters.getOrDefault(name + "_received_good", 0L),
                counters.getOrDefault(name + "_received_bad", 0L),
                counters.getOrDefault(name + "_sent", 0L));
    }
}
