package org.jl2tpd.engine;

import org.jl2tpd.wire.IpAddress;

/** What is said of a session when it has none of it any more: its addresses, its device, and who its peer wanted to be. */
final class LastKnown {
    private final SessionEntry entry;
    /** Null before one, as is {@link #localIpv4}. */
    private IpAddress peerIpv4;

    private IpAddress localIpv4;
    /** Empty before one. */
    private String device = "";
    /** Who tried to prove to us to be who, empty for nobody. */
    private String claimedUser = "";

    LastKnown(SessionEntry entry) {
        this.entry = entry;
    }

    /** The network came up, or changed. */
    void note() {
        peerIpv4 = entry.peerIpv4() == null ? peerIpv4 : entry.peerIpv4();
        localIpv4 = entry.localIpv4() == null ? localIpv4 : entry.localIpv4();
        device = entry.deviceName();
    }

    /** The peer says so; whether it is true is to be seen. */
    void claimed(String user) {
        claimedUser = user;
    }

    /** Its user, or who it wanted to be, where that was not proved. */
    String userName() {
        String user = entry.userName();
        return user == null || user.isEmpty() ? claimedUser : user;
    }

    /** The peer's address; of a session that goes, the one that it had. */
    IpAddress peerAddress(EngineEvent.Kind kind) {
        IpAddress now = entry.peerIpv4();
        return now == null && kind == EngineEvent.Kind.SESSION_DOWN ? peerIpv4 : now;
    }

    /** Our address in it; of a session that goes, the one that it had. */
    IpAddress localAddress(EngineEvent.Kind kind) {
        IpAddress now = entry.localIpv4();
        return now == null && kind == EngineEvent.Kind.SESSION_DOWN ? localIpv4 : now;
    }

    /** Its device; of a session that goes, the one that it had. */
    String device(EngineEvent.Kind kind) {
        String now = entry.deviceName();
        return now.isEmpty() && kind == EngineEvent.Kind.SESSION_DOWN ? device : now;
    }

    /** The peer's last address, empty for none. */
    String peerText() {
        return peerIpv4 == null ? "" : peerIpv4.toString();
    }
}
