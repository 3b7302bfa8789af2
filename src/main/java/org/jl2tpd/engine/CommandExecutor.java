package org.jl2tpd.engine;

import org.jl2tpd.control.Session;
import org.jl2tpd.control.TunnelState;
import org.jl2tpd.wire.DebugBit;
import org.jl2tpd.wire.ResultCode;
import org.jl2tpd.wire.TraceFacility;

/** Executes what management asks. */
final class CommandExecutor {
    /** Characters of an operator's reason that peers are told. */
    static final int MAX_REASON = 200;
    /** Why neither an operator nor an authorization has a tunnel dialled. */
    static final String DENIED_HERE = "deny_local_tunnel_creates is set in the configuration";

    private final Core core;
    private final ViewBuilder views;
    private final Targets targets;
    private final ManagementCommands management;

    CommandExecutor(Core core) {
        this.core = core;
        this.views = new ViewBuilder(core);
        this.targets = new Targets(core);
        this.management = new ManagementCommands(core, views, targets);
    }

    CommandResult execute(long nowNs, Command command) {
        if (!(command instanceof Command.Look)) {
            note(command);
        }
        if (command instanceof Command.Glance c) {
            return glance(nowNs, c.look());
        } else if (command instanceof Command.ShowSystem) {
            return CommandResult.done(views.system());
        } else if (command instanceof Command.ShowCounters) {
            return CommandResult.done(new Views.Counters(core.counters.snapshot()));
        } else if (command instanceof Command.ShowTraffic c) {
            return CommandResult.done(SessionViews.traffic(nowNs, core.live, c.serials()));
        } else if (command instanceof Command.ListTunnels c) {
            return CommandResult.done(views.tunnels(nowNs, c.after(), c.limit()));
        } else if (command instanceof Command.ListSessions c) {
            return CommandResult.done(views.sessions(nowNs, c));
        } else if (command instanceof Command.ShowTunnel c) {
            return showTunnel(nowNs, c.tunnel());
        } else if (command instanceof Command.ShowSession c) {
            return showSession(nowNs, c);
        } else if (command instanceof Command.CreateTunnel c) {
            return createTunnel(nowNs, c);
        } else if (command instanceof Command.CloseTunnel c) {
            return closeTunnel(nowNs, c);
        } else if (command instanceof Command.CreateSession c) {
            return createSession(nowNs, c);
        } else if (command instanceof Command.CloseSession c) {
            return closeSession(nowNs, c);
        } else if (command instanceof Command.SetTrace c) {
            return setTrace(c);
        } else if (command instanceof Command.SetDebugMask c) {
            return c.mask() < 0 || c.mask() > DebugBit.ALL
                    ? CommandResult.refused("a debug mask is 0 to " + DebugBit.ALL)
                    : debugMask(c.tunnel(), c.session(), c.mask());
        } else if (command instanceof Command.ShowDebugMask c) {
            return debugMask(c.tunnel(), c.session(), -1);
        } else if (command instanceof Command.Drain c) {
            core.draining = c.drain();
            core.endsWhenDrained = false;
            return CommandResult.done(views.system());
        } else if (command instanceof Command.StopWhenDrained) {
            core.draining = true;
            core.endsWhenDrained = true;
            return CommandResult.done(views.system());
        } else if (command instanceof Command.TellOfLimit c) {
            core.event(EngineEvent.Kind.LIMIT_REACHED, null, c.words());
            return CommandResult.done(null);
        } else if (command instanceof Command.RefuseForLack c) {
            core.lacking = c.resource();
            return CommandResult.done(null);
        } else if (command instanceof Command.Stop) {
            return stop(nowNs);
        }
        CommandResult result = management.execute(nowNs, command);
        return result == null ? CommandResult.refused("this is not possible") : result;
    }

    private CommandResult glance(long nowNs, Command.Look look) {
        if (core.offload == null) {
            return execute(nowNs, look);
        }
        core.offload.frames.glancing(true);
        try {
            return execute(nowNs, look);
        } finally {
            core.offload.frames.glancing(false);
        }
    }

    private void note(Command command) {
        core.count(EngineCounter.COMMANDS);
        if (core.traced(TraceFacility.API, 0)) {
            core.ports.trace("api", 0, 0, command.getClass().getSimpleName());
        }
    }

    private CommandResult showTunnel(long nowNs, Command.TunnelKey key) {
        TunnelEntry entry = targets.tunnel(key);
        if (entry != null) {
            return CommandResult.done(views.tunnel(nowNs, entry));
        }
        ClientTunnel client = core.dialer.find(key.name());
        return client == null
                ? CommandResult.refused(Targets.NO_TUNNEL)
                : CommandResult.done(views.waiting(nowNs, client));
    }

    private CommandResult showSession(long nowNs, Command.ShowSession c) {
        TunnelEntry tunnel = targets.tunnel(c.tunnel());
        Session session = Targets.session(tunnel, c.session());
        if (session != null) {
            return CommandResult.done(views.session(nowNs, session));
        }
        ClientTunnel client = tunnel == null ? core.dialer.find(c.tunnel().name()) : tunnel.client;
        ClientSession waiting = Targets.named(client, c.session().name());
        return waiting == null
                ? CommandResult.refused(Targets.NO_SESSION)
                : CommandResult.done(views.waiting(nowNs, client, waiting));
    }

    private CommandResult createTunnel(long nowNs, Command.CreateTunnel c) {
        String refusal = core.admin.refusesCreation(
                core.configuration.resolve(c.definition()).peer().name());
        if (refusal != null) {
            return CommandResult.refused(refusal);
        }
        if (!core.mapper.allowsLocalTunnels()) {
            return CommandResult.refused(DENIED_HERE);
        }
        ClientTunnel made = core.dialer.add(nowNs, c.definition());
        if (made == null) {
            return CommandResult.refused("a tunnel named " + c.definition().name() + " exists");
        }
        if (made.failed) {
            return CommandResult.refused(made.lastResult);
        }
        return CommandResult.done(
                made.current == null ? views.waiting(nowNs, made) : views.tunnel(nowNs, made.current));
    }

