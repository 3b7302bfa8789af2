package org.jl2tpd.migration;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.Values;

/** Puts values into sections as the rules say, and reports each. */
final class Setter {
    private final Draft draft;
    private final Report report;

    Setter(Draft draft, Report report) {
        this.draft = draft;
        this.report = report;
    }

    /**
     * Does what a rule says.
     *
     * @param sections where values of a kind of attributes go
     * @param secretName what a secret would be called
     */
    void apply(Rule rule, String value, Place place, Function<ProfileKind, Section> sections, String secretName) {
        switch (rule.how()) {
            case SAME -> set(sections, rule, value, place, Fate.CARRIED);
            case LIKE -> set(sections, rule, value, place, Fate.CHANGED);
            case SECRET -> secret(sections.apply(rule.attribute().kind()), rule, value, place, secretName);
            case NEEDLESS -> report.note(place, Fate.NEEDLESS, rule.key(), rule.words());
            case LOST -> report.note(place, Fate.LOST, rule.key(), rule.words());
            case LOST_IF_ON, IF_ON -> flag(rule, value, place, sections);
            case SPECIAL -> throw new IllegalArgumentException(rule.key());
        }
    }

    private void flag(Rule rule, String value, Place place, Function<ProfileKind, Section> sections) {
        Boolean on = truth(value);
        if (on == null) {
            report.note(place, Fate.LOST, rule.key(), "must be yes or no");
        } else if (!on) {
            report.note(place, Fate.NEEDLESS, rule.key(), "it is off here");
        } else if (rule.how() == Rule.How.LOST_IF_ON) {
            report.note(place, Fate.LOST, rule.key(), rule.words());
        } else {
            set(sections, rule, value, place, Fate.CARRIED);
        }
    }

    private void set(Function<ProfileKind, Section> sections, Rule rule, String value, Place place, Fate fate) {
        Section section = sections.apply(rule.attribute().kind());
        set(section, rule.attribute(), value, place, rule.key(), fate, rule.words());
    }

    /** Sets an attribute; false, and a note, when the value is none of its. */
    boolean set(
            Section section, Attribute<?> attribute, String value, Place place, String what, Fate fate, String words) {
        Values.Reading reading = Values.parse(attribute, value);
        if (reading.problem() != null) {
            report.note(place, Fate.LOST, what, attribute.name() + " " + reading.problem());
            return false;
        }
        put(section, attribute.name(), plain(attribute, reading.value()), place, what);
        String target = section.title() + ": " + attribute.name();
        report.note(place, fate, what, words.isEmpty() ? target : target + "; " + words);
        return true;
    }

    /** Sets a key; one that was set with another value is reported at its line. */
    void put(Section section, String key, Object value, Place place, String what) {
        Section.Entry before = section.put(key, value, place, what);
        if (before != null
                && before.origin() != null
                && !before.value().equals(value)
                && !before.origin().equals(place)) {
            report.renote(
                    before.origin(),
                    Fate.CHANGED,
                    before.what(),
                    place.lineText() + " sets " + key + " to another value");
        }
    }

    private void secret(Section section, Rule rule, String value, Place place, String wish) {
        if (value.isEmpty()) {
            report.note(place, Fate.LOST, rule.key(), "it is empty");
            return;
        }
        String key = rule.attribute().name();
        put(section, key, draft.secret(wish, value), place, rule.key());
        report.note(place, Fate.CARRIED, rule.key(), section.title() + ": " + key);
    }

    static Boolean truth(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "yes", "true", "on", "1" -> Boolean.TRUE;
            case "no", "false", "off", "0" -> Boolean.FALSE;
            default -> null;
        };
    }

    /** As a file of ours has it: Boolean, Long, String or List of String. */
    static Object plain(Attribute<?> attribute, Object value) {
        String text = Values.show(attribute, value);
        boolean mask = attribute.name().equals("trace_flags");
        if (mask || value instanceof List<?>) {
            return text.isEmpty() || text.equals("none") ? List.of() : List.of(text.split(","));
        }
        if (value instanceof Boolean) {
            return value;
        }
        return value instanceof Number number ? (Object) number.longValue() : text;
    }
}
