package org.jl2tpd.engine;

import java.util.List;
import org.jl2tpd.ppp.TunnelChoice;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.RadiusAttributes;
import org.jl2tpd.profile.RadiusDefinition;
import org.jl2tpd.wire.Secret;

/** LNSs as an authorization names them, in the words of a test. */
final class Choice {
    private Choice() {}

    /** The LNS at that address, or of that name. */
    static TunnelChoice to(String endpoint) {
        return new TunnelChoice(endpoint, "", "", null, "", "", "", 0);
    }

    static TunnelChoice preferred(TunnelChoice c, int preference) {
        return new TunnelChoice(
                c.serverEndpoint(),
                c.clientEndpoint(),
                c.assignmentId(),
                c.secret(),
                c.clientAuthId(),
                c.serverAuthId(),
                c.privateGroupId(),
                preference);
    }

    static TunnelChoice assigned(TunnelChoice c, String id) {
        return new TunnelChoice(
                c.serverEndpoint(),
                c.clientEndpoint(),
                id,
                c.secret(),
                c.clientAuthId(),
                c.serverAuthId(),
                c.privateGroupId(),
                c.preference());
    }

    static TunnelChoice names(TunnelChoice c, String client, String server) {
        return new TunnelChoice(
                c.serverEndpoint(),
                c.clientEndpoint(),
                c.assignmentId(),
                c.secret(),
                client,
                server,
                c.privateGroupId(),
                c.preference());
    }

    static TunnelChoice sharing(TunnelChoice c, Secret secret) {
        return new TunnelChoice(
                c.serverEndpoint(),
                c.clientEndpoint(),
                c.assignmentId(),
                secret,
                c.clientAuthId(),
                c.serverAuthId(),
                c.privateGroupId(),
                c.preference());
    }

    /** The given ones in their order, each less preferred than the one before. */
    static List<TunnelChoice> inOrder(String... endpoints) {
        var all = new java.util.ArrayList<TunnelChoice>();
        for (String endpoint : endpoints) {
            all.add(preferred(to(endpoint), 10 * all.size()));
        }
        return all;
    }

    static RadiusDefinition denyFor(int seconds) {
        var settings =
                new Profile(ProfileKind.RADIUS, "radius", java.util.Map.of(RadiusAttributes.DENYLIST_SECONDS, seconds));
        return new RadiusDefinition(settings, List.of(), List.of());
    }
}
