package org.jl2tpd.engine;

import java.util.List;
import java.util.function.Predicate;
import org.jl2tpd.control.TunnelState;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.Restart;
import org.jl2tpd.profile.Schema;
import org.jl2tpd.wire.ResultCode;

/** Commands by which operators switch, change and look through what is there. */
final class ManagementCommands {
    private final Core core;
    private final ViewBuilder views;
    private final Targets targets;
    private final LiveChanges changes;
    private final SessionCommands sessions;

    ManagementCommands(Core core, ViewBuilder views, Targets targets) {
        this.core = core;
        this.views = views;
        this.targets = targets;
        this.changes = new LiveChanges(core);
        this.sessions = new SessionCommands(core);
    }

    /** Null where it is none of them. */
    CommandResult execute(long nowNs, Command command) {
        if (command instanceof Command.DrainTunnel c) {
            return drainTunnel(nowNs, c);
        } else if (command instanceof Command.SetEnabled c) {
            return setEnabled(nowNs, c.enabled());
        } else if (command instanceof Command.SetPeerState c) {
            return setPeerState(nowNs, c);
        } else if (command instanceof Command.ShowPeers) {
            return CommandResult.done(core.accounts.peers());
        } else if (command instanceof Command.ShowDenied) {
            return CommandResult.done(new Views.DeniedLnss(core.chosen.denied.view(nowNs)));
        } else if (command instanceof Command.ShowClosed) {
            return CommandResult.done(core.accounts.closed.view());
        } else if (command instanceof Command.ModifyTunnel c) {
            return modifyTunnel(nowNs, c);
        } else if (command instanceof Command.ModifySession c) {
            return modifySession(nowNs, c);
        } else if (command instanceof Command.Reconfigure c) {
            return reconfigure(nowNs, c);
        } else if (command instanceof Command.ReopenTunnel c) {
            return reopen(nowNs, c);
        } else if (command instanceof Command.ListenOn c) {
            core.retired.set(c.socket(), c.listening());
            return CommandResult.done(null);
        } else if (command instanceof Command.Capture c) {
            return capture(c);
        } else if (command instanceof Command.EndSessions c) {
            return sessions.end(nowNs, c);
        } else if (command instanceof Command.ChangeSessions c) {
            return sessions.change(nowNs, c);
        }
        return null;
    }

    private CommandResult drainTunnel(long nowNs, Command.DrainTunnel c) {
        TunnelEntry entry = targets.tunnel(c.tunnel());
        if (entry == null) {
            return CommandResult.refused(Targets.NO_TUNNEL);
        }
        entry.draining = c.drain();
        return CommandResult.done(views.tunnel(nowNs, entry));
    }

    private CommandResult setEnabled(long nowNs, boolean enabled) {
        if (core.stopping) {
            return CommandResult.refused("the daemon is stopping");
        }
        core.admin.enabled = enabled;
        if (!enabled) {
            closeAll(nowNs, entry -> true, ResultCode.of(ResultCode.STOP_SHUTTING_DOWN, AdminState.OFF));
        }
        core.dialer.onSwitched(nowNs);
        return CommandResult.done(views.system());
    }

    private CommandResult setPeerState(long nowNs, Command.SetPeerState c) {
        String name = c.profile();
        boolean isKnown = core.configuration.profile(ProfileKind.PEER, name) != null;
        if (!isKnown && !core.admin.isPeerOff(name) && !core.admin.isPeerDraining(name)) {
            return CommandResult.refused("there is no peer profile \"" + name + "\"");
        }
        core.admin.setPeer(name, c.enabled(), c.drain());
        if (core.admin.isPeerOff(name)) {
            closeAll(
                    nowNs,
                    entry -> entry.peerProfile().equals(name),
                    ResultCode.of(ResultCode.STOP_GENERAL, AdminState.OFF));
        }
        if (!core.stopping) {
            core.dialer.onSwitched(nowNs);
        }
        return CommandResult.done(null);
    }

    /** A peer that has proved its address, or that we dialled, is told. */
    private void closeAll(long nowNs, Predicate<TunnelEntry> which, ResultCode result) {
        for (TunnelEntry entry = core.tunnels.after(0); entry != null; entry = core.tunnels.after(entry.id)) {
            if (which.test(entry) && entry.halfOpen) {
                entry.forget(nowNs);
            } else if (which.test(entry) && entry.tunnel.state() != TunnelState.CLOSING) {
                entry.closeForOperator(nowNs, result);
            }
        }
    }

