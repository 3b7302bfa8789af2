package org.jl2tpd.migration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jl2tpd.migration.Xl2tpdFile.Entry;
import org.jl2tpd.migration.Xl2tpdFile.Part;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.profile.TunnelAttributes;

/** xl2tpd's file, with the files of secrets and options that it names. */
final class Xl2tpdImport {
    private static final Map<String, String> TRACES = Map.of(
            "debug avp", "avp_info",
            "debug network", "transport",
            "debug packet", "avp_data",
            "debug state", "fsm",
            "debug tunnel", "protocol");

    private final Draft draft;
    private final Report report;
    private final Setter setter;
    private final Sources sources;
    private final List<L2tpSecrets.Entry> secrets;
    private final List<Part> lns = new ArrayList<>();
    private final List<Part> lacs = new ArrayList<>();
    private Part lnsDefault;
    private Part lacDefault;
    private Part global;

    /** @param secrets of given files; those of the file that is named are added */
    Xl2tpdImport(Draft draft, Report report, Sources sources, List<L2tpSecrets.Entry> secrets) {
        this.draft = draft;
        this.report = report;
        this.sources = sources;
        this.secrets = secrets;
        setter = new Setter(draft, report);
    }

    /** Whether there is an LNS, whose users the files of pppd's secrets have. */
    boolean hasLns() {
        return lnsDefault != null || !lns.isEmpty();
    }

    void read(Source source) {
        List<Part> parts = Xl2tpdFile.parse(source, report);
        parts.forEach(this::sort);
        if (global != null) {
            global(source);
        }
        boolean control = global != null && isOn(global.last("access control"));
        List<Part> servers = new ArrayList<>(lns);
        if (lnsDefault != null) {
            servers.add(lnsDefault);
        }
        for (Part part : servers) {
            var server = new LnsImport(draft, report, sources, secrets, source);
            server.read(part, effective(part, lnsDefault), control, part == lnsDefault);
        }
        lacs.forEach(
                part -> new LacImport(draft, report, sources, secrets, source).read(part, effective(part, lacDefault)));
        if (lacDefault != null) {
            String words = lacs.isEmpty() ? "no [lac NAME] uses it" : "what other [lac] sections don't say themselves";
            Fate fate = lacs.isEmpty() ? Fate.NEEDLESS : Fate.CARRIED;
            lacDefault.titles().forEach(title -> report.note(title, fate, "lac default", words));
        }
        retries();
        secrets();
        parts.forEach(this::overruled);
    }

    /** Lines that say nothing because others do. */
    private void overruled(Part part) {
        for (Entry entry : part.entries()) {
            if (!report.isNoted(entry.place().file(), entry.place().line())) {
                Entry last = part.last(entry.key());
                String words = last == entry
                        ? "no section takes it from here"
                        : last.place().lineText() + " sets it again";
                report.note(entry.place(), Fate.NEEDLESS, entry.key(), words);
            }
        }
    }

    private void sort(Part part) {
        switch (part.kind()) {
            case "global" -> global = part;
            case "lns" -> {
                if (part.isDefault()) {
                    lnsDefault = part;
                } else {
                    lns.add(part);
                }
            }
            default -> {
                if (part.isDefault()) {
                    lacDefault = part;
                } else {
                    lacs.add(part);
                }
            }
        }
    }

    /** The section's lines behind those of the default section that it does not have itself; ranges are each section's own. */
    private static List<Entry> effective(Part part, Part fallback) {
        List<Entry> all = new ArrayList<>();
        if (fallback != null && fallback != part) {
            for (Entry entry : fallback.entries()) {
                boolean own = entry.key().matches("(no )?(ip range|lac)|local ip range");
                if (!own && part.last(entry.key()) == null) {
                    all.add(entry);
                }
            }
        }
        all.addAll(part.entries());
        return all;
    }

    static boolean isOn(Entry entry) {
        return entry != null && Boolean.TRUE.equals(Setter.truth(entry.value()));
    }

