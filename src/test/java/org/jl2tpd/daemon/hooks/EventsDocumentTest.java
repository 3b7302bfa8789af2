package org.jl2tpd.daemon.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jl2tpd.engine.EngineEvent.Kind;
import org.jl2tpd.management.model.ManagedEvent;
import org.jl2tpd.management.socket.ControlProtocol;
import org.junit.jupiter.api.Test;

/** events.md has every kind, every member of an event's line and every variable of a hook, and none that is not there. */
class EventsDocumentTest {
    private static final Path DOCUMENT = Path.of("src/doc/events.md");
    private static final String START = "<!-- reference: written from the code -->\n";

    /** What a kind means. */
    private static String meaning(Kind kind) {
        return switch (kind) {
            case TUNNEL_UP -> "A tunnel is established: its peer has proved itself.";
            case TUNNEL_DOWN -> "A tunnel that was up is gone; `detail` says why.";
            case TUNNEL_REFUSED -> "A tunnel was refused, by us or by the peer.";
            case TUNNEL_RETRY -> "An attempt at a tunnel of ours failed; the next one follows.";
            case TUNNEL_AUTH_FAILURE -> "A peer did not prove that it knows the tunnel's secret.";
            case SESSION_UP -> "A session's network is there (or the session, where it has no PPP here).";
            case SESSION_CHANGED ->
                "Another network protocol of the session came up or went, or a server changed the session while it lived; then"
                        + " the detail says what.";
            case SESSION_DOWN ->
                "A session that was established is gone; `was_up` says whether it had been told to be up.";
            case SESSION_REFUSED -> "A call was refused, by us or by the peer.";
            case SESSION_AUTH_FAILURE -> "A user's name or password is wrong.";
            case DATAPATH_FAILURE -> "The system refused a tunnel, session, device or address.";
            case ROUTE_LOOP -> "The route to a LNS would lead through its own tunnel.";
            case LIMIT_REACHED -> "A limit of tunnels or sessions is reached.";
            case HOOK_FAILED -> "A hook failed, took too long or was dropped; at most 10 a second are told.";
            case RADIUS_SERVER_DEAD -> "A RADIUS server answers nothing any more; others are asked.";
            case RADIUS_SERVER_ALIVE -> "A RADIUS server that was dead has answered.";
            case ACCOUNTING_PROBLEM -> "Accounting records can't be kept as they should be; `detail` says why.";
            case POOL_NEARLY_FULL -> "A pool of addresses is fuller than its alarm allows.";
            case POOL_RELIEVED -> "A pool that was nearly full has room again.";
            case DYNAMIC_AUTHORIZATION -> "A RADIUS server ended or changed sessions (RFC 5176).";
            case STOPPED -> "The daemon's stop is complete: every peer knows, or was given up.";
        };
    }

    private static final Map<String, String> MEMBERS = members();

