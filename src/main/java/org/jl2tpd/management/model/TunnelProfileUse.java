package org.jl2tpd.management.model;

import java.util.HashMap;
import java.util.Map;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.PeerAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.TunnelDefinition;

/** How many peer profiles and tunnels of a configuration take their attributes from which tunnel profile. */
public final class TunnelProfileUse {
    private final Configuration configuration;
    private final Map<String, Integer> uses = new HashMap<>();

    public TunnelProfileUse(Configuration configuration) {
        this.configuration = configuration;
        for (Profile peer : configuration.profiles().get(ProfileKind.PEER).values()) {
            uses.merge(peer.get(PeerAttributes.TUNNEL_PROFILE_NAME), 1, Integer::sum);
        }
        for (TunnelDefinition tunnel : configuration.tunnels()) {
            if (tunnel.profileName() != null) {
                uses.merge(tunnel.profileName(), 1, Integer::sum);
            }
        }
    }

    Configuration configuration() {
        return configuration;
    }

    /** The tunnel profile that this peer profile alone uses; empty for none. */
    String ownedBy(Profile peer) {
        String name = peer.get(PeerAttributes.TUNNEL_PROFILE_NAME);
        return name.equals(Configuration.DEFAULT) || uses.getOrDefault(name, 0) != 1 ? "" : name;
    }
}
