package org.jl2tpd.management.snmp.l2tp;

import org.jl2tpd.engine.Views;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.profile.TunnelAttributes;

/**
 * A tunnel domain of L2TP-MIB: one of our peer profiles.
 *
 * @param peer what its tunnels have done
 * @param tunnel attributes of tunnels that its peers open
 * @param session attributes of their sessions
 * @param tunnelProfile name of the tunnel profile that it alone uses; empty where others use it too
 * @param ofFile whether it was there when the agent started
 */
record Domain(Views.Peer peer, Profile tunnel, Profile session, String tunnelProfile, boolean ofFile) {
    /** StorageType (RFC 2579) of a row that lasts until the restart. */
    private static final int VOLATILE = 2;

    /** StorageType of a row whose states can be changed, and which can't be destroyed: readOnly(5) would forbid the former. */
    private static final int PERMANENT = 4;

    static Domain of(Views.Peer peer, Configuration configuration, TunnelProfileUse use, boolean ofFile) {
        Profile profile = configuration.profile(ProfileKind.PEER, peer.profile());
        if (profile == null) {
            profile = configuration.profile(ProfileKind.PEER, Configuration.DEFAULT);
        }
        var resolved = configuration.resolve(profile);
        return new Domain(peer, resolved.tunnel(), resolved.session(), use.ownedBy(profile), ofFile);
    }

    /** The length of the identifier, then its octets. */
    int[] index() {
        return Indices.ofOctets(Smi.utf8(peer.profile(), L2tpMib.DOMAIN_ID_LIMIT));
    }

    int helloInterval() {
        return tunnel.get(TunnelAttributes.HELLO_TIMEOUT);
    }

    /** -1 never. */
    int idleTimeout() {
        int seconds = tunnel.get(TunnelAttributes.IDLE_TIMEOUT);
        return seconds == 0 ? -1 : seconds;
    }

    /** onDemand(1), never(2), always(3). */
    int payloadSequencing() {
        if (session.get(SessionAttributes.SEQUENCING_REQUIRED)) {
            return TunnelChanges.ALWAYS;
        }
        return session.get(SessionAttributes.USE_SEQUENCE_NUMBERS) ? TunnelChanges.ON_DEMAND : TunnelChanges.NEVER;
    }

    int storageType() {
        return ofFile ? PERMANENT : VOLATILE;
    }
}
