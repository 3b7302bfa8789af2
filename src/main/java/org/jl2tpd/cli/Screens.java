package org.jl2tpd.cli;

import static org.jl2tpd.cli.Texts.age;
import static org.jl2tpd.cli.Texts.counter;
import static org.jl2tpd.cli.Texts.endpoint;
import static org.jl2tpd.cli.Texts.id;
import static org.jl2tpd.cli.Texts.number;
import static org.jl2tpd.cli.Texts.text;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jl2tpd.management.DebugNames;
import org.jl2tpd.management.TraceNames;

/** How answers look on a terminal. */
final class Screens {
    /** The member that is shown as names of facilities. */
    private static final String TRACE_MASK = "trace_mask";

    private static final String DEBUG_MASK = "kernel_debug_mask";

    /** States that need no remark: all is well, or the end is near and a redial, where there is one, says why. */
    private static final Set<String> SILENT = Set.of("ESTABLISHED", "CLOSING");

    private Screens() {}

    static String tunnels(List<JsonObject> tunnels) {
        Table table = new Table()
                .number("ID")
                .number("PEER ID")
                .text("NAME")
                .text("STATE")
                .text("PEER")
                .text("HOST NAME")
                .number("SESSIONS")
                .number("AGE");
        for (JsonObject tunnel : tunnels) {
            table.row(
                    id(number(tunnel, "id")),
                    id(number(tunnel, "peer_id")),
                    text(tunnel, "name"),
                    state(tunnel),
                    endpoint(text(tunnel, "peer_address"), number(tunnel, "peer_port")),
                    text(tunnel, "peer_host_name"),
                    number(tunnel, "sessions"),
                    age(number(tunnel, "age_seconds")));
        }
        return table.isEmpty() ? "no tunnels\n" : table.format() + remarks(tunnels);
    }

    private static String state(JsonObject object) {
        long retry = number(object, "next_retry_seconds");
        return retry > 0 ? text(object, "state") + " in " + age(retry) : text(object, "state");
    }

    /** Why a tunnel or session that should be up is not up, a line each. */
    private static String remarks(List<JsonObject> rows) {
        StringBuilder out = new StringBuilder();
        for (JsonObject row : rows) {
            String last = text(row, "last_result");
            if (!last.isEmpty() && !SILENT.contains(text(row, "state"))) {
                String name = text(row, "name").isEmpty() ? id(number(row, "id")) : text(row, "name");
                out.append(Table.clean(name + ": " + last)).append('\n');
            }
        }
        return out.toString();
    }

    /** Sessions, and where some are switched the other leg of each; {@code rates} null where nothing is shown again. */
    static String sessions(List<JsonObject> sessions, Rates rates) {
        boolean switched = sessions.stream().anyMatch(s -> !text(s, "partner").isEmpty());
        Table table = new Table()
                .number("TUNNEL")
                .number("ID")
                .text("NAME")
                .text("TYPE")
                .text("STATE")
                .text("PPP")
                .text("USER")
                .text("LOCAL")
                .text("PEER")
                .text("DEVICE")
                .number("IN")
                .number("OUT")
                .number("AGE");
        if (rates != null) {
            table.number("IN/S").number("OUT/S");
        }
        if (switched) {
            table.text("PARTNER");
        }
        for (JsonObject session : sessions) {
            List<Object> row = new ArrayList<>(List.of(
                    id(number(session, "tunnel_id")),
                    id(number(session, "id")),
                    text(session, "name"),
                    text(session, "type"),
                    text(session, "state"),
                    text(session, "ppp_phase"),
                    text(session, "user"),
                    text(session, "local_ipv4"),
                    peerAddress(session),
                    text(session, "device"),
                    counter(session, "rx_octets"),
                    counter(session, "tx_octets"),
                    age(number(session, "age_seconds"))));
            if (rates != null) {
                String key = number(session, "tunnel_id") + "/" + number(session, "id");
                row.add(rates.of(key + " in", counter(session, "rx_octets")));
                row.add(rates.of(key + " out", counter(session, "tx_octets")));
            }
            if (switched) {
                row.add(text(session, "partner"));
            }
            table.row(row.toArray());
        }
        return table.isEmpty() ? "no sessions\n" : table.format() + staleness(sessions) + remarks(sessions);
    }

    /** How old the figures are, where the kernel counts and is asked from time to time only. */
    private static String staleness(List<JsonObject> sessions) {
        long oldestMs = sessions.stream()
                .mapToLong(session -> counter(session, "statistics_age_ms"))
                .max()
                .orElse(0);
        return oldestMs < 1000 ? "" : "IN and OUT are up to " + age(oldestMs / 1000) + " old\n";
    }

    /** The peer's IPv4 address, or where it has none the prefix of the link. */
    private static String peerAddress(JsonObject session) {
        String address = text(session, "peer_ipv4");
        return address.isEmpty() ? text(session, "ipv6_prefix") : address;
    }

