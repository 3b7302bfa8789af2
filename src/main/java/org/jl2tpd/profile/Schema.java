package org.jl2tpd.profile;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The schema: all attributes of all kinds, in the order in which they are shown. Constants are grouped by kind in {@link
 * SystemAttributes}, {@link PeerAttributes}, {@link TunnelAttributes}, {@link SessionAttributes}, {@link PppAttributes}, {@link
 * StaticTunnelAttributes}, {@link StaticSessionAttributes}, {@link SnmpAttributes}, {@link JmxAttributes}, {@link HttpAttributes}, {@link
 * HookAttributes}, {@link RadiusAttributes}.
 */
public final class Schema {
    private static final Map<Attribute<?>, Class<?>> ELEMENTS = new ConcurrentHashMap<>();

    private Schema() {}

    /** All attributes of a kind. */
    public static List<Attribute<?>> of(ProfileKind kind) {
        return Tables.LISTS.get(kind);
    }

    /** The attribute of that name, null when the kind has none. */
    public static Attribute<?> find(ProfileKind kind, String name) {
        return Tables.NAMES.get(kind).get(name);
    }

    /** What the values of a List attribute are made of, null for any other attribute. */
    public static Class<?> elementType(Attribute<?> attribute) {
        return ELEMENTS.get(attribute);
    }

    static void elements(Attribute<?> attribute, Class<?> element) {
        ELEMENTS.put(attribute, element);
    }

    /** Built on first use, after the constants. */
    private static final class Tables {
        static final Map<ProfileKind, List<Attribute<?>>> LISTS = new EnumMap<>(ProfileKind.class);
        static final Map<ProfileKind, Map<String, Attribute<?>>> NAMES = new EnumMap<>(ProfileKind.class);

        static {
            add(ProfileKind.SYSTEM, SystemAttributes.class);
            add(ProfileKind.PEER, PeerAttributes.class);
            add(ProfileKind.TUNNEL, TunnelAttributes.class);
            add(ProfileKind.SESSION, SessionAttributes.class);
            add(ProfileKind.PPP, PppAttributes.class);
            add(ProfileKind.STATIC_TUNNEL, StaticTunnelAttributes.class);
            add(ProfileKind.STATIC_SESSION, StaticSessionAttributes.class);
            add(ProfileKind.SNMP, SnmpAttributes.class);
            add(ProfileKind.JMX, JmxAttributes.class);
            add(ProfileKind.HTTP, HttpAttributes.class);
            add(ProfileKind.HOOKS, HookAttributes.class);
            add(ProfileKind.RADIUS, RadiusAttributes.class);
        }

        /** The constants of the class are the table: in the order in which they are written. */
        private static void add(ProfileKind kind, Class<?> constants) {
            List<Attribute<?>> list = new ArrayList<>();
            Map<String, Attribute<?>> names = new HashMap<>();
            for (var field : constants.getFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.getType() == Attribute.class) {
                    Attribute<?> attribute = constant(field);
                    list.add(attribute);
                    names.put(attribute.name(), attribute);
                }
            }
            LISTS.put(kind, List.copyOf(list));
            NAMES.put(kind, Map.copyOf(names));
        }

        private static Attribute<?> constant(java.lang.reflect.Field field) {
            try {
                return (Attribute<?>) field.get(null);
            } catch (IllegalAccessException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
