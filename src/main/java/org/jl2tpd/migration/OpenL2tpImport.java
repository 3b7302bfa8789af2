package org.jl2tpd.migration;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jl2tpd.migration.OpenL2tpFile.Command;
import org.jl2tpd.migration.OpenL2tpFile.Word;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.ProfileKind;

/** OpenL2TP's commands, one after the other, as its daemon would execute them at its start. */
final class OpenL2tpImport {
    private static final String ALLOWED =
            "OpenL2TP lets every peer in; here those of this profile may open tunnels, and nobody without a profile that says so";
    private static final Map<String, ProfileKind> KINDS = Map.of(
            OpenL2tpTable.SYSTEM, ProfileKind.SYSTEM,
            OpenL2tpTable.PEER_PROFILE, ProfileKind.PEER,
            OpenL2tpTable.TUNNEL_PROFILE, ProfileKind.TUNNEL,
            OpenL2tpTable.SESSION_PROFILE, ProfileKind.SESSION,
            OpenL2tpTable.PPP_PROFILE, ProfileKind.PPP);

    private final Draft draft;
    private final Report report;
    private final Setter setter;
    private final Map<String, Section> tunnelsById = new HashMap<>();
    private Command command;
    private String object;
    private int consumed;

    OpenL2tpImport(Draft draft, Report report) {
        this.draft = draft;
        this.report = report;
        setter = new Setter(draft, report);
    }

    void read(Source source) {
        for (Command each : OpenL2tpFile.parse(source, report)) {
            command = each;
            run();
        }
        finish();
    }

    private void run() {
        object = objectOf();
        String verb = consumed < command.words().size()
                ? command.words().get(consumed).name()
                : "";
        if (object == null) {
            lost("no command of OpenL2TP that configures something");
        } else if (verb.equals("show") || verb.equals("list")) {
            all(Fate.NEEDLESS, "it only shows something");
        } else if (verb.equals("create") || verb.equals("modify")) {
            consumed++;
            change(verb.equals("create"));
        } else if (verb.equals("unset") && object.endsWith("profile")) {
            consumed++;
            unset();
        } else if (verb.equals("delete")) {
            lost("leave out what it deletes");
        } else {
            lost("no command of OpenL2TP that configures something");
        }
    }

    /** The object that the first words name, null for none; {@code consumed} is how many. */
    private String objectOf() {
        List<Word> words = command.words();
        consumed = 1;
        String first = words.get(0).name();
        if (words.size() > 1 && words.get(1).name().equals("profile") && KINDS.containsKey(first + " profile")) {
            consumed = 2;
            return first + " profile";
        }
        boolean known = first.equals("system") || first.equals("tunnel") || first.equals("session");
        return known ? first : null;
    }

    private void lost(String words) {
        all(Fate.LOST, words);
    }

    /** Says the same of every part of the command. */
    private void all(Fate fate, String words) {
        command.words().forEach(word -> report.note(word.place(), fate, title(), words));
    }

    private String title() {
        return object == null ? command.words().get(0).name() : object;
    }

    private List<Word> attributes() {
        return command.words().subList(consumed, command.words().size());
    }

    private String value(String name) {
        return attributes().stream()
                .filter(word -> word.name().equals(name) && word.value() != null)
                .map(Word::value)
                .reduce((one, other) -> other)
                .orElse(null);
    }

    private void change(boolean create) {
        switch (object) {
            case OpenL2tpTable.SYSTEM -> {
                head("system");
                profile(draft.system());
            }
            case OpenL2tpTable.TUNNEL -> tunnel(create);
            case OpenL2tpTable.SESSION -> session(create);
            default -> named();
        }
    }

    private void named() {
        String name = value("profile_name");
        if (name == null || name.isEmpty()) {
            lost("it has no profile_name");
            return;
        }
        Section section = draft.profile(KINDS.get(object), name);
        head(section.title());
        if (object.equals(OpenL2tpTable.PEER_PROFILE) && !section.has("allow_tunnels")) {
            setter.put(section, "allow_tunnels", true, command.place(), object);
            report.renote(command.place(), Fate.CHANGED, object, section.title() + "; " + ALLOWED);
        }
        profile(section);
    }

    private void head(String target) {
        Fate fate = Fate.CARRIED;
        command.words().subList(0, consumed).forEach(word -> report.note(word.place(), fate, object, target));
    }

    private void profile(Section section) {
        for (Word word : attributes()) {
            attribute(word, section, section);
        }
    }

    /** One attribute, into the section or, where it is of another kind, into the session's. */
    private void attribute(Word word, Section section, Section ownName) {
        Rule rule = OpenL2tpTable.find(object, word.name());
        if (rule == null) {
            String what = word.value() == null ? "word" : word.name();
            report.note(word.place(), Fate.LOST, what, "no attribute of OpenL2TP's " + object);
        } else if (rule.how() == Rule.How.SPECIAL) {
            special(word, section);
        } else {
            String value = word.value() == null ? "yes" : word.value();
            String plain = rule.key().equals("trace_flags") || rule.key().equals("asyncmap") ? decimal(value) : value;
            setter.apply(rule, plain, word.place(), kind -> section, secretName(ownName, rule.key()));
        }
    }

    private static String secretName(Section section, String key) {
        return key.equals("secret") ? section.name() : section.name() + "-" + key;
    }

    /** Numbers may be hexadecimal. */
    private static String decimal(String value) {
        boolean hex = value.matches("0[xX][0-9a-fA-F]{1,8}");
        return hex ? Long.toString(Long.parseLong(value.substring(2), 16)) : value;
    }

