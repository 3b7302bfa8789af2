package org.jl2tpd.management;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.Schema;
import org.jl2tpd.profile.SessionDefinition;
import org.jl2tpd.profile.TunnelDefinition;
import org.jl2tpd.wire.Secret;

/**
 * Makes tunnel and session definitions from attributes in text. Beside the schema's attributes a tunnel has {@code tunnel_name}
 * and {@code dest_ipaddr} (both required; the latter a comma separated list of LNS candidates), {@code profile_name},
 * {@code peer_profile_name} and {@code persist}; a session has {@code session_name} (required), {@code profile_name},
 * {@code ppp_profile_name}, {@code user_name}, {@code user_password} and {@code interface_name}, and takes ppp attributes too.
 */
final class DefinitionText {
    private DefinitionText() {}

    static TunnelDefinition tunnel(Map<String, String> attributes) throws ControlException {
        Map<String, String> rest = new LinkedHashMap<>(attributes);
        String name = required(rest, "tunnel_name");
        List<String> destinations = destinations(required(rest, "dest_ipaddr"));
        String profileName = rest.remove("profile_name");
        String peerProfileName = rest.remove("peer_profile_name");
        boolean persist = yesNo(rest, "persist");
        Profile overrides = profile(ProfileKind.TUNNEL, name, rest);
        refuseUnknown(rest, "a tunnel", ProfileKind.TUNNEL);
        return new TunnelDefinition(name, destinations, profileName, peerProfileName, persist, overrides, List.of());
    }

    static SessionDefinition session(Map<String, String> attributes) throws ControlException {
        Map<String, String> rest = new LinkedHashMap<>(attributes);
        String name = required(rest, "session_name");
        String profileName = rest.remove("profile_name");
        String pppProfileName = rest.remove("ppp_profile_name");
        String userName = removeOrEmpty(rest, "user_name");
        String password = rest.remove("user_password");
        String interfaceName = removeOrEmpty(rest, "interface_name");
        Profile overrides = profile(ProfileKind.SESSION, name, rest);
        Profile pppOverrides = profile(ProfileKind.PPP, name, rest);
        refuseUnknown(rest, "a session", ProfileKind.SESSION, ProfileKind.PPP);
        Secret secret = password == null ? null : Secret.of(password);
        return new SessionDefinition(
                name, profileName, pppProfileName, userName, secret, interfaceName, overrides, pppOverrides);
    }

    /** Takes the attributes of a kind out of {@code rest}. */
    private static Profile profile(ProfileKind kind, String name, Map<String, String> rest) throws ControlException {
        Map<Attribute<?>, Object> values = new HashMap<>();
        for (Attribute<?> attribute : Schema.of(kind)) {
            String text = rest.remove(attribute.name());
            if (text != null) {
                values.put(attribute, AttributeText.parse(attribute, text));
            }
        }
        return new Profile(kind, name, values);
    }

    private static void refuseUnknown(Map<String, String> rest, String what, ProfileKind... kinds)
            throws ControlException {
        if (rest.isEmpty()) {
            return;
        }
        String name = rest.keySet().iterator().next();
        List<String> known = Stream.of(kinds)
                .flatMap(kind -> Schema.of(kind).stream())
                .map(Attribute::name)
                .sorted()
                .toList();
        throw ControlException.invalid(what + " has no attribute \"" + name + "\"; it has " + String.join(", ", known));
    }

    private static List<String> destinations(String text) throws ControlException {
        List<String> names = Stream.of(text.split(","))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .toList();
        if (names.isEmpty()) {
            throw ControlException.invalid(
                    "dest_ipaddr is empty; it is an address or host name, or several with commas");
        }
        return names;
    }

    private static boolean yesNo(Map<String, String> rest, String name) throws ControlException {
        String text = rest.remove(name);
        Boolean value = text == null ? Boolean.FALSE : AttributeText.yesNo(text);
        if (value == null) {
            throw ControlException.invalid(name + " can't be \"" + text + "\"; it is yes or no");
        }
        return value;
    }

    private static String required(Map<String, String> rest, String name) throws ControlException {
        String value = rest.remove(name);
        if (value == null || value.isBlank()) {
            throw ControlException.invalid(name + " is missing: say " + name + "=VALUE");
        }
        return value;
    }

    private static String removeOrEmpty(Map<String, String> rest, String name) {
        String value = rest.remove(name);
        return value == null ? "" : value;
    }
}
