package org.jl2tpd.profile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A piece of a configuration in plain values, in no file's format.
 *
 * @param section as {@code system}, {@code peer_profile} or {@code tunnel}
 * @param name within the section; empty where there is one of its sort
 * @param listed whether the section is a list, whose order counts, and the name is one of the values
 * @param values Boolean, Long, String, List of String, or Secret; in a stable order
 * @param items pieces of this piece
 */
public record ConfigurationItem(
        String section, String name, boolean listed, Map<String, Object> values, List<ConfigurationItem> items) {
    public ConfigurationItem {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        items = List.copyOf(items);
    }

    /** As {@code tunnel "office"}. */
    public String title() {
        return name.isEmpty() ? section : section.replace('_', ' ') + " \"" + name + "\"";
    }
}
