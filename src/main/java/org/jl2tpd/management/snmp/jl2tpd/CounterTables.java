package org.jl2tpd.management.snmp.jl2tpd;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.snmp.MibRegistry;
import org.jl2tpd.management.snmp.Smi;
import org.jl2tpd.management.snmp.SortedRows;
import org.jl2tpd.wire.MessageType;
import org.snmp4j.smi.Variable;

/** Tables of counters: by message type, by reason of dropping, by result code, by name. */
final class CounterTables {
    /** Octets of a counter's name as index. */
    private static final int NAME_LIMIT = 64;

    private final Inventory inventory;

    CounterTables(Inventory inventory) {
        this.inventory = inventory;
    }

    private record Message(String name) {
        String counter(String outcome) {
            String own = name.isEmpty() ? "illegal" : name.toLowerCase(Locale.ROOT);
            return "message_" + own + "_" + outcome;
        }
    }

    private record Result(String text, String message, int code) {
        String counter(String direction) {
            return "result_" + message + "_" + direction + "_" + (code == 0 ? "other" : code);
        }
    }

    void register(MibRegistry registry, String root) {
        new Table<Message>("jl2tpdMessage")
                .add("Name", row -> Smi.text(row.name.isEmpty() ? "other" : row.name))
                .add("RxGood", row -> count(row.counter("received_good")))
                .add("RxBad", row -> count(row.counter("received_bad")))
                .add("Tx", row -> count(row.counter("sent")))
                .register(registry, root, SortedRows.fixed(messages()));
        new Table<String>("jl2tpdDiscard")
                .add("Name", Smi::text)
                .add("Count", this::count)
                .register(registry, root, SortedRows.fixed(DropReasons.rows()));
        new Table<Result>("jl2tpdResult")
                .add("Text", row -> Smi.text(row.text))
                .add("Sent", row -> count(row.counter("sent")))
                .add("Received", row -> count(row.counter("received")))
                .register(registry, root, SortedRows.fixed(results()));
        new Table<String>("jl2tpdCounter")
                .add("Value", this::count)
                .register(registry, root, SortedRows.of(this::counters, CounterTables::names));
    }

    private Map<String, Long> counters() {
        inventory.look();
        return inventory.whole().counters();
    }

    private Variable count(String counter) {
        return Smi.counter64(counters().getOrDefault(counter, 0L));
    }

    private static NavigableMap<int[], Message> messages() {
        NavigableMap<int[], Message> rows = new TreeMap<>(Index.ORDER);
        rows.put(new int[] {0}, new Message(""));
        for (MessageType type : MessageType.values()) {
            rows.put(new int[] {type.number()}, new Message(type.name()));
        }
        return rows;
    }

    private static NavigableMap<int[], Result> results() {
        NavigableMap<int[], Result> rows = new TreeMap<>(Index.ORDER);
        results(rows, MessageType.STOPCCN, ResultTexts.STOPCCN);
        results(rows, MessageType.CDN, ResultTexts.CDN);
        return rows;
    }

    private static void results(NavigableMap<int[], Result> rows, MessageType message, String... texts) {
        for (int code = 0; code < texts.length; code++) {
            String name = message.name().toLowerCase(Locale.ROOT);
            rows.put(new int[] {message.number(), code}, new Result(texts[code], name, code));
        }
    }

    private static NavigableMap<int[], String> names(Map<String, Long> counters) {
        NavigableMap<int[], String> rows = new TreeMap<>(Index.ORDER);
        for (String name : counters.keySet()) {
            if (name.getBytes(StandardCharsets.UTF_8).length <= NAME_LIMIT) {
                rows.put(Index.of(name), name);
            }
        }
        return rows;
    }
}
