package org.jl2tpd.management;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.Schema;
import org.jl2tpd.profile.Values;
import org.jl2tpd.wire.Secret;

/**
 * An attribute in words, for completion and help.
 *
 * @param choices the words that it takes, where there are few; else empty
 * @param secret whether its value is a secret
 */
public record AttributeRow(
        String name, String range, String defaultValue, String description, List<String> choices, boolean secret) {
    private static final List<ProfileKind> NAMED =
            List.of(ProfileKind.PEER, ProfileKind.TUNNEL, ProfileKind.SESSION, ProfileKind.PPP);

    /** The attributes of {@code tunnel}, {@code session}, {@code system} and {@code KIND_profile}. */
    public static Map<String, List<AttributeRow>> schema() {
        Map<String, List<AttributeRow>> schema = new LinkedHashMap<>();
        schema.put("system", rows(ProfileKind.SYSTEM, List.of("reset_statistics")));
        schema.put("tunnel", rows(ProfileKind.TUNNEL, DefinitionText.TUNNEL_KEYS));
        schema.put("session", sessionRows());
        for (ProfileKind kind : NAMED) {
            schema.put(kind.name().toLowerCase(Locale.ROOT) + "_profile", rows(kind, List.of()));
        }
        return schema;
    }

    private static List<AttributeRow> sessionRows() {
        List<AttributeRow> rows = new ArrayList<>(rows(ProfileKind.SESSION, DefinitionText.SESSION_KEYS));
        for (Attribute<?> attribute : Schema.of(ProfileKind.PPP)) {
            if (rows.stream().noneMatch(row -> row.name().equals(attribute.name()))) {
                rows.add(of(attribute));
            }
        }
        return rows;
    }

    private static List<AttributeRow> rows(ProfileKind kind, List<String> keys) {
        List<AttributeRow> rows = new ArrayList<>();
        for (String key : keys) {
            boolean flag = key.equals("persist") || key.equals("reset_statistics");
            List<String> choices = flag ? List.of("yes", "no") : List.of();
            rows.add(new AttributeRow(key, "", "", "", choices, key.endsWith("password")));
        }
        Schema.of(kind).forEach(attribute -> rows.add(of(attribute)));
        return rows;
    }

    private static AttributeRow of(Attribute<?> attribute) {
        boolean secret = attribute.type() == Secret.class;
        String usual = secret ? "" : Values.show(attribute, attribute.defaultValue());
        return new AttributeRow(
                attribute.name(), attribute.range(), usual, attribute.description(), choices(attribute), secret);
    }

    private static List<String> choices(Attribute<?> attribute) {
        Class<?> element = Schema.elementType(attribute);
        Class<?> type = element == null ? attribute.type() : element;
        if (type == Boolean.class) {
            return List.of("yes", "no");
        }
        if (!type.isEnum()) {
            return List.of();
        }
        return Stream.of(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
