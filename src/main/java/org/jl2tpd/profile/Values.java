package org.jl2tpd.profile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.Secret;

/** Attribute values from what a file or a command line holds, with problems in words; and back to text. Never shows a secret. */
public final class Values {
    private static final int LONGEST_SHOWN = 60;
    private static final Pattern HOST = Pattern.compile(
            "(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*\\.?");
    private static final Pattern QUAD = Pattern.compile("[0-9.]+");

    private Values() {}

    /**
     * A value, or why there is none.
     *
     * @param value the value, null with a problem
     * @param problem in words that follow the attribute's name, null with a value
     * @param index of the element of a list that has the problem, -1 for the whole
     */
    public record Reading(Object value, String problem, int index) {
        static Reading of(Object value) {
            return new Reading(value, null, -1);
        }

        static Reading problem(String problem) {
            return new Reading(null, problem, -1);
        }
    }

    /**
     * Reads what a file holds.
     *
     * @param raw String, Long, Boolean, Double or a List of them; anything else is a problem
     */
    public static Reading read(Attribute<?> attribute, Object raw) {
        if (MaskNames.of(attribute) != null) {
            return MaskNames.of(attribute).read(attribute, raw);
        }
        Class<?> element = Schema.elementType(attribute);
        Reading reading = element == null ? convert(attribute.type(), attribute, raw) : list(element, attribute, raw);
        if (reading.value() == null || isValid(attribute, reading.value())) {
            return reading;
        }
        return Reading.problem("must be " + attribute.range() + shown(attribute, raw));
    }

    /** Reads what a command line holds: every value as text, lists separated by commas. */
    public static Reading parse(Attribute<?> attribute, String text) {
        boolean named = MaskNames.of(attribute) != null;
        if (named || Schema.elementType(attribute) != null) {
            boolean mask = named && text.matches("[0-9]{1,9}");
            return read(attribute, mask ? (Object) Long.valueOf(text) : List.of((Object[]) text.split(" *, *")));
        }
        Class<?> type = attribute.type();
        if (type == Boolean.class) {
            Boolean flag = flag(text);
            return flag == null ? Reading.problem("must be true or false" + shown(attribute, text)) : Reading.of(flag);
        }
        boolean number = (type == Integer.class || type == Long.class) && text.matches("-?[0-9]{1,18}");
        return read(attribute, number ? (Object) Long.valueOf(text) : text);
    }

    /** The value as a file or command line would hold it; secrets as {@code (secret)}. */
    public static String show(Attribute<?> attribute, Object value) {
        if (value == null) {
            return "";
        }
        if (MaskNames.of(attribute) != null) {
            return MaskNames.of(attribute).show((Integer) value);
        }
        if (value instanceof List<?> elements) {
            var joined = new StringJoiner(",");
            elements.forEach(element -> joined.add(word(element)));
            return joined.toString();
        }
        return word(value);
    }

    /** The value as {@link #read} takes it: Boolean, Long, String or a List of Strings; of anything but secrets. */
    public static Object plain(Attribute<?> attribute, Object value) {
        if (MaskNames.of(attribute) != null) {
            int mask = (Integer) value;
            return mask == 0 ? List.of() : List.of(show(attribute, value).split(","));
        }
        if (value instanceof List<?> elements) {
            return elements.stream().map(Values::word).toList();
        }
        if (value instanceof Integer number) {
            return number.longValue();
        }
        return value instanceof Boolean || value instanceof Long ? value : word(value);
    }

    /** Whether the text is an address literal or could be a host name. */
    public static boolean isHost(String text) {
        if (text.indexOf(':') >= 0 || QUAD.matcher(text).matches()) {
            return IpAddress.parse(text) != null;
        }
        return HOST.matcher(text).matches();
    }

    /** {@code : is VALUE} for a message, shortened; nothing for a secret. */
    static String shown(Attribute<?> attribute, Object raw) {
        if (attribute.type() == Secret.class || attribute.name().endsWith("secret_name")) {
            return "";
        }
        String text = String.valueOf(raw).replaceAll("\\p{Cntrl}", "?");
        String cut = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text;
        return raw instanceof String ? ", not \"" + cut + "\"" : ", not " + cut;
    }

