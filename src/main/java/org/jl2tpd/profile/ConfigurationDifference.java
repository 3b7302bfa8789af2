package org.jl2tpd.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jl2tpd.wire.Secret;

/** What makes one configuration another, in words, a line for each piece; never a secret. */
public final class ConfigurationDifference {
    /**
     * One of its lines.
     *
     * @param title of the piece, as {@code tunnel "office"}
     * @param text begins with {@code added}, {@code changed} or {@code dropped}
     */
    public record Line(String title, String text) {}

    private final List<Line> lines = new ArrayList<>();

    private ConfigurationDifference() {}

    /** Lines that begin with {@code added}, {@code changed} or {@code dropped}; empty where both do the same. */
    public static List<String> between(Configuration before, Configuration after) {
        return lines(before, after).stream().map(Line::text).toList();
    }

    /** The same, each line with what it is about. */
    public static List<Line> lines(Configuration before, Configuration after) {
        var difference = new ConfigurationDifference();
        difference.compare("", ConfigurationItems.of(before), ConfigurationItems.of(after));
        difference.secretFiles(before, after);
        difference.servers(before.radius(), after.radius());
        return List.copyOf(difference.lines);
    }

    private void compare(String where, List<ConfigurationItem> before, List<ConfigurationItem> after) {
        Map<String, ConfigurationItem> old = byTitle(before);
        Map<String, ConfigurationItem> now = byTitle(after);
        now.forEach((title, item) -> {
            if (!old.containsKey(title)) {
                add("added ", where + title, "");
            } else {
                compare(where + title, old.get(title), item);
            }
        });
        old.keySet().stream()
                .filter(title -> !now.containsKey(title))
                .forEach(title -> add("dropped ", where + title, ""));
    }

    private void add(String how, String title, String what) {
        lines.add(new Line(title, how + title + what));
    }

    /** A file of a secret may have been written anew. */
    private void secretFiles(Configuration before, Configuration after) {
        after.secretFiles().forEach((name, file) -> {
            boolean same = file.equals(before.secretFiles().get(name));
            if (same && !Objects.equals(before.secret(name), after.secret(name))) {
                add("changed ", "secret \"" + name + "\"", ": what " + file + " holds");
            }
        });
    }

    /** The order in which servers are asked is no value of one of them. */
    private void servers(RadiusDefinition before, RadiusDefinition after) {
        List<String> old = names(before);
        List<String> now = names(after);
        List<String> kept = now.stream().filter(old::contains).toList();
        if (!old.stream().filter(now::contains).toList().equals(kept)) {
            add("changed ", "radius server", " order: " + String.join(", ", kept));
        }
    }

    private static List<String> names(RadiusDefinition radius) {
        return radius.servers().stream()
                .map(RadiusDefinition.RadiusServer::name)
                .toList();
    }

    private static Map<String, ConfigurationItem> byTitle(List<ConfigurationItem> items) {
        Map<String, ConfigurationItem> byTitle = new LinkedHashMap<>();
        items.forEach(item -> byTitle.putIfAbsent(item.title(), item));
        return byTitle;
    }

    private void compare(String title, ConfigurationItem before, ConfigurationItem after) {
        List<String> changes = new ArrayList<>();
        Set<String> keys = new LinkedHashSet<>(after.values().keySet());
        keys.addAll(before.values().keySet());
        for (String key : keys) {
            Object old = before.values().get(key);
            Object now = after.values().get(key);
            if (!Objects.equals(old, now)) {
                changes.add(key + " " + shown(old) + " -> " + shown(now));
            }
        }
        if (!changes.isEmpty()) {
            add("changed ", title, ": " + String.join(", ", changes));
        }
        compare(title + " ", before.items(), after.items());
    }

    private static String shown(Object value) {
        if (value == null) {
            return "(not set)";
        }
        return value instanceof Secret ? "(secret)" : value.toString();
    }
}
