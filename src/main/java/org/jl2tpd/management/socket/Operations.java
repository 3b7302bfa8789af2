package org.jl2tpd.management.socket;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jl2tpd.engine.Command.SessionKey;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.ControlException.Kind;
import org.jl2tpd.management.RadiusTrial;
import org.jl2tpd.management.TraceNames;
import org.jl2tpd.management.model.CaptureHub;
import org.jl2tpd.management.model.EventHub;
import org.jl2tpd.wire.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The requests that the control socket knows, each a call of the facade. Thread-safe. */
final class Operations {
    private static final int DEFAULT_PAGE = 100;
    private static final Logger LOG = LoggerFactory.getLogger(Operations.class);

    private final Map<String, Operation> byName = new HashMap<>();

    Operations(Control control) {
        this(control, null, null);
    }

    /** @param events, captures null where there are none to follow */
    Operations(Control control, EventHub events, CaptureHub captures) {
        Operation.Registry registry = registry();
        addReading(registry, control);
        addChanging(registry, control);
        WholeOperations.add(registry, control);
        ProfileOperations.add(registry, control);
        ConfigurationOperations.add(registry, control);
        StreamOperations.add(registry, control, events, captures);
    }

    private Operation.Registry registry() {
        return new Operation.Registry() {
            @Override
            public void reading(String name, Operation operation) {
                byName.put(name, operation);
            }

            @Override
            public void changing(String name, Operation operation) {
                byName.put(name, (arguments, caller) -> {
                    String outcome = "failed";
                    try {
                        Object result = operation.run(arguments, caller);
                        outcome = Audit.DONE;
                        return result;
                    } catch (ControlException e) {
                        outcome = e.kind().name().toLowerCase(Locale.ROOT);
                        throw e;
                    } finally {
                        Audit.log(name, arguments.values(), caller, outcome);
                    }
                });
            }
        };
    }

    private static void addReading(Operation.Registry to, Control control) {
        to.reading("system", (arguments, caller) -> control.showSystem());
        to.reading("counters", (arguments, caller) -> control.counters().values());
        to.reading("list_tunnels", (args, caller) -> control.listTunnels(args.number("after"), limit(args)));
        to.reading("list_sessions", (arguments, caller) -> listSessions(control, arguments));
        to.reading("show_tunnel", (arguments, caller) -> control.showTunnel(arguments.tunnel()));
        to.reading("show_session", (args, caller) -> control.showSession(args.tunnel(), args.session()));
        to.reading("list_pools", (arguments, caller) -> control.listPools());
        to.reading("radius", (arguments, caller) -> control.showRadius());
        to.reading("list_static_tunnels", (arguments, caller) -> control.listStaticTunnels());
        to.reading("show_static_tunnel", (arguments, caller) -> control.showStaticTunnel(arguments.text("name")));
        to.reading("trace", (arguments, caller) -> trace(control, arguments));
        to.reading("debug", (args, caller) -> control.debugMask(args.tunnel(), targetSession(args)));
    }

    private static void addChanging(Operation.Registry to, Control control) {
        to.changing("create_tunnel", (args, caller) -> control.createTunnel(args.attributes("attributes")));
        to.changing("create_session", (arguments, caller) -> createSession(control, arguments));
        to.changing(
                "modify_tunnel", (args, caller) -> control.modifyTunnel(args.tunnel(), args.attributes("attributes")));
        to.changing(
                "modify_session",
                (args, caller) -> control.modifySession(args.tunnel(), args.session(), args.attributes("attributes")));
        to.changing("close_tunnel", (arguments, caller) -> closeTunnel(control, arguments));
        to.changing("close_session", (arguments, caller) -> closeSession(control, arguments));
        to.changing("drain_tunnel", (args, caller) -> control.drainTunnel(args.tunnel(), args.flag("on")));
        to.changing("set_trace", (arguments, caller) -> setTrace(control, arguments));
        to.changing("set_debug", (arguments, caller) -> setDebug(control, arguments));
        to.changing(Audit.RADIUS_TEST, (arguments, caller) -> control.testRadius(trial(arguments)));
        to.changing("drain", (arguments, caller) -> drain(control, arguments));
    }

    /** The answer's line to a request's line; never throws for what a client sent. */
    String answer(String line, Caller caller) {
        try {
            JsonObject request = ControlProtocol.object(line);
            Operation operation = operation(request);
            return ControlProtocol.success(operation.run(new Arguments(arguments(request)), caller));
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

    private static RadiusTrial trial(Arguments arguments) throws ControlException {
        String user = arguments.text("user");
        if (user.isEmpty()) {
            throw invalid("user is missing");
        }
        Secret password = Secret.of(arguments.text(Audit.PASSWORD));
        boolean chap = arguments.has("chap") && arguments.flag("chap");
        return new RadiusTrial(arguments.has("group") ? arguments.text("group") : "", user, password, chap);
    }

    private static Object drain(Control control, Arguments arguments) throws ControlException {
        if (arguments.has("stop") && arguments.flag("stop")) {
            control.stopWhenDrained();
        } else {
            control.drain(arguments.flag("on"));
        }
        return null;
    }

    private static ControlException invalid(String message) {
        return new ControlException(Kind.INVALID, message);
    }
}
