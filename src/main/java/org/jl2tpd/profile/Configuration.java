package org.jl2tpd.profile;

import java.util.List;
import java.util.Map;
import org.jl2tpd.wire.IpAddress;

/**
 * A whole, valid configuration, whatever file or command it came from. Immutable.
 *
 * @param system the system profile
 * @param profiles by kind and name; each of the four kinds has {@code default}
 * @param tunnels tunnels that we open, with their sessions
 * @param users local users
 * @param pools address pools by name
 */
public record Configuration(
        Profile system,
        Map<ProfileKind, Map<String, Profile>> profiles,
        List<TunnelDefinition> tunnels,
        List<UserDefinition> users,
        Map<String, PoolDefinition> pools) {

    /** The profile of that name, null when there is none. */
    public Profile profile(ProfileKind kind, String name) {
        return profiles.get(kind).get(name);
    }

    /**
     * The peer profile for an SCCRQ: exact Host Name, then its longest domain suffix, then the longest source prefix,
     * then {@code default}.
     */
    public Profile peerFor(String hostName, IpAddress address) {
        throw new UnsupportedOperationException();
    }

    /** The profiles of a tunnel that a peer opens. */
    public Resolved resolve(Profile peer) {
        throw new UnsupportedOperationException();
    }

    /** The profiles of a tunnel that we open; the definition's own values are laid over the tunnel profile. */
    public Resolved resolve(TunnelDefinition tunnel) {
        throw new UnsupportedOperationException();
    }

    /** The profiles of a session that we open in that tunnel; the definition's own values are laid over. */
    public Resolved resolve(Resolved tunnel, SessionDefinition session) {
        throw new UnsupportedOperationException();
    }
}
