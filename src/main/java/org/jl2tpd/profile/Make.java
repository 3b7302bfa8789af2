package org.jl2tpd.profile;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jl2tpd.wire.DebugBit;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.Secret;
import org.jl2tpd.wire.TraceFacility;

/** Makes the rows of the schema of one kind: each method is a sort of value with its range in words. */
final class Make {
    /** Longest text value: what fits in an AVP beside its header and hiding. */
    static final int MAX_TEXT = 900;

    private static final Pattern HEX = Pattern.compile("(0x)?([0-9a-fA-F]{2})*");
    private static final Pattern DEVICE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,14}");

    private final ProfileKind kind;

    Make(ProfileKind kind) {
        this.kind = kind;
    }

    Attribute<Boolean> flag(String name, boolean value, String description) {
        return new Attribute<>(name, kind, Boolean.class, value, v -> true, "true or false", description);
    }

    Attribute<Integer> number(String name, int value, int min, int max, String description) {
        return new Attribute<>(
                name, kind, Integer.class, value, v -> v >= min && v <= max, min + " to " + max, description);
    }

    /** Like {@link #number}, and 0 is good too, with that meaning. */
    Attribute<Integer> numberOrZero(String name, int value, String zero, int min, int max, String description) {
        return new Attribute<>(
                name,
                kind,
                Integer.class,
                value,
                v -> v == 0 || v >= min && v <= max,
                min <= 1 ? "0 (" + zero + ") to " + max : "0 (" + zero + ") or " + min + " to " + max,
                description);
    }

    Attribute<Long> large(String name, long value, long min, long max, String description) {
        return new Attribute<>(
                name, kind, Long.class, value, v -> v >= min && v <= max, min + " to " + max, description);
    }

    Attribute<String> text(String name, String value, String description) {
        return text(name, value, v -> true, "text of at most " + MAX_TEXT + " octets", description);
    }

    Attribute<String> text(String name, String value, Predicate<String> valid, String range, String description) {
        Predicate<String> whole = v -> octets(v) <= MAX_TEXT && !hasControl(v) && valid.test(v);
        return new Attribute<>(name, kind, String.class, value, whole, range, description);
    }

    Attribute<String> hex(String name, String description) {
        return text(name, "", v -> HEX.matcher(v).matches(), "octets in hexadecimal, two digits each", description);
    }

    Attribute<String> device(String name, String value, String description) {
        return text(name, value, Make::isDevice, "the name of a network device, 1 to 15 characters", description);
    }

    Attribute<String> profileName(String name, ProfileKind of, String description) {
        return text(
                name,
                "default",
                v -> !v.isEmpty(),
                "the name of a " + of.name().toLowerCase(Locale.ROOT) + "_profile",
                description);
    }

    Attribute<Secret> secret(String name, String description) {
        return new Attribute<>(name, kind, Secret.class, null, v -> v.octets().length > 0, "not empty", description);
    }

    Attribute<IpAddress> ipv4(String name, String description) {
        return new Attribute<>(name, kind, IpAddress.class, null, IpAddress::isV4, "an IPv4 address", description);
    }

    Attribute<IpAddress> ipv6(String name, String description) {
        return new Attribute<>(name, kind, IpAddress.class, null, v -> !v.isV4(), "an IPv6 address", description);
    }

    Attribute<IpAddress> address(String name, String description) {
        return new Attribute<>(name, kind, IpAddress.class, null, v -> true, "an IPv4 or IPv6 address", description);
    }

    Attribute<IpPrefix> prefix(String name, String description) {
        return new Attribute<>(
                name, kind, IpPrefix.class, null, v -> true, "ADDRESS/LENGTH, IPv4 or IPv6", description);
    }

    <E extends Enum<E>> Attribute<E> choice(String name, Class<E> type, E value, String description) {
        return new Attribute<>(name, kind, type, value, v -> true, words(type), description);
    }

    <E> Attribute<List<E>> list(
            String name, Class<E> element, List<E> value, Predicate<List<E>> valid, String range, String description) {
        var attribute = new Attribute<List<E>>(name, kind, List.class, value, valid, range, description);
        Schema.elements(attribute, element);
        return attribute;
    }

    Attribute<Integer> traceFlags(String description) {
        return number("trace_flags", 0, 0, TraceFacility.ALL, description);
    }

    Attribute<Integer> debugMask(String description) {
        return number("kernel_debug_mask", 0, 0, DebugBit.ALL, description);
    }

    /** The lower-case words of a choice, as text. */
    static String words(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(e -> ((Enum<?>) e).name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    static boolean isDevice(String text) {
        return DEVICE.matcher(text).matches();
    }

    private static int octets(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(c -> c < ' ' || c == 127);
    }
}