    private CommandResult modifyTunnel(long nowNs, Command.ModifyTunnel c) {
        TunnelEntry entry = targets.tunnel(c.tunnel());
        if (entry == null) {
            return CommandResult.refused(Targets.NO_TUNNEL);
        }
        String problem = changes.modify(nowNs, entry, c.changes());
        return problem == null ? CommandResult.done(views.tunnel(nowNs, entry)) : CommandResult.refused(problem);
    }

    private CommandResult modifySession(long nowNs, Command.ModifySession c) {
        TunnelEntry tunnel = targets.tunnel(c.tunnel());
        SessionEntry entry = Targets.entry(tunnel, c.session());
        if (entry == null) {
            return CommandResult.refused(tunnel == null ? Targets.NO_TUNNEL : Targets.NO_SESSION);
        }
        String problem = changes.modify(entry, c.changes());
        core.deadlines.update(entry);
        return problem == null
                ? CommandResult.done(views.session(nowNs, entry.session))
                : CommandResult.refused(problem);
    }

    private CommandResult reopen(long nowNs, Command.ReopenTunnel c) {
        String refusal = core.admin.refusesCreation(
                core.configuration.resolve(c.definition()).peer().name());
        ClientTunnel former = core.dialer.find(c.definition().name());
        if (former != null) {
            core.dialer.release(former);
            former.close(nowNs, ResultCode.of(ResultCode.STOP_GENERAL, c.reason()));
        }
        if (refusal != null) {
            return CommandResult.refused("closed, and not opened again: " + refusal);
        }
        ClientTunnel made = core.dialer.add(nowNs, c.definition());
        return made.failed
                ? CommandResult.refused(made.lastResult)
                : CommandResult.done(
                        made.current == null ? views.waiting(nowNs, made) : views.tunnel(nowNs, made.current));
    }

    private CommandResult reconfigure(long nowNs, Command.Reconfigure c) {
        Profile former = core.configuration.system();
        Profile other = c.configuration().system();
        List<String> fixed = Schema.of(ProfileKind.SYSTEM).stream()
                .filter(attribute -> !isChangeable(attribute, c.fromFile()) && differs(former, other, attribute))
                .map(Attribute::name)
                .toList();
        if (!fixed.isEmpty()) {
            return CommandResult.refused(
                    String.join(", ", fixed) + " cannot be changed while the daemon runs; a restart takes it over");
        }
        core.reconfigure(c.configuration());
        return CommandResult.done(
                c.fromFile() ? new Views.Problems(new Redefinition(core, changes).follow(nowNs)) : null);
    }

    /** What a reload brings and the engine has no part in is the business of others. */
    private static boolean isChangeable(Attribute<?> attribute, boolean fromFile) {
        return Changeable.SYSTEM.contains(attribute) || fromFile && !Restart.REASONS.containsKey(attribute);
    }

    private static boolean differs(Profile a, Profile b, Attribute<?> attribute) {
        Object one = a.get(attribute);
        return one == null ? b.get(attribute) != null : !one.equals(b.get(attribute));
    }

    /** What has ended meanwhile is named by its ids alone. */
    private void endCapture(Command.Capture c, TunnelEntry tunnel, SessionEntry session) {
        int tunnelId = tunnel == null ? c.tunnel().id() : tunnel.id;
        if (c.session() == null) {
            core.capture.end(tunnelId, 0);
        } else if (session != null || c.session().id() != 0) {
            core.capture.end(tunnelId, session == null ? c.session().id() : session.localSessionId());
        }
    }

    private CommandResult capture(Command.Capture c) {
        TunnelEntry tunnel = targets.tunnel(c.tunnel());
        SessionEntry session = c.session() == null ? null : Targets.entry(tunnel, c.session());
        if (!c.on()) {
            endCapture(c, tunnel, session);
            return CommandResult.done(null);
        }
        if (tunnel == null || c.session() != null && session == null) {
            return CommandResult.refused(tunnel == null ? Targets.NO_TUNNEL : Targets.NO_SESSION);
        }
        String problem = core.capture.begin(tunnel, session);
        return problem == null ? CommandResult.done(null) : CommandResult.refused(problem);
    }
}
