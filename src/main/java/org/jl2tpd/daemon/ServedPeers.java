package org.jl2tpd.daemon;

import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.PeerAttributes;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.SystemAttributes;

/** Whether peers may come to us, so that sessions of a LNS can be. */
final class ServedPeers {
    private ServedPeers() {}

    static boolean areThere(Configuration configuration) {
        boolean listens =
                !configuration.system().get(SystemAttributes.LISTEN_ADDRESSES).isEmpty();
        return listens
                && configuration.profiles().get(ProfileKind.PEER).values().stream()
                        .anyMatch(peer -> peer.get(PeerAttributes.ALLOW_TUNNELS));
    }
}
