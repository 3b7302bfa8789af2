package org.jl2tpd.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jl2tpd.migration.Xl2tpdFile.Entry;
import org.jl2tpd.migration.Xl2tpdFile.Part;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.ProfileKind;

/** A section {@code [lns NAME]}: a tunnel profile, a ppp profile, a pool and the peer profiles that use them. */
final class LnsImport {
    private final Draft draft;
    private final Report report;
    private final Setter setter;
    private final Sources sources;
    private final List<L2tpSecrets.Entry> secrets;
    private final Source source;
    private final Ranges pool = new Ranges();
    private final Ranges peers = new Ranges();
    private final List<Entry> poolLines = new ArrayList<>();
    private final List<Entry> peerLines = new ArrayList<>();
    private String name;
    private Section tunnel;
    private Section ppp;
    private PppdAuth auth;
    private boolean assigns = true;
    private boolean challenges;
    private boolean hides;

    LnsImport(Draft draft, Report report, Sources sources, List<L2tpSecrets.Entry> secrets, Source source) {
        this.draft = draft;
        this.report = report;
        this.sources = sources;
        this.secrets = secrets;
        this.source = source;
        setter = new Setter(draft, report);
    }

    /**
     * Reads it.
     *
     * @param entries with those that it has from the default section
     * @param control whether only peers of the ranges are let in
     * @param isDefault whether it takes the peers of no other section
     */
    void read(Part part, List<Entry> entries, boolean control, boolean isDefault) {
        name = isDefault ? "lns" : "lns-" + (part.name().isEmpty() ? "unnamed" : part.name());
        tunnel = draft.profile(ProfileKind.TUNNEL, name);
        ppp = draft.profile(ProfileKind.PPP, name);
        auth = new PppdAuth(report, setter);
        part.titles()
                .forEach(title -> report.note(
                        title, Fate.CARRIED, "lns", "peer_profile, tunnel_profile." + name + ", ppp_profile." + name));
        for (Entry entry : entries) {
            entry(entry);
        }
        pool();
        auth.settleServer(ppp);
        var peerProfiles = new LnsPeers(draft, report, setter, secrets, name, challenges);
        peerProfiles.make(peers, peerLines, control, isDefault, part, hostName());
        if (hides) {
            hidden();
        }
    }

    private String hostName() {
        return (String) tunnel.value("host_name");
    }

    private void entry(Entry entry) {
        Rule rule = Xl2tpdTable.find(Xl2tpdTable.LNS, entry.key());
        if (rule == null) {
            report.note(entry.place(), Fate.LOST, entry.key(), "no key of xl2tpd's [lns]");
        } else if (rule.how() == Rule.How.SPECIAL) {
            special(entry);
        } else {
            hides |= entry.key().equals("hidden bit") && Xl2tpdImport.isOn(entry);
            Map<ProfileKind, Section> places = Xl2tpdImport.places(tunnel, null, ppp);
            setter.apply(rule, entry.value(), entry.place(), places::get, name);
        }
    }

    private void special(Entry entry) {
        String key = entry.key();
        switch (key) {
            case "ip range", "no ip range" -> range(entry, pool, poolLines, key.startsWith("no"));
            case "lac", "no lac" -> range(entry, peers, peerLines, key.startsWith("no"));
            case "assign ip" -> {
                assigns = !Boolean.FALSE.equals(Setter.truth(entry.value()));
                report.note(entry.place(), Fate.CARRIED, key, assigns ? "pool." + name : "there is no pool");
            }
            case "local ip" ->
                setter.set(ppp, PppAttributes.LOCAL_IPADDR, entry.value(), entry.place(), key, Fate.CARRIED, "");
            case "local ip range" -> localRange(entry);
            case "challenge" -> {
                challenges = Xl2tpdImport.isOn(entry);
                report.note(
                        entry.place(),
                        Fate.CARRIED,
                        key,
                        challenges ? "peers are asked for the secret" : "auth_mode = \"none\"");
            }
            case "name" ->
                setter.set(ppp, PppAttributes.LOCAL_NAME, entry.value(), entry.place(), key, Fate.CARRIED, "");
            case "ppp debug" -> debug(entry);
            case "pppoptfile" -> options(entry);
            default -> authentication(entry, auth, report);
        }
    }

    private void debug(Entry entry) {
        if (Xl2tpdImport.isOn(entry)) {
            setter.set(ppp, PppAttributes.TRACE_FLAGS, "ppp_control", entry.place(), entry.key(), Fate.CHANGED, "");
        } else {
            report.note(entry.place(), Fate.NEEDLESS, entry.key(), "it is off here");
        }
    }