    private static Map<String, String> members() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("number", "of the event");
        all.put("time", "UTC, with milliseconds");
        all.put("event", "the kind");
        all.put("warning", "whether the log has it as a warning");
        all.put("tunnel_id", "our id, 0 for none; likewise `session_id`");
        all.put("session_id", "");
        all.put("name", "configured name of the tunnel, `TUNNEL/SESSION` where it is about a session of ours");
        all.put("peer", "address of the peer");
        all.put("user", "user name; of an event before it was proved, what the peer claims");
        all.put("address", "IPv4 address of the session's peer");
        all.put("device", "network device");
        all.put("detail", "words: why, with result and error code");
        all.put("peer_tunnel_id", "the peer's id; likewise `peer_session_id`");
        all.put("peer_session_id", "");
        all.put(
                "tunnel_serial",
                "number of the tunnel, never used again while the daemon runs; likewise `session_serial`");
        all.put("session_serial", "");
        all.put("session_name", "configured name of the session");
        all.put("opened_by_us", "whether we opened the tunnel");
        all.put("role", "`lac` or `lns`: what we are in the session");
        all.put("peer_port", "UDP port of the peer");
        all.put("peer_host_name", "Host Name AVP of the peer");
        all.put("peer_profile", "the peer profile that it has");
        all.put("local_address", "our IPv4 address in the session");
        all.put("ipv6_prefix", "prefix of the link");
        all.put("delegated_prefix", "prefix that was delegated");
        all.put("dns", "name servers that we were told, or told the peer, with commas between them");
        all.put("mtu", "octets");
        all.put(
                "filter_id",
                "name of the filter that the session is to have, as RADIUS says it; scripts make of it what they want");
        all.put("accounting_id", "the name by which RADIUS knows the session (Acct-Session-Id)");
        all.put("calling_number", "of the call; likewise `called_number`");
        all.put("called_number", "");
        all.put("tx_connect_speed", "bits a second; likewise `rx_connect_speed`");
        all.put("rx_connect_speed", "");
        all.put("was_up", "whether a `session_up` (`tunnel_up`) was told of it");
        all.put("result_code", "of the StopCCN or CDN; likewise `error_code`");
        all.put("error_code", "");
        all.put("ppp_cause", "code of RFC 3145, -1 for none; `ppp_cause_text` its words");
        all.put("ppp_cause_text", "");
        all.put("up_ms", "milliseconds since it was established");
        all.put("rx_packets", "data that came, at the end of a tunnel or session; likewise the next three");
        all.put("rx_octets", "");
        all.put("tx_packets", "");
        all.put("tx_octets", "");
        return all;
    }

    /** With {@code -Dupdate.golden=true} the reference part is written anew. */
    @Test
    void documentsEveryKindMemberAndVariable() throws IOException {
        String document = Files.readString(DOCUMENT);
        int start = document.indexOf(START) + START.length();
        assertThat(start).isGreaterThan(START.length());
        if (Boolean.getBoolean("update.golden")) {
            Files.writeString(DOCUMENT, document.substring(0, start) + reference());
        }
        assertThat(Files.readString(DOCUMENT).substring(start))
                .as("run the test with -Dupdate.golden=true")
                .isEqualTo(reference());
    }

    @Test
    void theMembersAreThoseOfALine() {
        List<String> names = new ArrayList<>(ControlProtocol.eventMembers());
        assertThat(names).containsExactlyElementsOf(MEMBERS.keySet());
    }

    private static String reference() {
        var out = new StringBuilder("\n| kind | meaning |\n|---|---|\n");
        for (Kind kind : Kind.values()) {
            out.append("| `").append(kind.name().toLowerCase(Locale.ROOT)).append("` | ");
            out.append(meaning(kind)).append(kind.warning ? " A warning. |\n" : " |\n");
        }
        out.append(
                        "\n## Members\n\nEvery member is there in every event, empty, 0 or false for what is unknown. Names and numbers that come from")
                .append(" the peer are shown as it sent them.\n\n| member | meaning |\n|---|---|\n");
        MEMBERS.forEach((name, text) ->
                out.append("| `").append(name).append("` | ").append(text).append(" |\n"));
        out.append(
                        "\n## Variables of a hook\n\nEvery variable is set for every hook, empty for what is unknown; `PATH` is fixed, and there are")
                .append(" no others. Values have at most ")
                .append(HookEnvironment.VALUE_LIMIT)
                .append(
                        " characters, and what is not visible in them is a question mark. They may hold anything else, quotes")
                .append(" and dollar signs too: keep them in double quotes, and out of `eval`.\n\n");
        var bare = new ManagedEvent(1, 1, TestEvents.session(Kind.SESSION_DOWN, 7, "alice"));
        out.append("| variable | example |\n|---|---|\n");
        HookEnvironment.values("session_down", bare)
                .forEach((name, value) -> out.append("| `JL2TPD_")
                        .append(name)
                        .append("` | `")
                        .append(value)
                        .append("` |\n"));
        return out.toString();
    }
}
