package org.jl2tpd.migration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jl2tpd.profile.ConfigurationItem;

/** A table of our file that is being made, with the place that each value came from. */
final class Section {
    /** @param value Boolean, Long, String or List of String */
    record Entry(Object value, Place origin, String what) {}

    private final String kind;
    private final String name;
    private final boolean listed;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final List<Section> children = new ArrayList<>();

    Section(String kind, String name, boolean listed) {
        this.kind = kind;
        this.name = name;
        this.listed = listed;
    }

    String kind() {
        return kind;
    }

    boolean listed() {
        return listed;
    }

    String name() {
        return name;
    }

    List<Section> children() {
        return children;
    }

    Section child(Section child) {
        children.add(child);
        return child;
    }

    /** Sets a value; returns what was there. */
    Entry put(String key, Object value, Place origin, String what) {
        return entries.put(key, new Entry(value, origin, what));
    }

    Entry get(String key) {
        return entries.get(key);
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    Object value(String key) {
        Entry entry = entries.get(key);
        return entry == null ? null : entry.value();
    }

    boolean isTrue(String key) {
        return Boolean.TRUE.equals(value(key));
    }

    Entry remove(String key) {
        return entries.remove(key);
    }

    Map<String, Entry> entries() {
        return entries;
    }

    /** As {@code tunnel_profile.lns}. */
    String title() {
        return name.isEmpty() ? kind : kind + "." + name;
    }

    ConfigurationItem item() {
        Map<String, Object> values = new LinkedHashMap<>();
        entries.forEach((key, entry) -> values.put(key, entry.value()));
        return new ConfigurationItem(
                kind, name, listed, values, children.stream().map(Section::item).toList());
    }
}