    private void global(Source source) {
        global.titles().forEach(title -> report.note(title, Fate.CARRIED, "global", "system"));
        for (Entry entry : global.entries()) {
            Rule rule = Xl2tpdTable.find(Xl2tpdTable.GLOBAL, entry.key());
            if (rule == null) {
                report.note(entry.place(), Fate.LOST, entry.key(), "no key of xl2tpd's [global]");
            } else if (rule.how() != Rule.How.SPECIAL) {
                setter.apply(rule, entry.value(), entry.place(), kind -> draft.system(), entry.key());
            } else {
                special(source, entry);
            }
        }
        traces();
    }

    private void special(Source source, Entry entry) {
        String key = entry.key();
        boolean on = isOn(entry);
        if (key.equals("auth file")) {
            authFile(source, entry);
        } else if (key.equals("force userspace")) {
            if (on) {
                setter.set(draft.system(), SystemAttributes.DATAPATH, "tun", entry.place(), key, Fate.CARRIED, "");
            } else {
                report.note(entry.place(), Fate.NEEDLESS, key, "the datapath is chosen by what the system has");
            }
        } else if (key.equals("access control")) {
            report.note(
                    entry.place(),
                    Fate.CARRIED,
                    key,
                    on ? "peers are let in by peer profiles" : "see the [lns] sections");
        } else if (key.startsWith("debug ") && !on) {
            report.note(entry.place(), Fate.NEEDLESS, key, "it is off here");
        }
    }

    private void authFile(Source source, Entry entry) {
        Source file = sources.follow(source, entry.value());
        if (file == null) {
            report.note(entry.place(), Fate.LOST, "auth file", "the file can't be read: give it as well");
            return;
        }
        report.note(entry.place(), Fate.CARRIED, "auth file", "the secrets of " + file.name());
        if (!sources.given().contains(file)) {
            secrets.addAll(L2tpSecrets.parse(file, report));
        }
    }

    private void traces() {
        List<String> flags = new ArrayList<>();
        Entry first = null;
        for (Entry entry : global.entries()) {
            String flag = TRACES.get(entry.key());
            if (flag != null && isOn(entry)) {
                flags.add(flag);
                first = first == null ? entry : first;
                report.note(entry.place(), Fate.CHANGED, entry.key(), "system: trace_flags has " + flag);
            }
        }
        if (!flags.isEmpty()) {
            List<String> distinct = flags.stream().distinct().toList();
            setter.put(draft.system(), SystemAttributes.TRACE_FLAGS.name(), distinct, first.place(), first.key());
        }
    }

    private void retries() {
        Entry entry = global == null ? null : global.last("max retries");
        if (entry == null) {
            return;
        }
        List<Section> all = new ArrayList<>(draft.sections("tunnel_profile"));
        all.addAll(draft.sections("tunnel"));
        if (all.isEmpty()) {
            all.add(draft.profile(ProfileKind.TUNNEL, "default"));
        }
        for (Section section : all) {
            setter.set(
                    section, TunnelAttributes.MAX_RETRIES, entry.value(), entry.place(), entry.key(), Fate.CARRIED, "");
        }
    }

    /** What no section could use. */
    private void secrets() {
        for (L2tpSecrets.Entry entry : secrets) {
            if (!report.isNoted(entry.place().file(), entry.place().line())) {
                report.note(
                        entry.place(),
                        Fate.LOST,
                        "secret",
                        "no section of the file uses it: write a [peer_profile.NAME] or a [[tunnel]] with a secret_name");
            }
        }
    }

    /** Sections of a part: by kind of attribute, for rules. */
    static Map<ProfileKind, Section> places(Section tunnel, Section session, Section ppp) {
        Map<ProfileKind, Section> places = new LinkedHashMap<>();
        places.put(ProfileKind.TUNNEL, tunnel);
        places.put(ProfileKind.SESSION, session);
        places.put(ProfileKind.PPP, ppp);
        return places;
    }
}
