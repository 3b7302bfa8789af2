package org.jl2tpd.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jl2tpd.migration.Xl2tpdFile.Entry;
import org.jl2tpd.migration.Xl2tpdFile.Part;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.profile.TunnelAttributes;

/** A section {@code [lac NAME]}: a tunnel that we open, with one session. */
final class LacImport {
    private static final long LONGEST_PAUSE_S = 60;

    private final Draft draft;
    private final Report report;
    private final Setter setter;
    private final Sources sources;
    private final List<L2tpSecrets.Entry> secrets;
    private final Source source;
    private final List<String> servers = new ArrayList<>();
    private final List<Entry> serverLines = new ArrayList<>();
    private Part part;
    private Section tunnel;
    private Section session;
    private PppdAuth auth;
    private Entry rx;
    private Entry tx;

    LacImport(Draft draft, Report report, Sources sources, List<L2tpSecrets.Entry> secrets, Source source) {
        this.draft = draft;
        this.report = report;
        this.sources = sources;
        this.secrets = secrets;
        this.source = source;
        setter = new Setter(draft, report);
    }

    void read(Part lac, List<Entry> entries) {
        part = lac;
        String name = lac.name().isEmpty() ? "unnamed" : lac.name();
        tunnel = draft.section("tunnel", name);
        session = tunnel.child(new Section("session", name, true));
        auth = new PppdAuth(report, setter);
        setter.put(tunnel, "tunnel_name", name, lac.place(), "lac");
        setter.put(session, "session_name", name, lac.place(), "lac");
        lac.titles()
                .forEach(title -> report.note(title, Fate.CARRIED, "lac", "[[tunnel]] " + name + " with a session"));
        entries.forEach(this::entry);
        dialling(entries);
        speeds();
        auth.settleClient(session);
        secret(entries);
        settle();
    }

    private void settle() {
        if (tunnel.isTrue("hide_avps") && !tunnel.has("secret_name")) {
            Section.Entry entry = tunnel.remove("hide_avps");
            report.renote(entry.origin(), Fate.LOST, entry.what(), "hiding needs a secret");
        }
        if (!tunnel.has("dest_ipaddr")) {
            report.note(part.place(), Fate.LOST, "lac", "it has no lns to connect to");
        }
    }

    private void entry(Entry entry) {
        Rule rule = Xl2tpdTable.find(Xl2tpdTable.LAC, entry.key());
        if (rule == null) {
            report.note(entry.place(), Fate.LOST, entry.key(), "no key of xl2tpd's [lac]");
        } else if (rule.how() == Rule.How.SPECIAL) {
            special(entry);
        } else {
            Map<ProfileKind, Section> places = Xl2tpdImport.places(tunnel, session, session);
            setter.apply(rule, entry.value(), entry.place(), places::get, tunnel.name());
        }
    }

    private void special(Entry entry) {
        String key = entry.key();
        switch (key) {
            case "lns" -> server(entry);
            case "autodial", "redial", "challenge" -> {}
            case "redial timeout" -> pause(entry);
            case "max redials" ->
                setter.set(
                        session,
                        PppAttributes.MAX_FAILURE_COUNT,
                        entry.value(),
                        entry.place(),
                        key,
                        Fate.CHANGED,
                        "failures in a row");
            case "local ip" ->
                setter.set(session, PppAttributes.LOCAL_IPADDR, entry.value(), entry.place(), key, Fate.CARRIED, "");
            case "name" -> {
                setter.put(session, "user_name", entry.value(), entry.place(), key);
                report.note(entry.place(), Fate.CARRIED, key, "session " + session.name() + ": user_name");
            }
            case "ppp debug" -> debug(entry);
            case "pppoptfile" -> options(entry);
            case "rx bps" -> rx = entry;
            case "tx bps" -> tx = entry;
            case "bps" -> {
                rx = entry;
                tx = entry;
            }
            default -> LnsImport.authentication(entry, auth, report);
        }
    }

    private void server(Entry entry) {
        String value = entry.value();
        int colon = value.indexOf(':');
        String host = colon < 0 ? value : value.substring(0, colon);
        servers.add(host);
        String all = String.join(",", servers);
        boolean good =
                setter.set(tunnel, TunnelAttributes.DEST_IPADDR, all, entry.place(), entry.key(), Fate.CARRIED, "");
        if (!good) {
            servers.remove(servers.size() - 1);
            return;
        }
        serverLines.forEach(line -> report.renote(
                line.place(), Fate.CARRIED, line.key(), "tunnel." + tunnel.name() + ": dest_ipaddr, before others"));
        serverLines.add(entry);
        if (colon >= 0) {
            String port = value.substring(colon + 1);
            setter.set(
                    tunnel,
                    TunnelAttributes.PEER_UDP_PORT,
                    port,
                    entry.place(),
                    "port",
                    Fate.CHANGED,
                    "of every lns of the section");
        }
    }

