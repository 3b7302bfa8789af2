package org.jl2tpd.management.socket;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jl2tpd.management.AttributeRow;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.ControlException.Kind;
import org.jl2tpd.management.TraceNames;
import org.jl2tpd.profile.ProfileKind;

/** Requests about the daemon as a whole and its peers. */
final class WholeOperations {
    private final Control control;
    private final Baseline baseline = new Baseline();

    private WholeOperations(Control control) {
        this.control = control;
    }

    static void add(Operation.Registry to, Control control) {
        var whole = new WholeOperations(control);
        to.reading("statistics", (arguments, caller) -> whole.statistics());
        to.reading("schema", (arguments, caller) -> AttributeRow.schema());
        to.reading("peers", (arguments, caller) -> control.peers());
        to.reading("closed", (arguments, caller) -> control.closed());
        to.changing("system_modify", (arguments, caller) -> whole.modify(arguments.attributes("attributes")));
        to.changing("enable", (arguments, caller) -> {
            control.setEnabled(arguments.flag("on"));
            return null;
        });
        to.changing("peer_state", (arguments, caller) -> {
            control.setPeerState(arguments.text("name"), flag(arguments, "enabled"), flag(arguments, "draining"));
            return null;
        });
    }

    private static Boolean flag(Arguments arguments, String name) throws ControlException {
        return arguments.has(name) ? arguments.flag(name) : null;
    }

    private Statistics statistics() throws ControlException {
        Map<String, Long> counters = baseline.since(control.counters().values());
        return Statistics.of(baseline.ageSeconds(System.nanoTime()), counters);
    }

    /** What the daemon does at once by itself; everything else is an attribute of the system profile. */
    private Object modify(Map<String, String> attributes) throws ControlException {
        if (attributes.isEmpty()) {
            throw new ControlException(Kind.INVALID, "name at least one attribute: name=value");
        }
        Boolean drain = take(attributes, "drain_tunnels");
        Boolean reset = take(attributes, "reset_statistics");
        String trace = attributes.remove("trace_flags");
        if (!attributes.isEmpty()) {
            control.profiles().modify(ProfileKind.SYSTEM, "system", attributes);
        }
        if (trace != null) {
            control.setTrace(null, null, facilities(trace));
        }
        if (drain != null) {
            control.drain(drain);
        }
        if (Boolean.TRUE.equals(reset)) {
            baseline.move(System.nanoTime(), control.counters().values());
        }
        return null;
    }

    /** Names, or a mask as a number. */
    private static List<String> facilities(String text) {
        String names = text.matches("[0-9]{1,5}") ? TraceNames.format(Integer.parseInt(text)) : text;
        return List.of(names.split(" *, *"));
    }

    /** A yes or no of that name, taken out; null where it is not given. */
    private static Boolean take(Map<String, String> attributes, String name) throws ControlException {
        String text = attributes.remove(name);
        if (text == null) {
            return null;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "true", "on" -> true;
            case "no", "false", "off" -> false;
            default -> throw new ControlException(Kind.INVALID, name + " must be yes or no, not \"" + text + "\"");
        };
    }
}
