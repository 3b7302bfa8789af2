package org.jl2tpd.engine;

import java.util.List;
import java.util.Map;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.profile.TunnelAttributes;

/** People who switch and change things in the daemons of a {@link Simulation}. */
final class Operators {
    private Operators() {}

    static void changeSomething(Simulation world) {
        SimNode node = world.nodes().get(world.random(2));
        List<TunnelEntry> tunnels = node.tunnels();
        TunnelEntry tunnel = tunnels.isEmpty() ? null : tunnels.get(world.random(tunnels.size()));
        switch (world.random(10)) {
            case 0 -> execute(world, node, new Command.Drain(world.random(2) == 0));
            case 1 -> execute(world, node, new Command.SetEnabled(false));
            case 2, 3 -> execute(world, node, new Command.SetEnabled(true));
            case 4 -> execute(world, node, new Command.SetPeerState("default", world.random(2) == 0, null));
            case 5 -> execute(world, node, new Command.SetPeerState("default", true, world.random(2) == 0));
            case 6 -> execute(world, node, new Command.Reconfigure(node.engine.core().configuration));
            default -> changeTunnel(world, node, tunnel);
        }
    }

    private static void changeTunnel(Simulation world, SimNode node, TunnelEntry tunnel) {
        if (tunnel == null) {
            return;
        }
        var key = new Command.TunnelKey(tunnel.id, "");
        var sessions = List.copyOf(tunnel.tunnel.sessions());
        int choice = world.random(4);
        if (choice == 0) {
            execute(world, node, new Command.DrainTunnel(key, world.random(2) == 0));
        } else if (choice == 1) {
            execute(world, node, new Command.Capture(key, null, world.random(2) == 0));
        } else if (choice == 2 || sessions.isEmpty()) {
            Map<Attribute<?>, Object> values = Map.of(
                    TunnelAttributes.HELLO_TIMEOUT, 20 + world.random(60),
                    TunnelAttributes.MAX_RETRIES, 4 + world.random(4));
            execute(world, node, new Command.ModifyTunnel(key, new Profile(ProfileKind.TUNNEL, "c", values)));
        } else {
            int id = sessions.get(world.random(sessions.size())).localId();
            Map<Attribute<?>, Object> values = Map.of(
                    SessionAttributes.USE_SEQUENCE_NUMBERS,
                    world.random(2) == 0,
                    SessionAttributes.REORDER_TIMEOUT,
                    world.random(2) * 30);
            execute(
                    world,
                    node,
                    new Command.ModifySession(
                            key, new Command.SessionKey(id, ""), new Profile(ProfileKind.SESSION, "c", values)));
        }
    }

    /** Everything that was switched is switched back. */
    static void undo(Simulation world) {
        for (SimNode node : world.nodes()) {
            execute(world, node, new Command.Drain(false));
            execute(world, node, new Command.SetPeerState("default", true, false));
            execute(world, node, new Command.SetEnabled(true));
            node.tunnels()
                    .forEach(
                            t -> execute(world, node, new Command.DrainTunnel(new Command.TunnelKey(t.id, ""), false)));
        }
    }

    private static void execute(Simulation world, SimNode node, Command command) {
        CommandResult result = node.engine.execute(world.nowNs(), command);
        world.log(node.name, "operator: " + command + (result.problem() == null ? "" : ": " + result.problem()));
    }
}
