package org.jl2tpd.management.jmx;

import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.Values;
import org.jl2tpd.wire.Secret;

/**
 * An attribute of profiles of a kind.
 *
 * @param defaultValue as the command line writes it; empty for none, and for a secret
 * @param range which values it may have
 * @param description what it is for
 */
public record AttributeInfo(String defaultValue, String range, String description) {
    static AttributeInfo of(Attribute<?> attribute) {
        return new AttributeInfo(shown(attribute), attribute.range(), attribute.description());
    }

    private static <T> String shown(Attribute<T> attribute) {
        boolean hidden = attribute.type() == Secret.class || attribute.defaultValue() == null;
        return hidden ? "" : Values.show(attribute, attribute.defaultValue());
    }
}
