package org.jl2tpd.migration;

import java.util.List;
import java.util.function.Function;
import org.jl2tpd.migration.PppdWords.Word;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.SessionAttributes;

/** The options of a pppd that xl2tpd starts, into a ppp profile (as server) or a session (as client). */
final class PppdOptions {
    /** How deep options files may name one another. */
    static final int MAX_DEPTH = 8;

    private final Draft draft;
    private final Report report;
    private final Setter setter;
    private final Sources sources;
    private final Section section;
    private final boolean client;
    private final PppdAuth auth;

    /** @param section a ppp profile, or as client the session */
    PppdOptions(Draft draft, Report report, Sources sources, Section section, boolean client, PppdAuth auth) {
        this.draft = draft;
        this.report = report;
        this.sources = sources;
        this.section = section;
        this.client = client;
        this.auth = auth;
        setter = new Setter(draft, report);
    }

    void read(Source source) {
        read(source, 0);
    }

    private void read(Source source, int depth) {
        List<Word> words =
                PppdWords.lines(source, report).stream().flatMap(List::stream).toList();
        for (int i = 0; i < words.size(); ) {
            Word option = words.get(i);
            int behind = i + 1;
            int wanted = PppdTable.words(option.text());
            int end = Math.min(words.size(), behind + wanted);
            if (end - behind < wanted) {
                report.fault(option.place(), "the option " + option.text() + " needs a value");
                return;
            }
            option(source, option, words.subList(behind, end), depth);
            i = end;
        }
    }

    private void option(Source source, Word option, List<Word> values, int depth) {
        String name = option.text();
        Word value = values.isEmpty() ? null : values.get(0);
        Place place = value == null ? option.place() : value.place();
        if (value != null && value.place().line() != option.place().line()) {
            report.note(
                    option.place(),
                    Fate.NEEDLESS,
                    name,
                    "its value is in " + value.place().lineText());
        }
        Rule rule = PppdTable.find(name);
        if (rule == null) {
            unknown(option);
        } else if (rule.how() == Rule.How.SPECIAL) {
            special(source, option, value == null ? "" : value.text(), place, depth);
        } else {
            String text = value == null ? "" : value.text();
            setter.apply(rule, name.equals("asyncmap") ? hex(text) : text, place, anything(), section.name());
        }
    }

    private Function<ProfileKind, Section> anything() {
        return kind -> section;
    }

    private static String hex(String text) {
        String digits = text.replaceFirst("^0[xX]", "");
        return digits.matches("[0-9a-fA-F]{1,8}") ? Long.toString(Long.parseLong(digits, 16)) : text;
    }

    private void unknown(Word option) {
        String text = option.text();
        int colon = text.indexOf(':');
        if (colon >= 0 && text.matches("[0-9.]*:[0-9.]*")) {
            address(text.substring(0, colon), PppAttributes.LOCAL_IPADDR, option.place());
            address(text.substring(colon + 1), PppAttributes.REMOTE_IPADDR, option.place());
        } else if (text.matches("[0-9]+|/dev/.*|tty.*")) {
            report.note(option.place(), Fate.NEEDLESS, "option", "there is no serial line");
        } else {
            report.note(
                    option.place(), Fate.LOST, "option", "no option of pppd that is known here, nor the value of one");
        }
    }

    private void address(String text, org.jl2tpd.profile.Attribute<?> attribute, Place place) {
        if (!text.isEmpty() && !text.equals("0.0.0.0")) {
            setter.set(section, attribute, text, place, attribute.name(), Fate.CARRIED, "");
        } else {
            report.note(place, Fate.NEEDLESS, attribute.name(), "it leaves the address open");
        }
    }

    private void special(Source source, Word option, String value, Place place, int depth) {
        String name = option.text();
        if (name.startsWith("require-") || name.startsWith("refuse-")) {
            String method = name.substring(name.indexOf('-') + 1);
            method(name.startsWith("require-"), method, place, name);
            return;
        }
        boolean sign = name.startsWith("+") || name.startsWith("-");
        if (sign && PppdAuth.attribute(name.substring(1)) != null) {
            method(name.startsWith("+"), name.substring(1), place, name);
            return;
        }
        switch (name) {
            case "auth" -> auth.auth(place, name);
            case "noauth" -> auth.noauth(place, name);
            case "name", "user" -> name(name, value, place);
            case "password" -> password(value, place);
            case "ifname" -> device(value, place);
            case "file", "call" -> follow(source, name, value, place, depth);
            case "plugin" -> plugin(value, place);
            default -> network(name, value, place);
        }
    }

