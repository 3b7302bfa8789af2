package org.jl2tpd.management.jmx;

import java.util.List;
import java.util.Map;
import org.jl2tpd.management.ProfileView;

/**
 * A profile.
 *
 * @param fromFile whether the configuration file has it
 * @param useCount tunnels and sessions that live and were made with it
 * @param values every attribute by name; a secret is empty, or {@code ***} where one is set
 * @param set names of the attributes that are set, and not merely their default
 */
public record ProfileInfo(
        String kind, String name, boolean fromFile, int useCount, Map<String, String> values, List<String> set) {
    static ProfileInfo of(ProfileView view) {
        return new ProfileInfo(
                view.kind(),
                view.name(),
                view.fromFile(),
                view.useCount(),
                view.values(),
                view.set().stream().sorted().toList());
    }
}
