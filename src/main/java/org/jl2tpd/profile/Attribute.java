package org.jl2tpd.profile;

import java.util.function.Predicate;

/**
 * One row of the schema. The name (snake_case) is an interface: TOML key, CLI argument, column.
 *
 * @param name the attribute's name
 * @param kind the profiles that have it
 * @param type value class: Integer, Long, Boolean, String, Secret, IpAddress, IpPrefix, an enum, {@link ConnectSpeed}, or List
 * @param defaultValue value where nothing sets it; may be null
 * @param valid accepts exactly the values in range
 * @param range the range or choice as text, for errors and documentation
 * @param description one sentence, for documentation and {@code show}
 */
public record Attribute<T>(
        String name,
        ProfileKind kind,
        Class<? super T> type,
        T defaultValue,
        Predicate<? super T> valid,
        String range,
        String description) {
    /** A row is itself alone; cheap, because values are looked up by it. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return name.hashCode() + kind.ordinal();
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(java.util.Locale.ROOT) + "." + name;
    }
}
