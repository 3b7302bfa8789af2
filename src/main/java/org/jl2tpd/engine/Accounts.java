package org.jl2tpd.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.wire.ResultCode;

/** Book-keeping on tunnels and sessions: sums by peer profile, which never go back, and what ended last. */
final class Accounts {
    /** Tunnels whose octets and packets are added up in one command: a quarter of a millisecond. */
    static final int COUNTED_AT_ONCE = 2_000;

    final RecentlyClosed closed = new RecentlyClosed();
    private final Core core;
    private final Map<String, PeerAccount> byProfile = new HashMap<>();

    /** Id of the tunnel that was counted last. */
    private int countedId;

    Accounts(Core core) {
        this.core = core;
    }

    PeerAccount of(String profile) {
        return byProfile.computeIfAbsent(profile, p -> new PeerAccount());
    }

    void established(TunnelEntry entry) {
        entry.establishedNs = core.nowNs();
        PeerAccount account = of(entry.peerProfile());
        account.tunnelsTotal++;
        account.tunnelsActive++;
    }

    /** @param wasEstablished whether it was up; one whose address was perhaps invented leaves no row */
    void closed(long nowNs, TunnelEntry entry, boolean wasEstablished) {
        PeerAccount account = of(entry.peerProfile());
        if (wasEstablished) {
            account.tunnelsActive--;
        } else {
            account.tunnelsFailed++;
        }
        ResultCode local = entry.tunnel.localResult();
        if (local != null && local.result() == ResultCode.STOP_NOT_AUTHORIZED) {
            account.authFailures++;
        }
        if (!entry.forgotten) {
            closed.add(nowNs, entry, wasEstablished);
        }
    }

    /** The tunnel is gone; what it counted is kept. */
    void left(TunnelEntry entry) {
        PeerAccount.fold(entry, of(entry.peerProfile()));
    }

    void established(SessionEntry entry) {
        PeerAccount account = of(entry.tunnel.peerProfile());
        account.sessionsTotal++;
        account.sessionsActive++;
        entry.tunnel.sessionsTotal++;
        entry.tunnel.sessionsEstablished++;
    }

    void closed(long nowNs, SessionEntry entry) {
        PeerAccount account = of(entry.tunnel.peerProfile());
        ResultCode cdn = RecentlyClosed.cdnOf(entry);
        entry.tunnel.lastCdn = cdn == null ? entry.tunnel.lastCdn : cdn;
        if (entry.establishedNs() == 0) {
            account.sessionsFailed++;
            entry.tunnel.sessionsFailed++;
        } else {
            account.sessionsActive--;
            entry.tunnel.sessionsEstablished--;
        }
        closed.add(nowNs, entry);
    }

    /** A call that never was a session. */
    void refused(TunnelEntry tunnel, ResultCode cdn) {
        of(tunnel.peerProfile()).sessionsFailed++;
        tunnel.sessionsFailed++;
        tunnel.lastCdn = cdn;
    }

    /** Forgets profiles that the configuration has no longer and that no tunnel uses. */
    void trim() {
        Set<String> used = new HashSet<>(names());
        core.dialer.all().forEach(client -> used.add(client.profiles.peer().name()));
        byProfile.keySet().retainAll(used);
    }

    /** The configuration's profiles, and those of tunnels that are there still. */
    private Set<String> names() {
        Set<String> names = new TreeSet<>(
                core.configuration.profiles().get(ProfileKind.PEER).keySet());
        for (TunnelEntry entry = core.tunnels.after(0); entry != null; entry = core.tunnels.after(entry.id)) {
            names.add(entry.peerProfile());
        }
        return names;
    }

    Views.Peers peers() {
        countSome();
        Set<String> names = new TreeSet<>(
                core.configuration.profiles().get(ProfileKind.PEER).keySet());
        byProfile.forEach((name, account) -> {
            if (account.tunnels > 0) {
                names.add(name);
            }
        });
        List<Views.Peer> rows = new ArrayList<>(names.size());
        names.forEach(name -> rows.add(row(name, of(name))));
        return new Views.Peers(List.copyOf(rows));
    }

    /** Where there are more tunnels than {@link #COUNTED_AT_ONCE}, the rest is counted the next times. */
    private void countSome() {
        int left = Math.min(COUNTED_AT_ONCE, core.tunnels.size());
        boolean wrapped = false;
        while (left > 0) {
            TunnelEntry entry = core.tunnels.after(countedId);
            if (entry == null && wrapped) {
                return;
            }
            wrapped |= entry == null;
            countedId = entry == null ? 0 : entry.id;
            if (entry != null) {
                PeerAccount.count(entry, entry.account == null ? of(entry.peerProfile()) : entry.account);
                left--;
            }
        }
    }

    private Views.Peer row(String name, PeerAccount account) {
        PeerAccount.Sums sums = account.sums;
        return new Views.Peer(
                name,
                !core.admin.isPeerOff(name),
                core.admin.isPeerDraining(name),
                core.admin.drains(name),
                account.tunnelsTotal,
                account.tunnelsFailed,
                account.authFailures,
                account.tunnelsActive,
                account.sessionsTotal,
                account.sessionsFailed,
                account.sessionsActive,
                sums.controlRxOctets,
                sums.controlRxPackets,
                sums.controlTxOctets,
                sums.controlTxPackets,
                sums.payloadRxOctets,
                sums.payloadRxPackets,
                sums.payloadRxDiscards,
                sums.payloadTxOctets,
                sums.payloadTxPackets);
    }
}
