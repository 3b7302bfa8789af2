package org.jl2tpd.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jl2tpd.ppp.AddressGrant;
import org.jl2tpd.ppp.PppPhase;
import org.jl2tpd.wire.AvpType;

/** All sessions by serial, and those among them that somebody means. */
final class LiveSessions {
    private final Map<Long, SessionEntry> bySerial = new HashMap<>();

    void add(SessionEntry entry) {
        bySerial.put(entry.serial, entry);
    }

    void remove(SessionEntry entry) {
        bySerial.remove(entry.serial);
    }

    /** The session of that serial, null without one. */
    SessionEntry get(long serial) {
        return bySerial.get(serial);
    }

    int size() {
        return bySerial.size();
    }

    /** Sessions of users that were let in, are not about to end and match: by serial at once, else by a look at each. */
    List<SessionEntry> find(SessionMatch match) {
        List<SessionEntry> found = new ArrayList<>();
        if (match.sessionSerial() != 0) {
            addIfMeant(found, get(match.sessionSerial()), match);
        } else {
            bySerial.values().forEach(entry -> addIfMeant(found, entry, match));
        }
        return found;
    }

    private static void addIfMeant(List<SessionEntry> found, SessionEntry entry, SessionMatch match) {
        if (entry != null && isUsers(entry) && matches(entry, match)) {
            found.add(entry);
        }
    }

    /** Whether it is a user's that came to us; the onward leg of a switched call, and a call that we place as LAC, is none. */
    private static boolean isUsers(SessionEntry entry) {
        if (entry.session.type().isLac() || entry.isFinished() || entry.establishedNs() == 0) {
            return false;
        }
        if (entry.isSwitched()) {
            return entry.switched.isJoined() || entry.switched.search != null;
        }
        if (entry.pppd != null) {
            return entry.pppd.phase() == PppPhase.NETWORK;
        }
        return entry.link == null ? entry.cameUp() : entry.link.phase() == PppPhase.NETWORK;
    }

    private static boolean matches(SessionEntry entry, SessionMatch match) {
        return (match.peerAddress() == null || match.peerAddress().equals(entry.peerIpv4()))
                && (match.userName().isEmpty() || match.userName().equals(entry.userName()))
                && (match.ipv6Prefix() == null && match.delegatedPrefix() == null || hasPrefixes(entry, match))
                && isNumber(entry, match.callingNumber(), AvpType.CALLING_NUMBER)
                && isNumber(entry, match.calledNumber(), AvpType.CALLED_NUMBER)
                && (match.tunnelId() == 0 || match.tunnelId() == entry.tunnel.id)
                && (match.sessionId() == 0 || match.sessionId() == entry.localSessionId())
                && (match.peerInterfaceId() == 0 || match.peerInterfaceId() == entry.ppp.peerInterfaceId());
    }

    private static boolean hasPrefixes(SessionEntry entry, SessionMatch match) {
        AddressGrant grant = entry.grant();
        return grant != null
                && (match.ipv6Prefix() == null || match.ipv6Prefix().equals(grant.ipv6Prefix()))
                && (match.delegatedPrefix() == null || match.delegatedPrefix().equals(grant.delegatedPrefix()));
    }

    private static boolean isNumber(SessionEntry entry, String wanted, AvpType avp) {
        return wanted.isEmpty() || wanted.equals(SessionViews.number(entry.session, avp));
    }
}
