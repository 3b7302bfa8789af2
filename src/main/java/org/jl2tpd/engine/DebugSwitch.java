package org.jl2tpd.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jl2tpd.engine.FrameDatapath.DebugEffect;
import org.jl2tpd.wire.TraceFacility;

/**
 * Debug masks of tunnels and sessions: the kernel's driver is told where it carries them, our own trace follows in any case, and the
 * operator hears what took effect.
 */
final class DebugSwitch {
    private final Core core;

    DebugSwitch(Core core) {
        this.core = core;
    }

    /**
     * Sets the mask of a tunnel (session null) or of a session.
     *
     * @return null, or why the kernel refused it: all is as it was then
     */
    String set(TunnelEntry tunnel, SessionEntry session, int mask) {
        DebugMask debug = of(tunnel, session);
        int before = debug.mask();
        debug.set(mask);
        List<DebugEffect> effects = effects(tunnel, session);
        for (DebugEffect effect : effects) {
            if (effect.refused()) {
                debug.set(before);
                return effect.detail();
            }
        }
        debug.setEffects(effects);
        tell(tunnel, session);
        return null;
    }

    static DebugMask of(TunnelEntry tunnel, SessionEntry session) {
        return session == null ? tunnel.debug : session.debug;
    }

    Views.DebugMask view(TunnelEntry tunnel, SessionEntry session) {
        DebugMask debug = of(tunnel, session);
        if (debug.mask() != 0 && debug.effects().isEmpty()) {
            debug.setEffects(effects(tunnel, session));
        }
        return new Views.DebugMask(
                tunnel.id, session == null ? 0 : session.localSessionId(), debug.mask(), debug.effects());
    }

    /** The datapath will open it: what it says of that is to be heard already. */
    void opening(TunnelEntry tunnel, SessionEntry session) {
        int mask = of(tunnel, session).mask();
        if (mask != 0) {
            core.offload.frames.setDebugMask(tunnel, session, mask);
        }
    }

    /** The datapath opened it, or failed to. */
    void opened(TunnelEntry tunnel, SessionEntry session, boolean done) {
        int mask = of(tunnel, session).mask();
        if (mask != 0 && done) {
            apply(tunnel, session);
        } else if (mask != 0) {
            core.offload.frames.setDebugMask(tunnel, session, 0);
        }
    }

    private void apply(TunnelEntry tunnel, SessionEntry session) {
        of(tunnel, session).setEffects(effects(tunnel, session));
        tell(tunnel, session);
    }

    private List<DebugEffect> effects(TunnelEntry tunnel, SessionEntry session) {
        DebugMask debug = of(tunnel, session);
        boolean offloaded = session == null ? tunnel.offloaded : session.offloaded;
        List<DebugEffect> effects = new ArrayList<>();
        if (core.offload == null) {
            effects.add(new DebugEffect(
                    "setsockopt", false, "the datapath " + core.datapath.name() + " does without the kernel's driver"));
        } else if (!offloaded) {
            effects.add(new DebugEffect("setsockopt", false, "the driver does not have it, or not yet"));
        } else {
            effects.addAll(core.offload.frames.setDebugMask(tunnel, session, debug.mask()));
        }
        effects.add(trace(debug));
        return effects;
    }

    private static DebugEffect trace(DebugMask debug) {
        var names = new StringJoiner(" ");
        for (TraceFacility facility : TraceFacility.values()) {
            if (facility.in(debug.facilities())) {
                names.add(facility.name().toLowerCase(Locale.ROOT));
            }
        }
        if (names.length() == 0) {
            return new DebugEffect("trace", false, "not asked for");
        }
        return new DebugEffect("trace", true, names + " in our log");
    }

    private void tell(TunnelEntry tunnel, SessionEntry session) {
        Views.DebugMask view = view(tunnel, session);
        var text = new StringJoiner("; ", "kernel_debug_mask " + view.mask() + ": ", "");
        for (DebugEffect effect : view.effects()) {
            text.add(effect.what() + (effect.active() ? " yes, " : " no, ") + effect.detail());
        }
        core.ports.trace("system", view.tunnelId(), view.sessionId(), text.toString());
    }
}
