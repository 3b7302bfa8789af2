package org.jl2tpd.migration;

import java.util.List;
import org.jl2tpd.migration.Xl2tpdFile.Entry;
import org.jl2tpd.migration.Xl2tpdFile.Part;
import org.jl2tpd.profile.Configuration;

/**
 * Who may open tunnels to an LNS. xl2tpd looks at the peer's address, and then for a secret of its Host Name; a peer profile here has either or both, and one
 * with a Host Name goes before those with addresses.
 */
final class LnsPeers {
    private final Draft draft;
    private final Report report;
    private final Setter setter;
    private final List<L2tpSecrets.Entry> secrets;
    private final String name;
    private final boolean challenges;

    LnsPeers(
            Draft draft,
            Report report,
            Setter setter,
            List<L2tpSecrets.Entry> secrets,
            String name,
            boolean challenges) {
        this.draft = draft;
        this.report = report;
        this.setter = setter;
        this.secrets = secrets;
        this.name = name;
        this.challenges = challenges;
    }

    void make(Ranges peers, List<Entry> lines, boolean control, boolean isDefault, Part part, String hostName) {
        List<L2tpSecrets.Entry> ours =
                secrets.stream().filter(entry -> entry.isOurs(hostName)).toList();
        L2tpSecrets.Entry any =
                ours.stream().filter(L2tpSecrets.Entry::isForAny).findFirst().orElse(null);
        if (challenges && ours.isEmpty()) {
            report.warn(
                    part.place().lineText()
                            + ": challenge = yes, and no line of l2tp-secrets is for this section: nobody can be let in by a secret");
        }
        if (!ours.isEmpty() && !challenges) {
            setter.put(
                    draft.profile(org.jl2tpd.profile.ProfileKind.TUNNEL, name), "auth_mode", "none", null, "challenge");
        }
        addresses(peers, lines, any);
        boolean open = isDefault && !control;
        if (open) {
            everyone(part, any);
        } else if (peers.isEmpty()) {
            report.warn(part.place().lineText()
                    + ": no lac line lets a peer into this section, so that none may open tunnels with it");
        }
        hosts(ours, open);
        if (any != null && !report.isNoted(any.place().file(), any.place().line())) {
            report.note(any.place(), Fate.LOST, "secret", "there is no peer that it would be for");
        }
    }

    private void addresses(Ranges peers, List<Entry> lines, L2tpSecrets.Entry any) {
        List<String> prefixes = peers.prefixes();
        if (prefixes.size() > Ranges.MAX) {
            lines.forEach(line -> report.note(
                    line.place(),
                    Fate.LOST,
                    line.key(),
                    "more than " + Ranges.MAX + " prefixes: write peer profiles by hand"));
            return;
        }
        int n = 0;
        for (String prefix : prefixes) {
            n++;
            Section peer = peer(
                    prefixes.size() == 1 ? name + "-peers" : name + "-peers-" + n,
                    lines.get(0).place(),
                    "lac");
            setter.put(peer, "peer_prefix", prefix, lines.get(0).place(), "lac");
            secret(peer, any);
        }
        String words = prefixes.size() == 1
                ? "peer_profile." + name + "-peers"
                : prefixes.size() + " peer profiles " + name + "-peers-N";
        lines.forEach(line -> report.note(line.place(), Fate.CARRIED, line.key(), words));
    }

    private Section peer(String title, Place place, String what) {
        Section peer = draft.section("peer_profile", title);
        setter.put(peer, "allow_tunnels", true, place, what);
        setter.put(peer, "tunnel_profile_name", name, place, what);
        setter.put(peer, "ppp_profile_name", name, place, what);
        return peer;
    }

    private void everyone(Part part, L2tpSecrets.Entry any) {
        Section peer = peer(Configuration.DEFAULT, part.place(), "peers");
        secret(peer, any);
        report.note(
                part.place(),
                Fate.CHANGED,
                "peers",
                "peer_profile.default: allow_tunnels, since there is no access control; jl2tpd itself would refuse every peer");
        if (any == null || !challenges) {
            report.warn("peer_profile.default lets everyone open tunnels, as "
                    + part.place().lineText() + " did: keep UDP port 1701 closed but for IPsec, or give peers secrets");
        }
    }

    private void secret(Section peer, L2tpSecrets.Entry entry) {
        if (entry != null) {
            setter.put(peer, "secret_name", draft.secret("peer-any", entry.secret()), entry.place(), "secret");
            report.note(entry.place(), Fate.CARRIED, "secret", peer.title() + ": secret_name");
        }
    }

    /** A line for one peer: a profile of its Host Name. */
    private void hosts(List<L2tpSecrets.Entry> ours, boolean open) {
        boolean beforeAny = true;
        for (L2tpSecrets.Entry entry : ours) {
            if (entry.isForAny()) {
                beforeAny = false;
            } else if (!beforeAny) {
                report.note(
                        entry.place(), Fate.NEEDLESS, "secret", "a line for every peer stands before it and counts");
            } else {
                host(entry, open);
            }
        }
    }

    private void host(L2tpSecrets.Entry entry, boolean open) {
        if (!open && !challenges) {
            report.note(
                    entry.place(),
                    Fate.LOST,
                    "secret",
                    "without challenge its Host Name alone would let a peer in from any address: write a [peer_profile.NAME] with the secret, and auth_mode = \"challenge\"");
            return;
        }
        if (draft.has("peer_profile", entry.them())) {
            known(entry);
            return;
        }
        Section peer = peer(entry.them(), entry.place(), "secret");
        setter.put(peer, "secret_name", draft.secret("peer-" + entry.them(), entry.secret()), entry.place(), "secret");
        Fate fate = open ? Fate.CARRIED : Fate.CHANGED;
        String words = open ? "" : "; who proves the secret is let in from any address";
        report.note(entry.place(), fate, "secret", peer.title() + ": secret_name" + words);
    }

    /** A section before has a profile of that peer. */
    private void known(L2tpSecrets.Entry entry) {
        Section known = draft.section("peer_profile", entry.them());
        boolean same = entry.place().equals(known.get("allow_tunnels").origin());
        String words = same
                ? "its tunnels use tunnel_profile." + known.value("tunnel_profile_name")
                        + ", wherever they come from: a Host Name goes before addresses"
                : "a line before it is for the same peer";
        report.note(entry.place(), same ? Fate.CHANGED : Fate.NEEDLESS, "secret", words);
    }
}
