package org.jl2tpd.engine;

import org.jl2tpd.control.Session;

/** What commands name: tunnels and sessions by id or configured name. */
final class Targets {
    static final String NO_TUNNEL = "no such tunnel; see: jl2tpctl list tunnels";
    static final String NO_SESSION = "no such session; see: jl2tpctl list sessions";

    private final Core core;

    Targets(Core core) {
        this.core = core;
    }

    /** Null when there is none, or the one of that name is between two attempts. */
    TunnelEntry tunnel(Command.TunnelKey key) {
        if (key.id() != 0) {
            return core.tunnels.get(key.id());
        }
        ClientTunnel client = core.dialer.find(key.name());
        return client == null ? null : client.current;
    }

    static Session session(TunnelEntry tunnel, Command.SessionKey key) {
        if (tunnel == null) {
            return null;
        }
        if (key.id() != 0) {
            return tunnel.tunnel.session(key.id());
        }
        ClientSession client = named(tunnel.client, key.name());
        return client == null || client.current == null ? null : client.current.session;
    }

    static SessionEntry entry(TunnelEntry tunnel, Command.SessionKey key) {
        Session session = session(tunnel, key);
        return session != null && session.attachment instanceof SessionEntry entry ? entry : null;
    }

    static ClientSession named(ClientTunnel client, String name) {
        return client == null || name.isEmpty() ? null : client.session(name);
    }
}
