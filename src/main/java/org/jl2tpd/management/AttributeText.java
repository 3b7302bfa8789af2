package org.jl2tpd.management;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.Secret;

/** Reads an attribute's value from an operator's text, checked against the schema. */
final class AttributeText {
    private static final Set<String> YES = Set.of("yes", "true", "on");
    private static final Set<String> NO = Set.of("no", "false", "off");

    private AttributeText() {}

    /** @throws ControlException INVALID, naming the attribute and its range; a secret's text is never repeated */
    static Object parse(Attribute<?> attribute, String text) throws ControlException {
        Object value = read(attribute.type(), text);
        if (value == null || !accepts(attribute, value)) {
            String shown = attribute.type() == Secret.class ? "this value" : "\"" + text + "\"";
            throw ControlException.invalid(attribute.name() + " can't be " + shown + "; it is " + expected(attribute));
        }
        return value;
    }

    /** Whether the text means yes; null when it means neither yes nor no. */
    static Boolean yesNo(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        return YES.contains(word) ? Boolean.TRUE : NO.contains(word) ? Boolean.FALSE : null;
    }

    @SuppressWarnings("unchecked")
    private static <T> boolean accepts(Attribute<T> attribute, Object value) {
        return attribute.valid().test((T) value);
    }

    private static Object read(Class<?> type, String text) {
        if (type == Integer.class) {
            Long number = number(text);
            return number == null || number != number.intValue() ? null : (Object) number.intValue();
        }
        if (type == Long.class) {
            return number(text);
        }
        if (type == Boolean.class) {
            return yesNo(text);
        }
        if (type == Secret.class) {
            return Secret.of(text);
        }
        if (type == IpAddress.class) {
            return IpAddress.parse(text);
        }
        if (type == IpPrefix.class) {
            return IpPrefix.parse(text);
        }
        if (type == List.class) {
            return text.isEmpty() ? List.of() : List.of(text.split(","));
        }
        return type.isEnum() ? constant(type, text) : text;
    }

    private static Long number(String text) {
        try {
            return Long.decode(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static Object constant(Class<?> type, String text) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        return null;
    }

    private static String expected(Attribute<?> attribute) {
        if (!attribute.range().isEmpty()) {
            return attribute.range();
        }
        if (!attribute.type().isEnum()) {
            return "a value of type " + attribute.type().getSimpleName();
        }
        StringJoiner names = new StringJoiner(", ", "one of ", "");
        for (Object constant : attribute.type().getEnumConstants()) {
            names.add(((Enum<?>) constant).name().toLowerCase(Locale.ROOT));
        }
        return names.toString();
    }
}
