package org.jl2tpd.management.socket;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jl2tpd.engine.Command.SessionKey;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.ControlException.Kind;
import org.jl2tpd.management.TraceNames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The requests that the control socket knows, each a call of the facade. Thread-safe. */
final class Operations {
    private static final int DEFAULT_PAGE = 100;
    private static final Logger LOG = LoggerFactory.getLogger(Operations.class);

    private final Map<String, Operation> byName = new HashMap<>();

    Operations(Control control) {
        byName.put("system", arguments -> control.showSystem());
        byName.put("counters", arguments -> control.counters().values());
        byName.put("list_tunnels", arguments -> control.listTunnels(arguments.number("after"), limit(arguments)));
        byName.put("list_sessions", arguments -> listSessions(control, arguments));
        byName.put("show_tunnel", arguments -> control.showTunnel(arguments.tunnel()));
        byName.put("show_session", arguments -> control.showSession(arguments.tunnel(), arguments.session()));
        byName.put("list_static_tunnels", arguments -> control.listStaticTunnels());
        byName.put("show_static_tunnel", arguments -> control.showStaticTunnel(arguments.text("name")));
        byName.put("create_tunnel", arguments -> control.createTunnel(arguments.attributes("attributes")));
        byName.put("create_session", arguments -> createSession(control, arguments));
        byName.put("close_tunnel", arguments -> closeTunnel(control, arguments));
        byName.put("close_session", arguments -> closeSession(control, arguments));
        byName.put("trace", arguments -> trace(control, arguments));
        byName.put("set_trace", arguments -> setTrace(control, arguments));
        byName.put("debug", arguments -> control.debugMask(arguments.tunnel(), targetSession(arguments)));
        byName.put("set_debug", arguments -> setDebug(control, arguments));
        byName.put("drain", arguments -> drain(control, arguments));
    }

    /** The answer's line to a request's line; never throws for what a client sent. */
    String answer(String line) {
        try {
            JsonObject request = ControlProtocol.object(line);
            return ControlProtocol.success(operation(request).run(new Arguments(arguments(request))));
        } catch (ControlException e) {
            return ControlProtocol.failure(e.kind(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("control_failed");
            return ControlProtocol.failure(Kind.UNAVAILABLE, "internal error, see the daemon's log");
        }
    }

    private Operation operation(JsonObject request) throws ControlException {
        Arguments head = new Arguments(request);
        if (head.number("v") != ControlProtocol.VERSION) {
            throw invalid("this daemon speaks version " + ControlProtocol.VERSION + "; the request has \"v\": "
                    + head.number("v"));
        }
        Operation operation = byName.get(head.text("op"));
        if (operation == null) {
            throw invalid("unknown operation \"" + head.text("op") + "\"");
        }
        return operation;
    }

    private static JsonObject arguments(JsonObject request) throws ControlException {
        JsonElement arguments = request.get("args");
        if (arguments == null) {
            return new JsonObject();
        }
        if (!arguments.isJsonObject()) {
            throw invalid("args must be an object");
        }
        return arguments.getAsJsonObject();
    }

    private static int limit(Arguments arguments) throws ControlException {
        return arguments.has("limit") ? arguments.number("limit") : DEFAULT_PAGE;
    }

    private static Object listSessions(Control control, Arguments arguments) throws ControlException {
        int tunnelId = arguments.has("tunnel") ? tunnelId(control, arguments) : 0;
        return control.listSessions(
                tunnelId, arguments.number("after_tunnel"), arguments.number("after_session"), limit(arguments));
    }

    private static int tunnelId(Control control, Arguments arguments) throws ControlException {
        TunnelKey key = arguments.tunnel();
        return key.id() != 0 ? key.id() : control.showTunnel(key).id();
    }

    private static Object createSession(Control control, Arguments arguments) throws ControlException {
        return control.createSession(arguments.tunnel(), arguments.attributes("attributes"));
    }

    private static Object closeTunnel(Control control, Arguments arguments) throws ControlException {
        control.closeTunnel(arguments.tunnel(), arguments.text("reason"));
        return null;
    }

    private static Object closeSession(Control control, Arguments arguments) throws ControlException {
        control.closeSession(arguments.tunnel(), arguments.session(), arguments.text("reason"));
        return null;
    }

    private static Object trace(Control control, Arguments arguments) throws ControlException {
        return traced(control.trace(target(arguments), targetSession(arguments)));
    }

    private static Object setTrace(Control control, Arguments arguments) throws ControlException {
        List<String> changes = arguments.texts("facilities");
        return traced(control.setTrace(target(arguments), targetSession(arguments), changes));
    }

    private static Object setDebug(Control control, Arguments arguments) throws ControlException {
        List<String> changes = arguments.texts("bits");
        return control.setDebugMask(arguments.tunnel(), targetSession(arguments), changes);
    }

    private static TunnelKey target(Arguments arguments) throws ControlException {
        return arguments.has("tunnel") ? arguments.tunnel() : null;
    }

    private static SessionKey targetSession(Arguments arguments) throws ControlException {
        if (!arguments.has("session")) {
            return null;
        }
        if (!arguments.has("tunnel")) {
            throw invalid("tunnel is missing: a session is named within its tunnel");
        }
        return arguments.session();
    }

    private static Object traced(int mask) {
        JsonObject result = new JsonObject();
        result.addProperty("mask", mask);
        result.addProperty("facilities", TraceNames.format(mask));
        return result;
    }

    private static Object drain(Control control, Arguments arguments) throws ControlException {
        control.drain(arguments.flag("on"));
        return null;
    }

    private static ControlException invalid(String message) {
        return new ControlException(Kind.INVALID, message);
    }

    private interface Operation {
        Object run(Arguments arguments) throws ControlException;
    }
}