    private static Boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> Boolean.TRUE;
            case "false", "no", "off" -> Boolean.FALSE;
            default -> null;
        };
    }

    @SuppressWarnings("unchecked")
    private static boolean isValid(Attribute<?> attribute, Object value) {
        return ((Attribute<Object>) attribute).valid().test(value);
    }

    private static Reading list(Class<?> element, Attribute<?> attribute, Object raw) {
        List<?> elements = raw instanceof List<?> several ? several : List.of(raw);
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            Reading one = convert(element, attribute, elements.get(i));
            if (one.problem() != null) {
                return new Reading(null, one.problem(), raw instanceof List<?> ? i : -1);
            }
            values.add(one.value());
        }
        return Reading.of(List.copyOf(values));
    }

    private static Reading convert(Class<?> type, Attribute<?> attribute, Object raw) {
        if (type == Boolean.class) {
            return raw instanceof Boolean ? Reading.of(raw) : wrong("true or false", attribute, raw);
        }
        if (type == Integer.class || type == Long.class) {
            return number(type, attribute, raw);
        }
        if (type == ConnectSpeed.class && raw instanceof Long speed) {
            return convert(type, attribute, speed.toString());
        }
        return raw instanceof String text ? text(type, attribute, text) : wrong("text in quotes", attribute, raw);
    }

    private static Reading number(Class<?> type, Attribute<?> attribute, Object raw) {
        if (!(raw instanceof Long number)) {
            return wrong("a whole number (" + attribute.range() + ")", attribute, raw);
        }
        if (type == Long.class) {
            return Reading.of(number);
        }
        boolean fits = number >= Integer.MIN_VALUE && number <= Integer.MAX_VALUE;
        return fits ? Reading.of(number.intValue()) : wrong(attribute.range(), attribute, raw);
    }

    private static Reading text(Class<?> type, Attribute<?> attribute, String text) {
        if (type == String.class) {
            boolean host = attribute != TunnelAttributes.DEST_IPADDR || isHost(text);
            return host ? Reading.of(text) : wrong("an address or a host name", attribute, text);
        }
        if (type == Secret.class) {
            Secret secret = secret(attribute, text);
            return secret == null ? wrong(attribute.range(), attribute, text) : Reading.of(secret);
        }
        Object value = type.isEnum() ? choice(type, text) : literal(type, text);
        return value == null ? wrong(wanted(type, attribute), attribute, text) : Reading.of(value);
    }

    private static Object literal(Class<?> type, String text) {
        if (type == IpAddress.class) {
            return IpAddress.parse(text);
        }
        return type == IpPrefix.class ? IpPrefix.parse(text) : ConnectSpeed.parse(text);
    }

    private static String wanted(Class<?> type, Attribute<?> attribute) {
        if (type.isEnum()) {
            return "one of " + Make.words(type);
        }
        return attribute.type() == List.class ? "IPv4 or IPv6 addresses" : attribute.range();
    }

    private static Object choice(Class<?> type, String text) {
        for (Object constant : type.getEnumConstants()) {
            if (word(constant).equals(text)) {
                return constant;
            }
        }
        return null;
    }

    /** A proxied CHAP response is octets: it may be given in hexadecimal after 0x. A cookie always is; null when it is none. */
    static Secret secret(Attribute<?> attribute, String text) {
        if (attribute.kind() == ProfileKind.STATIC_SESSION) {
            return StaticSessionAttributes.isCookie(text)
                    ? new Secret(HexFormat.of().parseHex(text))
                    : null;
        }
        boolean hex = attribute == SessionAttributes.PROXY_AUTH_RESPONSE && text.matches("0x([0-9a-fA-F]{2})+");
        byte[] octets = hex ? HexFormat.of().parseHex(text.substring(2)) : text.getBytes(StandardCharsets.UTF_8);
        return new Secret(octets);
    }

    private static Reading wrong(String wanted, Attribute<?> attribute, Object raw) {
        return Reading.problem("must be " + wanted + shown(attribute, raw));
    }

    private static String word(Object value) {
        return value instanceof Enum<?> constant ? constant.name().toLowerCase(Locale.ROOT) : value.toString();
    }
}