    private void method(boolean required, String method, Place place, String what) {
        if (required) {
            auth.require(method, place, what);
        } else {
            auth.refuse(method, place, what);
        }
    }

    private void network(String name, String value, Place place) {
        switch (name) {
            case "ms-dns" -> {
                boolean first = !section.has(PppAttributes.DNS_IPADDR_PRI.name());
                var attribute = first ? PppAttributes.DNS_IPADDR_PRI : PppAttributes.DNS_IPADDR_SEC;
                setter.set(section, attribute, value, place, name, Fate.CARRIED, "");
            }
            case "usepeerdns" -> set(PppAttributes.USE_PEER_DNS, "yes", place, name, Fate.CARRIED);
            case "defaultroute" -> set(PppAttributes.DEFAULT_ROUTE, "yes", place, name, Fate.CARRIED);
            case "replacedefaultroute" -> set(PppAttributes.DEFAULT_ROUTE, "yes", place, name, Fate.CHANGED);
            case "nodefaultroute" -> set(PppAttributes.DEFAULT_ROUTE, "no", place, name, Fate.CARRIED);
            case "noip" -> set(PppAttributes.IPV4, "no", place, name, Fate.CARRIED);
            case "noipv6", "-ipv6" -> set(PppAttributes.IPV6, "no", place, name, Fate.CARRIED);
            case "+ipv6" -> set(PppAttributes.IPV6, "yes", place, name, Fate.CARRIED);
            case "ipv6" -> set(PppAttributes.IPV6, "yes", place, name, Fate.CHANGED);
            case "debug" -> trace(place, name);
            default -> report.note(place, Fate.LOST, name, "no option of pppd that is known here");
        }
    }

    private void set(org.jl2tpd.profile.Attribute<?> attribute, String value, Place place, String what, Fate fate) {
        setter.set(section, attribute, value, place, what, fate, "");
    }

    /** A client's session has one set of traced facilities. */
    private void trace(Place place, String what) {
        var attribute = client ? SessionAttributes.TRACE_FLAGS : PppAttributes.TRACE_FLAGS;
        setter.set(section, attribute, "ppp_control", place, what, Fate.CHANGED, "");
    }

    private void name(String option, String value, Place place) {
        if (client) {
            boolean weaker = option.equals("name")
                    && section.has("user_name")
                    && "user".equals(section.get("user_name").what());
            if (weaker) {
                report.note(place, Fate.NEEDLESS, option, "user says the user's name");
                return;
            }
            setter.put(section, "user_name", value, place, option);
            report.note(place, Fate.CARRIED, option, "session " + section.name() + ": user_name");
        } else if (option.equals("name")) {
            setter.set(section, PppAttributes.LOCAL_NAME, value, place, option, Fate.CARRIED, "");
        } else {
            report.note(place, Fate.NEEDLESS, option, "a server does not prove itself");
        }
    }

    private void password(String value, Place place) {
        if (!client) {
            report.note(place, Fate.NEEDLESS, "password", "a server does not prove itself");
        } else if (value.isEmpty()) {
            report.note(place, Fate.LOST, "password", "it is empty");
        } else {
            setter.put(section, "secret_name", draft.secret(section.name() + "-password", value), place, "password");
            report.note(place, Fate.CARRIED, "password", "session " + section.name() + ": secret_name");
        }
    }

    private void device(String value, Place place) {
        if (client) {
            setter.put(section, "interface_name", value, place, "ifname");
            report.note(place, Fate.CARRIED, "ifname", "session " + section.name() + ": interface_name");
        } else {
            report.note(place, Fate.LOST, "ifname", "sessions of peers have names of the kernel's choice");
        }
    }

    private void follow(Source source, String option, String value, Place place, int depth) {
        String path = option.equals("call") ? "/etc/ppp/peers/" + value : value;
        Source next = depth < MAX_DEPTH ? sources.follow(source, path) : null;
        if (next == null) {
            report.note(place, Fate.LOST, option, "the file can't be read: give it as well");
        } else {
            report.note(place, Fate.CARRIED, option, "the options of " + next.name());
            read(next, depth + 1);
        }
    }

    private void plugin(String value, Place place) {
        boolean ours = value.matches(".*(pppol2tp|openl2tp)\\.so");
        String words = ours
                ? "jl2tpd drives the kernel itself"
                : value.matches(".*rad(ius|attr|realms)\\.so")
                        ? "name the servers ([[radius_server]], see radius.md), and write use_radius = true in the ppp profile"
                        : "pppd's plugins are not used";
        report.note(place, ours ? Fate.NEEDLESS : Fate.LOST, "plugin", words);
    }
}
