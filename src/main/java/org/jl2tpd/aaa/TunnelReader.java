package org.jl2tpd.aaa;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jl2tpd.ppp.TunnelChoice;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.AttributeType;
import org.jl2tpd.radius.Attributes;
import org.jl2tpd.wire.Secret;

/**
 * The tunnels that an Access-Accept names (RFC 2868): attributes with the same tag belong together, those without a tag make a tunnel of
 * their own where they have a type or an end.
 */
final class TunnelReader {
    /** Preference of a tunnel without one: after all others. */
    private static final int NO_PREFERENCE = 0x1000000;

    private static final int NUMBER_OCTETS = 3;

    /** What of it is L2TP, the best first, and whether there is something else as well. */
    record Tunnels(List<TunnelChoice> choices, boolean hasOthers) {
        /** Whether tunnels are wanted, and none that we can have. */
        boolean isForeign() {
            return choices.isEmpty() && hasOthers;
        }
    }

    private TunnelReader() {}

    static Tunnels read(AttributeSet accept) {
        Map<Integer, Map<AttributeType, byte[]>> byTag = new TreeMap<>();
        for (AttributeSet.Value value : accept.values()) {
            if (value.type().tagged()) {
                byTag.computeIfAbsent(value.tag(), tag -> new HashMap<>()).putIfAbsent(value.type(), value.octets());
            }
        }
        List<TunnelChoice> choices = new ArrayList<>();
        boolean others = false;
        for (Map<AttributeType, byte[]> tunnel : byTag.values()) {
            if (isL2tp(tunnel) && tunnel.containsKey(Attributes.TUNNEL_SERVER_ENDPOINT)) {
                choices.add(choice(tunnel));
            } else {
                others |= tunnel.containsKey(Attributes.TUNNEL_TYPE);
            }
        }
        choices.sort(Comparator.comparingInt(TunnelChoice::preference));
        return new Tunnels(choices, others);
    }

    private static boolean isL2tp(Map<AttributeType, byte[]> tunnel) {
        return number(tunnel, Attributes.TUNNEL_TYPE, -1) == CallAttributes.TUNNEL_L2TP;
    }

    private static TunnelChoice choice(Map<AttributeType, byte[]> tunnel) {
        byte[] secret = tunnel.get(Attributes.TUNNEL_PASSWORD);
        return new TunnelChoice(
                firstWord(text(tunnel, Attributes.TUNNEL_SERVER_ENDPOINT)),
                firstWord(text(tunnel, Attributes.TUNNEL_CLIENT_ENDPOINT)),
                text(tunnel, Attributes.TUNNEL_ASSIGNMENT_ID),
                secret == null || secret.length == 0 ? null : new Secret(secret),
                text(tunnel, Attributes.TUNNEL_CLIENT_AUTH_ID),
                text(tunnel, Attributes.TUNNEL_SERVER_AUTH_ID),
                text(tunnel, Attributes.TUNNEL_PRIVATE_GROUP_ID),
                number(tunnel, Attributes.TUNNEL_PREFERENCE, NO_PREFERENCE));
    }

    /** An endpoint may have more behind a space for other media (RFC 2868 3.3). */
    private static String firstWord(String text) {
        String stripped = text.strip();
        int space = stripped.indexOf(' ');
        return space < 0 ? stripped : stripped.substring(0, space);
    }

    private static String text(Map<AttributeType, byte[]> tunnel, AttributeType type) {
        byte[] octets = tunnel.get(type);
        return octets == null ? "" : new String(octets, StandardCharsets.UTF_8);
    }

    /** Three octets; some servers write four. */
    private static int number(Map<AttributeType, byte[]> tunnel, AttributeType type, int otherwise) {
        byte[] octets = tunnel.get(type);
        boolean fits = octets != null && octets.length >= NUMBER_OCTETS && octets.length <= NUMBER_OCTETS + 1;
        return fits ? (int) (AttributeSet.number(octets) & 0xffffff) : otherwise;
    }
}