    private void special(Word word, Section section) {
        String value = word.value() == null ? "" : word.value();
        switch (word.name()) {
            case "profile_name" -> {
                if (section.listed()) {
                    put(section, "profile_name", value, word);
                }
            }
            case "persist" -> persist(section, value, word);
            case "user_name", "interface_name" -> put(section, word.name(), value, word);
            case "user_password" -> password(section, value, word);
            case "proxy_auth_challenge", "initial_rcvd_lcp_confreq", "last_sent_lcp_confreq", "last_rcvd_lcp_confreq" ->
                setter.set(
                        section,
                        org.jl2tpd.profile.Schema.find(ProfileKind.SESSION, word.name()),
                        value.replaceFirst("^0[xX]", ""),
                        word.place(),
                        word.name(),
                        Fate.CARRIED,
                        "");
            default -> {}
        }
        report.note(word.place(), Fate.CARRIED, word.name(), section.title());
    }

    private void put(Section section, String key, String value, Word word) {
        setter.put(section, key, value, word.place(), word.name());
    }

    private void persist(Section section, String value, Word word) {
        Boolean on = Setter.truth(value);
        if (on == null) {
            report.note(word.place(), Fate.LOST, "persist", "must be yes or no");
        } else {
            setter.put(section, "persist", on, word.place(), "persist");
        }
    }

    private void password(Section section, String value, Word word) {
        if (!value.isEmpty()) {
            put(section, "secret_name", draft.secret(section.name() + "-password", value), word);
        }
    }

    private void tunnel(boolean create) {
        String name = value("tunnel_name");
        String id = value("tunnel_id");
        Section section = create ? newTunnel(name) : find(name, id);
        if (section == null) {
            lost(create ? "there are two tunnels of that name" : "no tunnel of the file has that name or id");
            return;
        }
        if (create) {
            setter.put(section, "tunnel_name", section.name(), command.place(), object);
            setter.put(section, "persist", false, null, object);
            tunnelsById.put(id == null ? "" : id, section);
        }
        head("tunnel." + section.name());
        profile(section);
    }

    private Section newTunnel(String name) {
        String wanted = name == null || name.isEmpty()
                ? "tunnel-" + (draft.sections("tunnel").size() + 1)
                : name;
        return draft.has("tunnel", wanted) ? null : draft.section("tunnel", wanted);
    }

    private Section find(String name, String id) {
        if (name != null) {
            return draft.has("tunnel", name) ? draft.section("tunnel", name) : null;
        }
        return id == null ? null : tunnelsById.get(id);
    }

    private void session(boolean create) {
        Section tunnel = find(value("tunnel_name"), value("tunnel_id"));
        if (tunnel == null || !create) {
            lost(create ? "no tunnel of the file has that name or id" : "say it in the session create command");
            return;
        }
        String name = value("session_name");
        String wanted =
                name == null || name.isEmpty() ? "session-" + (tunnel.children().size() + 1) : name;
        if (tunnel.children().stream().anyMatch(other -> other.name().equals(wanted))) {
            lost("there are two sessions of that name in the tunnel");
            return;
        }
        Section section = tunnel.child(new Section("session", wanted, true));
        setter.put(section, "session_name", wanted, command.place(), object);
        head("tunnel." + tunnel.name() + ", session " + wanted);
        for (Word word : attributes()) {
            attribute(word, section, tunnel);
        }
    }

    private void unset() {
        String name = value("profile_name");
        if (name == null || !draft.has(Draft.profileSection(KINDS.get(object)), name)) {
            lost("no profile of the file has that name");
            return;
        }
        Section section = draft.profile(KINDS.get(object), name);
        head(section.title());
        for (Word word : attributes()) {
            Rule rule = OpenL2tpTable.find(object, word.name());
            Section.Entry before = rule == null || rule.attribute() == null
                    ? null
                    : section.remove(rule.attribute().name());
            if (before != null) {
                report.renote(
                        before.origin(),
                        Fate.NEEDLESS,
                        before.what(),
                        word.place().lineText() + " unsets it");
            }
            report.note(word.place(), Fate.CARRIED, word.name(), "it has its default");
        }
    }

    /** What OpenL2TP's defaults mean that are not ours. */
    private void finish() {
        draft.sections("tunnel_profile").forEach(this::unasked);
        draft.sections("tunnel").forEach(this::unasked);
        boolean open = draft.sections("peer_profile").stream().anyMatch(peer -> peer.isTrue("allow_tunnels"));
        if (!open) {
            report.warn(
                    "OpenL2TP lets every peer open tunnels; here none may: [peer_profile.NAME] with allow_tunnels = true lets it in");
        } else if (draft.has("peer_profile", Configuration.DEFAULT)) {
            report.warn(
                    "peer_profile.default says allow_tunnels = true: everyone may open tunnels, as with OpenL2TP; give peers secrets, or take it away");
        }
    }

    private void unasked(Section section) {
        Section.Entry secret = section.get("secret_name");
        if (secret != null && !section.has("auth_mode")) {
            setter.put(section, "auth_mode", "none", null, "auth_mode");
            report.note(
                    secret.origin(),
                    Fate.CHANGED,
                    "auth_mode",
                    section.title()
                            + ": auth_mode is none, OpenL2TP's default: the peer is not asked for the secret; take the line away for challenge, ours");
        }
    }
}
