package org.jl2tpd.management.model;

import java.util.Map;
import org.jl2tpd.engine.Views;
import org.jl2tpd.engine.Views.PayloadSequencing;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.ControlException.Kind;
import org.jl2tpd.management.ProfileEdit;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.profile.TunnelAttributes;

/**
 * A tunnel domain of L2TP-MIB: one of our peer profiles. Hello interval and idle timeout stand in the tunnel profile of a peer; they can be changed where no
 * other peer or tunnel uses that profile, so that a change is one of this domain alone.
 *
 * @param peer what its tunnels have done
 * @param tunnel attributes of tunnels that its peers open
 * @param session attributes of their sessions
 * @param tunnelProfile name of the tunnel profile that it alone uses; empty where others use it too
 * @param filed whether the configuration file has it
 */
public record Domain(Views.Peer peer, Profile tunnel, Profile session, String tunnelProfile, boolean filed) {
    /** @param use of the configuration in force */
    public static Domain of(ManagedDaemon daemon, Views.Peer peer, TunnelProfileUse use) {
        Configuration configuration = use.configuration();
        Profile profile = configuration.profile(ProfileKind.PEER, peer.profile());
        if (profile == null) {
            profile = configuration.profile(ProfileKind.PEER, Configuration.DEFAULT);
        }
        var resolved = configuration.resolve(profile);
        boolean filed = daemon.control().configuration().isFiled(ProfileKind.PEER, peer.profile());
        return new Domain(peer, resolved.tunnel(), resolved.session(), use.ownedBy(profile), filed);
    }

    /** Seconds; 0 for no hellos. */
    public int helloInterval() {
        return tunnel.get(TunnelAttributes.HELLO_TIMEOUT);
    }

    /** Seconds; {@link TunnelSettings#NEVER}. */
    public int idleTimeout() {
        return TunnelSettings.idleTimeoutOf(tunnel.get(TunnelAttributes.IDLE_TIMEOUT));
    }

    public PayloadSequencing payloadSequencing() {
        if (session.get(SessionAttributes.SEQUENCING_REQUIRED)) {
            return PayloadSequencing.ALWAYS;
        }
        return session.get(SessionAttributes.USE_SEQUENCE_NUMBERS)
                ? PayloadSequencing.ON_DEMAND
                : PayloadSequencing.NEVER;
    }

    /**
     * Changes its tunnel profile.
     *
     * @param settings of {@link TunnelSettings}
     * @throws ControlException also when others use that profile
     */
    public void change(ManagedDaemon daemon, Map<String, String> settings) throws ControlException {
        edit(settings).make(daemon.control().configuration());
    }

    /**
     * The change of its tunnel profile.
     *
     * @param settings of {@link TunnelSettings}
     * @throws ControlException when others use that profile
     */
    public ProfileEdit edit(Map<String, String> settings) throws ControlException {
        if (tunnelProfile.isEmpty()) {
            throw new ControlException(
                    Kind.REFUSED, "others use its tunnel profile too; give the peer profile one of its own");
        }
        return ProfileEdit.modify(ProfileKind.TUNNEL, tunnelProfile, settings);
    }
}