    private void pause(Entry entry) {
        Section system = draft.system();
        String key = SystemAttributes.REDIAL_MIN_SECONDS.name();
        boolean taken = system.has(key) && !entry.value().equals(String.valueOf(system.value(key)));
        if (taken) {
            report.note(
                    entry.place(),
                    Fate.LOST,
                    entry.key(),
                    "redial_min_seconds is for all tunnels, and another section sets it");
            return;
        }
        boolean good = setter.set(
                system,
                SystemAttributes.REDIAL_MIN_SECONDS,
                entry.value(),
                entry.place(),
                entry.key(),
                Fate.CHANGED,
                "for all tunnels, and each failure doubles it");
        if (good && (Long) system.value(key) > LONGEST_PAUSE_S) {
            setter.put(
                    system, SystemAttributes.REDIAL_MAX_SECONDS.name(), system.value(key), entry.place(), entry.key());
        }
    }

    private void debug(Entry entry) {
        if (Xl2tpdImport.isOn(entry)) {
            setter.set(
                    session,
                    SessionAttributes.TRACE_FLAGS,
                    "ppp_control",
                    entry.place(),
                    entry.key(),
                    Fate.CHANGED,
                    "");
        } else {
            report.note(entry.place(), Fate.NEEDLESS, entry.key(), "it is off here");
        }
    }

    private void options(Entry entry) {
        Source file = sources.follow(source, entry.value());
        if (file == null) {
            report.note(entry.place(), Fate.LOST, entry.key(), "the file can't be read: give it as well");
            return;
        }
        report.note(entry.place(), Fate.CARRIED, entry.key(), "the options of " + file.name());
        new PppdOptions(draft, report, sources, session, true, auth).read(file);
    }

    private static Entry last(List<Entry> entries, String key) {
        return entries.stream()
                .filter(entry -> entry.key().equals(key))
                .reduce((one, other) -> other)
                .orElse(null);
    }

    /** With redial a tunnel is persistent; it is opened at the start in any case, as nothing here dials by hand. */
    private void dialling(List<Entry> entries) {
        Entry redial = last(entries, "redial");
        Entry autodial = last(entries, "autodial");
        boolean persists = Xl2tpdImport.isOn(redial);
        setter.put(tunnel, "persist", persists, redial == null ? part.place() : redial.place(), "redial");
        if (redial != null) {
            report.note(redial.place(), Fate.CARRIED, "redial", "tunnel." + tunnel.name() + ": persist");
        }
        if (Xl2tpdImport.isOn(autodial)) {
            report.note(autodial.place(), Fate.CARRIED, "autodial", "the daemon opens it when it starts");
        } else {
            Place place = autodial == null ? part.place() : autodial.place();
            report.note(
                    place,
                    Fate.CHANGED,
                    "autodial",
                    "the daemon opens it when it starts; jl2tpctl close tunnel " + tunnel.name() + " closes it");
        }
    }

    private void speeds() {
        if (rx == null && tx == null) {
            return;
        }
        Entry told = tx == null ? rx : tx;
        String speed = (rx == null ? "0" : rx.value()) + ":" + (tx == null ? "1000000" : tx.value());
        setter.set(
                session,
                SessionAttributes.CONNECT_SPEED,
                speed,
                told.place(),
                told.key(),
                Fate.CHANGED,
                "told to the LNS and not enforced");
        for (Entry entry : new Entry[] {rx, tx}) {
            if (entry != null && entry != told) {
                report.note(
                        entry.place(), Fate.CHANGED, entry.key(), "connect_speed, told to the LNS and not enforced");
            }
        }
    }

    private void secret(List<Entry> entries) {
        Entry challenge = last(entries, "challenge");
        boolean challenges = Xl2tpdImport.isOn(challenge);
        if (challenge != null) {
            report.note(
                    challenge.place(),
                    Fate.CARRIED,
                    "challenge",
                    challenges ? "the LNS is asked for the secret" : "auth_mode = \"none\"");
        }
        L2tpSecrets.Entry entry = secretLine();
        if (entry == null) {
            if (challenges) {
                report.renote(
                        challenge.place(),
                        Fate.LOST,
                        "challenge",
                        "no line of l2tp-secrets is surely for this LNS: give the [[tunnel]] a secret_name");
            }
            return;
        }
        setter.put(
                tunnel,
                "secret_name",
                draft.secret("tunnel-" + tunnel.name(), entry.secret()),
                entry.place(),
                "secret");
        if (!challenges) {
            setter.put(tunnel, "auth_mode", "none", challenge == null ? null : challenge.place(), "challenge");
        }
        report.note(entry.place(), Fate.CARRIED, "secret", "tunnel." + tunnel.name() + ": secret_name");
    }

    /** The first line that is for any peer, or for one that is called like the section or its lns; else the only one. */
    private L2tpSecrets.Entry secretLine() {
        String hostName = (String) tunnel.value("host_name");
        List<L2tpSecrets.Entry> ours =
                secrets.stream().filter(entry -> entry.isOurs(hostName)).toList();
        for (L2tpSecrets.Entry entry : ours) {
            boolean known = servers.stream().anyMatch(entry.them()::equalsIgnoreCase)
                    || entry.them().equalsIgnoreCase(part.name());
            if (entry.isForAny() || known) {
                return entry;
            }
        }
        return ours.size() == 1 ? ours.get(0) : null;
    }
}
