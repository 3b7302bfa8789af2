package org.jl2tpd.profile;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A named, immutable set of attribute values of one kind; what is not set has the attribute's default. */
public final class Profile {
    private final ProfileKind kind;
    private final String name;
    private final Map<Attribute<?>, Object> values;

    public Profile(ProfileKind kind, String name, Map<Attribute<?>, Object> values) {
        this.kind = kind;
        this.name = name;
        this.values = Map.copyOf(values);
    }

    public ProfileKind kind() {
        return kind;
    }

    public String name() {
        return name;
    }

    /** The value that is set, or the default. */
    @SuppressWarnings("unchecked")
    public <T> T get(Attribute<T> attribute) {
        Object value = values.get(attribute);
        return value == null ? attribute.defaultValue() : (T) value;
    }

    /** Whether the value is set here and not merely the default. */
    public boolean sets(Attribute<?> attribute) {
        return values.containsKey(attribute);
    }

    /** Whether both set the same, whatever their names. */
    public boolean setsAs(Profile other) {
        return values.equals(other.values);
    }

    /** Everything that is set here. */
    public Set<Map.Entry<Attribute<?>, Object>> entries() {
        return values.entrySet();
    }

    /** This profile with what {@code over} sets laid over it. */
    public Profile overlay(Profile over) {
        var merged = new java.util.LinkedHashMap<>(values);
        merged.putAll(over.values);
        return new Profile(kind, over.name, merged);
    }

    /** This profile, under its own name, with what {@code over} sets laid over it; {@code over} null changes nothing. */
    public Profile with(Profile over) {
        return over == null || over.values.isEmpty() ? this : overlay(new Profile(kind, name, over.values));
    }

    /** Those of its values whose attributes are of that kind: what changes a tunnel may be for its sessions too. */
    public Profile part(ProfileKind wanted) {
        Map<Attribute<?>, Object> some = new HashMap<>(values);
        some.keySet().removeIf(attribute -> attribute.kind() != wanted);
        return new Profile(wanted, name, some);
    }

    /** This profile, under its own name, with one value set. */
    public <T> Profile with(Attribute<T> attribute, T value) {
        return overlay(new Profile(kind, name, Map.of(attribute, value)));
    }

    /** This profile with the defaults of those attributes. */
    public Profile without(java.util.Collection<? extends Attribute<?>> attributes) {
        var rest = new java.util.HashMap<>(values);
        rest.keySet().removeAll(attributes);
        return new Profile(kind, name, rest);
    }

    /** Name and what is set; secrets don't show themselves. */
    @Override
    public String toString() {
        return kind + " " + name + " " + values;
    }
}