    /** {@code require} and {@code refuse} lines. */
    static void authentication(Entry entry, PppdAuth auth, Report report) {
        String key = entry.key();
        Boolean on = Setter.truth(entry.value());
        String what = key.substring(key.indexOf(' ') + 1);
        boolean require = key.startsWith("require");
        if (on == null) {
            report.note(entry.place(), Fate.LOST, key, "must be yes or no");
        } else if (!on) {
            report.note(entry.place(), Fate.NEEDLESS, key, "it says nothing");
        } else if (what.startsWith("auth")) {
            if (require) {
                auth.auth(entry.place(), key);
            } else {
                auth.noauth(entry.place(), key);
            }
        } else if (require) {
            auth.require(what, entry.place(), key);
        } else {
            auth.refuse(what, entry.place(), key);
        }
    }

    private void options(Entry entry) {
        Source file = sources.follow(source, entry.value());
        if (file == null) {
            report.note(entry.place(), Fate.LOST, entry.key(), "the file can't be read: give it as well");
            return;
        }
        report.note(entry.place(), Fate.CARRIED, entry.key(), "the options of " + file.name());
        new PppdOptions(draft, report, sources, ppp, false, auth).read(file);
    }

    private void range(Entry entry, Ranges ranges, List<Entry> lines, boolean isTakenAway) {
        Ranges.Range range = Ranges.parse(entry.value());
        if (range == null) {
            report.note(
                    entry.place(),
                    Fate.LOST,
                    entry.key(),
                    "must be IPv4 addresses, FIRST-LAST; names are not looked up");
        } else {
            if (isTakenAway) {
                ranges.remove(range);
            } else {
                ranges.add(range);
            }
            lines.add(entry);
        }
    }

    private void localRange(Entry entry) {
        Ranges.Range range = Ranges.parse(entry.value());
        if (range == null) {
            report.note(entry.place(), Fate.LOST, entry.key(), "must be IPv4 addresses, FIRST-LAST");
        } else {
            String first = Ranges.address(range.first());
            setter.set(
                    ppp,
                    PppAttributes.LOCAL_IPADDR,
                    first,
                    entry.place(),
                    entry.key(),
                    Fate.CHANGED,
                    "one address serves all sessions");
        }
    }

    private void pool() {
        if (!assigns || pool.isEmpty() || pool.list().size() > Ranges.MAX) {
            String why = !assigns
                    ? "assign ip = no: addresses come from elsewhere"
                    : pool.isEmpty() ? "no address is left" : "a pool has at most " + Ranges.MAX + " ranges";
            Fate fate = assigns && !pool.isEmpty() ? Fate.LOST : Fate.NEEDLESS;
            poolLines.forEach(entry -> report.note(entry.place(), fate, entry.key(), why));
            return;
        }
        String taken = shared();
        String used = taken == null ? name : taken;
        List<String> ranges = pool.list().stream().map(Object::toString).toList();
        for (Entry entry : poolLines) {
            if (taken == null) {
                setter.put(
                        draft.section("pool", name),
                        "ipv4",
                        ranges,
                        poolLines.get(0).place(),
                        "ip range");
            }
            report.note(entry.place(), Fate.CARRIED, entry.key(), "pool." + used);
        }
        setter.put(
                ppp, PppAttributes.IP_POOL_NAME.name(), used, poolLines.get(0).place(), "ip range");
        if (!ppp.has(PppAttributes.LOCAL_IPADDR.name())) {
            ownAddress();
        }
    }

    /** A pool of another section with the same addresses. */
    private String shared() {
        List<String> ranges = pool.list().stream().map(Object::toString).toList();
        return draft.sections("pool").stream()
                .filter(other -> ranges.equals(other.value("ipv4")))
                .map(Section::name)
                .findFirst()
                .orElse(null);
    }

    /** xl2tpd can do without; here a pool needs our own address. */
    private void ownAddress() {
        Place place = poolLines.get(0).place();
        Ranges.Range first = pool.list().get(0);
        if (first.first() == first.last()) {
            return;
        }
        String own = Ranges.address(first.first());
        pool.remove(new Ranges.Range(first.first(), first.first()));
        List<String> ranges = pool.list().stream().map(Object::toString).toList();
        setter.put(
                draft.section("pool", (String) ppp.value(PppAttributes.IP_POOL_NAME.name())),
                "ipv4",
                ranges,
                place,
                "ip range");
        setter.put(ppp, PppAttributes.LOCAL_IPADDR.name(), own, place, "ip range");
        report.note(place, Fate.CHANGED, "ip range", "there is no local ip: " + own + " of the range becomes ours");
    }

    private void hidden() {
        boolean has = draft.sections("peer_profile").stream()
                .filter(peer -> name.equals(peer.value("tunnel_profile_name")))
                .allMatch(peer -> peer.has("secret_name"));
        if (!has) {
            Section.Entry entry = tunnel.remove("hide_avps");
            report.renote(
                    entry.origin(), Fate.LOST, entry.what(), "hiding needs a secret with every peer of this section");
        }
    }

    /** The profile that takes all other peers. */
    static String defaultPeer() {
        return Configuration.DEFAULT;
    }
}