    static String status(JsonObject system) {
        return "jl2tpd " + text(system, "version") + ", process " + text(system, "process_id") + ", up "
                + age(number(system, "uptime_seconds")) + ", datapath " + text(system, "datapath") + mode(system) + "\n"
                + "tunnels   " + number(system, "tunnels_established") + " established of " + number(system, "tunnels")
                + ", " + number(system, "half_open") + " half open\n"
                + "sessions  " + number(system, "sessions_established") + " established of "
                + number(system, "sessions") + "\n" + alarms(system);
    }

    private static String alarms(JsonObject system) {
        JsonElement alarms = system.get("alarms");
        StringBuilder out = new StringBuilder();
        if (alarms != null && alarms.isJsonArray()) {
            alarms.getAsJsonArray()
                    .forEach(words ->
                            out.append("alarm     ").append(words.getAsString()).append('\n'));
        }
        return out.toString();
    }

    private static String mode(JsonObject system) {
        if (system.get("stopping").getAsBoolean()) {
            return ", stopping";
        }
        String disabled = system.get("enabled").getAsBoolean() ? "" : ", disabled";
        return disabled + (system.get("draining").getAsBoolean() ? ", draining" : "");
    }

    /** All members of an object, a name and a value a line; counters after them. */
    static String details(JsonObject object) {
        StringBuilder out = new StringBuilder();
        int width = width(object);
        members(out, width, object);
        JsonElement detail = object.get("detail");
        if (detail != null && detail.isJsonObject()) {
            members(out, width, detail.getAsJsonObject());
        }
        JsonElement counters = object.get("counters");
        if (counters != null && counters.isJsonObject()) {
            out.append("counters\n");
            JsonObject values = counters.getAsJsonObject();
            int inner = width(values);
            values.keySet().forEach(name -> line(out, "  ", inner, name, text(values, name)));
        }
        return out.toString();
    }

    private static void members(StringBuilder out, int width, JsonObject object) {
        for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
            if (isShown(entry)) {
                line(out, "", width, entry.getKey(), value(object, entry.getKey()));
            }
        }
    }

    /** Moments of the daemon's own clock mean nothing outside of it. */
    private static boolean isShown(Map.Entry<String, JsonElement> entry) {
        return !entry.getValue().isJsonObject()
                && !entry.getValue().isJsonArray()
                && !entry.getKey().endsWith("_ns");
    }

    private static String value(JsonObject object, String name) {
        if (name.equals(DEBUG_MASK)) {
            return DebugNames.format((int) number(object, name));
        }
        return name.equals(TRACE_MASK) ? TraceNames.format((int) number(object, name)) : text(object, name);
    }

    private static int width(JsonObject object) {
        int widest = object.keySet().stream().mapToInt(String::length).max().orElse(0);
        JsonElement detail = object.get("detail");
        return detail == null || !detail.isJsonObject() ? widest : Math.max(widest, width(detail.getAsJsonObject()));
    }

    private static void line(StringBuilder out, String indent, int width, String name, String value) {
        out.append(indent)
                .append(name)
                .append(" ".repeat(width - name.length() + 2))
                .append(Table.clean(value))
                .append('\n');
    }

    /** @param rates null where nothing is shown again */
    static String counters(JsonObject counters, Rates rates) {
        Table table = new Table().text("COUNTER").number("VALUE");
        if (rates != null) {
            table.number("PER SECOND");
        }
        for (String name : counters.keySet()) {
            long value = number(counters, name);
            if (rates == null) {
                table.row(name, value);
            } else {
                table.row(name, value, rates.of(name, value));
            }
        }
        return table.isEmpty() ? "all counters are 0\n" : table.format();
    }

    /** How full the pools are; a kind of address that a pool has none of is left empty. */
    static String pools(List<JsonObject> pools) {
        Table table = new Table()
                .text("POOL")
                .number("IPV4 USED")
                .number("OF")
                .number("IPV6 USED")
                .number("OF")
                .number("DELEGATED")
                .number("OF")
                .text("ALARM");
        for (JsonObject pool : pools) {
            table.row(
                    text(pool, "name"),
                    poolUse(pool, "ipv4_size", "ipv4_used"),
                    poolUse(pool, "ipv4_size", "ipv4_size"),
                    poolUse(pool, "ipv6_size", "ipv6_used"),
                    poolUse(pool, "ipv6_size", "ipv6_size"),
                    poolUse(pool, "delegated_size", "delegated_used"),
                    poolUse(pool, "delegated_size", "delegated_size"),
                    poolAlarm(pool));
        }
        return table.isEmpty() ? "no pools\n" : table.format();
    }

    private static String poolAlarm(JsonObject pool) {
        boolean isAlarmed = Stream.of("ipv4_nearly_full", "ipv6_nearly_full", "delegated_nearly_full")
                .anyMatch(kind -> pool.has(kind) && pool.get(kind).getAsBoolean());
        return isAlarmed ? "nearly full" : "";
    }

    private static String poolUse(JsonObject pool, String size, String shown) {
        return number(pool, size) == 0 ? "-" : Long.toString(number(pool, shown));
    }
}
