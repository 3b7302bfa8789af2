package org.jl2tpd.profile;

/** What keeps a tunnel or session of ours from being there beside the others of a configuration; the file's rules for a single one. */
public final class TunnelRules {
    private TunnelRules() {}

    /** In words for an operator; null where nothing does. Another tunnel of the same name does not count. */
    public static String refuses(Configuration configuration, TunnelDefinition tunnel) {
        String port = port(configuration, tunnel);
        if (port != null) {
            return port;
        }
        Resolved resolved = configuration.resolve(tunnel);
        for (SessionDefinition session : tunnel.sessions()) {
            String problem = session(configuration, tunnel.name(), resolved, session);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    /** The same of a session in a tunnel of ours; a tunnel that the configuration does not know refuses nothing. */
    public static String refuses(Configuration configuration, String tunnel, SessionDefinition session) {
        for (TunnelDefinition known : configuration.tunnels()) {
            if (known.name().equals(tunnel)) {
                return session(configuration, tunnel, configuration.resolve(known), session);
            }
        }
        return null;
    }

    private static String port(Configuration configuration, TunnelDefinition tunnel) {
        TunnelPort own = TunnelPort.of(configuration, tunnel);
        if (own == null) {
            return null;
        }
        for (TunnelDefinition other : configuration.tunnels()) {
            TunnelPort port = other.name().equals(tunnel.name()) ? null : TunnelPort.of(configuration, other);
            if (port != null && own.meets(port)) {
                return own.taken(other.name());
            }
        }
        return null;
    }

    private static String session(
            Configuration configuration, String tunnel, Resolved resolved, SessionDefinition session) {
        for (Rules.Problem problem : Rules.checkOpened(configuration.resolve(resolved, session))) {
            return problem.message();
        }
        return session.interfaceName().isEmpty() ? null : device(configuration, tunnel, session);
    }

    private static String device(Configuration configuration, String tunnel, SessionDefinition session) {
        for (TunnelDefinition other : configuration.tunnels()) {
            for (SessionDefinition taken : other.sessions()) {
                boolean itself = other.name().equals(tunnel) && taken.name().equals(session.name());
                if (!itself && taken.interfaceName().equals(session.interfaceName())) {
                    return "interface_name: session \"" + taken.name() + "\" has the device " + taken.interfaceName();
                }
            }
        }
        return null;
    }
}