    private CommandResult closeTunnel(long nowNs, Command.CloseTunnel c) {
        ResultCode result = ResultCode.of(ResultCode.STOP_GENERAL, reason(c.reason()));
        TunnelEntry entry = targets.tunnel(c.tunnel());
        ClientTunnel client = entry == null ? core.dialer.find(c.tunnel().name()) : entry.client;
        if (client != null) {
            client.close(nowNs, result);
        } else if (entry != null) {
            entry.closeForOperator(nowNs, result);
        } else {
            return CommandResult.refused(Targets.NO_TUNNEL);
        }
        return CommandResult.done(null);
    }

    private CommandResult createSession(long nowNs, Command.CreateSession c) {
        TunnelEntry entry = targets.tunnel(c.tunnel());
        ClientTunnel client = entry == null ? core.dialer.find(c.tunnel().name()) : entry.client;
        String refusal = core.admin.refusesCreation(
                client == null ? "" : client.profiles.peer().name());
        if (refusal == null && entry != null && entry.draining) {
            refusal = "the tunnel is draining";
        }
        if (refusal != null) {
            return CommandResult.refused(refusal);
        }
        if (client == null) {
            return CommandResult.refused(
                    entry == null
                            ? Targets.NO_TUNNEL
                            : "the peer opened this tunnel; sessions are created in tunnels of ours");
        }
        if (client.failed) {
            return CommandResult.refused("the tunnel failed and is not dialled again (" + client.lastResult
                    + "); create it anew, with persist=yes to have it tried for ever");
        }
        ClientSession former = client.session(c.definition().name());
        if (former != null && !former.closed) {
            return CommandResult.refused("a session named " + c.definition().name() + " exists in this tunnel");
        }
        client.sessions.remove(former);
        var session = new ClientSession(c.definition(), client);
        client.sessions.add(session);
        if (!client.isUp()) {
            return CommandResult.done(null);
        }
        if (!session.place(nowNs)) {
            session.close(nowNs, session.lastResult);
            client.sessions.remove(session);
            return CommandResult.refused(session.lastResult);
        }
        core.touch(client.current, nowNs);
        return CommandResult.done(views.session(nowNs, session.current.session));
    }

    private CommandResult closeSession(long nowNs, Command.CloseSession c) {
        TunnelEntry tunnel = targets.tunnel(c.tunnel());
        Session session = Targets.session(tunnel, c.session());
        var entry = session != null && session.attachment instanceof SessionEntry e ? e : null;
        ClientTunnel client = tunnel == null ? core.dialer.find(c.tunnel().name()) : tunnel.client;
        ClientSession waiting =
                entry != null ? entry.client : Targets.named(client, c.session().name());
        if (waiting != null) {
            waiting.close(nowNs, reason(c.reason()));
            waiting.tunnel.sessions.remove(waiting);
        } else if (entry != null) {
            entry.close(nowNs, reason(c.reason()));
        } else {
            return CommandResult.refused(Targets.NO_SESSION);
        }
        return CommandResult.done(null);
    }

    private static String reason(String given) {
        return given.substring(0, Math.min(given.length(), MAX_REASON));
    }

    private CommandResult setTrace(Command.SetTrace c) {
        if (c.tunnel() == null) {
            core.traceMask = c.mask();
            return CommandResult.done(null);
        }
        TunnelEntry tunnel = targets.tunnel(c.tunnel());
        if (tunnel == null) {
            return CommandResult.refused(Targets.NO_TUNNEL);
        }
        if (c.session() == null) {
            tunnel.tunnel.setTraceMask(c.mask());
            return CommandResult.done(null);
        }
        Session session = Targets.session(tunnel, c.session());
        if (session == null) {
            return CommandResult.refused(Targets.NO_SESSION);
        }
        session.setTraceMask(c.mask());
        return CommandResult.done(null);
    }

    /** @param mask to be set, -1 to leave it */
    private CommandResult debugMask(Command.TunnelKey key, Command.SessionKey sessionKey, int mask) {
        TunnelEntry tunnel = targets.tunnel(key);
        if (tunnel == null) {
            return CommandResult.refused(Targets.NO_TUNNEL);
        }
        Session session = sessionKey == null ? null : Targets.session(tunnel, sessionKey);
        SessionEntry entry = session != null && session.attachment instanceof SessionEntry found ? found : null;
        if (sessionKey != null && entry == null) {
            return CommandResult.refused(Targets.NO_SESSION);
        }
        String problem = mask < 0 ? null : core.debug.set(tunnel, entry, mask);
        if (problem != null) {
            return CommandResult.refused(problem);
        }
        return CommandResult.done(core.debug.view(tunnel, entry));
    }

    /** Tells every peer that has proved its address; what waits for its next attempt is dropped. */
    private CommandResult stop(long nowNs) {
        core.stopping = true;
        ResultCode result = ResultCode.of(ResultCode.STOP_SHUTTING_DOWN, "shutting down");
        core.dialer.all().forEach(client -> client.shutDown(nowNs, result));
        for (TunnelEntry entry = core.tunnels.after(0); entry != null; entry = core.tunnels.after(entry.id)) {
            if (entry.halfOpen) {
                entry.forget(nowNs);
            } else if (entry.tunnel.state() != TunnelState.CLOSING) {
                entry.shutDown(nowNs, result);
            }
        }
        return CommandResult.done(null);
    }
}
