package org.jl2tpd.management;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jl2tpd.engine.Changeable;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.Rules;
import org.jl2tpd.profile.Schema;
import org.jl2tpd.profile.SecretNames;
import org.jl2tpd.profile.SessionDefinition;
import org.jl2tpd.profile.TunnelAttributes;
import org.jl2tpd.profile.TunnelDefinition;
import org.jl2tpd.profile.Values;
import org.jl2tpd.wire.Secret;

/**
 * Makes tunnel and session definitions from attributes in text. Beside the schema's attributes a tunnel has {@code tunnel_name}
 * (required, like {@code dest_ipaddr}), {@code profile_name}, {@code peer_profile_name} and {@code persist}; a session has {@code
 * session_name} (required), {@code profile_name}, {@code ppp_profile_name}, {@code user_name}, {@code user_password} or {@code
 * secret_name}, and {@code interface_name}, and takes ppp attributes too. Where a {@code secret_name} stands the configuration's secret of
 * that name is taken, so that none travels.
 */
final class DefinitionText {
    private static final String DEVICE_NAME = "[A-Za-z0-9][A-Za-z0-9_.-]{0,14}";

    static final List<String> TUNNEL_KEYS = List.of("tunnel_name", "profile_name", "peer_profile_name", "persist");
    static final List<String> SESSION_KEYS = List.of(
            "session_name",
            "profile_name",
            "ppp_profile_name",
            "user_name",
            "user_password",
            "secret_name",
            "interface_name");

    private static final String CHANGES = "changes";

    private final Configuration configuration;
    private final Map<String, String> rest;

    private DefinitionText(Configuration configuration, Map<String, String> attributes) {
        this.configuration = configuration;
        this.rest = new LinkedHashMap<>(attributes);
    }

    static TunnelDefinition tunnel(Configuration configuration, Map<String, String> attributes)
            throws ControlException {
        return new DefinitionText(configuration, attributes).tunnel();
    }

    static SessionDefinition session(Configuration configuration, Map<String, String> attributes)
            throws ControlException {
        return new DefinitionText(configuration, attributes).session();
    }

    /** Attributes of a session that lives. */
    static Profile changes(Map<String, String> attributes) throws ControlException {
        refuseUnchangeable("session", Changeable.SESSION, attributes);
        return new DefinitionText(null, attributes).profile(ProfileKind.SESSION, CHANGES);
    }

    /** Attributes of a tunnel that lives; what a tunnel has none of are attributes of its sessions. */
    static Profile tunnelChanges(Map<String, String> attributes) throws ControlException {
        Set<Attribute<?>> changeable = new HashSet<>(Changeable.TUNNEL);
        changeable.addAll(Changeable.SESSION);
        refuseUnchangeable("tunnel", changeable, attributes);
        var text = new DefinitionText(null, attributes);
        Profile tunnel = text.profile(ProfileKind.TUNNEL, CHANGES);
        return tunnel.with(text.profile(ProfileKind.SESSION, CHANGES));
    }

    /** What a tunnel or session was made with stays, but for what the engine can change. */
    private static void refuseUnchangeable(String what, Set<Attribute<?>> changeable, Map<String, String> attributes)
            throws ControlException {
        List<String> names =
                changeable.stream().map(Attribute::name).distinct().sorted().toList();
        for (String name : attributes.keySet()) {
            if (!names.contains(name)) {
                throw ControlException.invalid(name + " cannot be changed while the " + what
                        + " lives; change the profile, or close it and create it anew; what can be changed: "
                        + String.join(", ", names));
            }
        }
    }

    private TunnelDefinition tunnel() throws ControlException {
        String name = required("tunnel_name");
        List<String> destinations = destinations(required("dest_ipaddr"));
        String profileName = profileName(ProfileKind.TUNNEL, "profile_name");
        String peerProfileName = profileName(ProfileKind.PEER, "peer_profile_name");
        boolean persist = yesNo("persist");
        Profile overrides = profile(ProfileKind.TUNNEL, name);
        refuseUnknown("a tunnel", TUNNEL_KEYS, ProfileKind.TUNNEL);
        TunnelDefinition tunnel =
                new TunnelDefinition(name, destinations, profileName, peerProfileName, persist, overrides, List.of());
        refuse(Rules.check(configuration.resolve(tunnel)));
        return tunnel;
    }

    private SessionDefinition session() throws ControlException {
        String name = required("session_name");
        String profileName = profileName(ProfileKind.SESSION, "profile_name");
        String pppProfileName = profileName(ProfileKind.PPP, "ppp_profile_name");
        String userName = removeOrEmpty("user_name");
        Secret secret = password();
        String interfaceName = removeOrEmpty("interface_name");
        if (!interfaceName.isEmpty() && !interfaceName.matches(DEVICE_NAME)) {
            throw ControlException.invalid("interface_name must be a device name of 1 to 15 characters");
        }
        Profile overrides = profile(ProfileKind.SESSION, name);
        Profile pppOverrides = profile(ProfileKind.PPP, name);
        refuseUnknown("a session", SESSION_KEYS, ProfileKind.SESSION, ProfileKind.PPP);
        return new SessionDefinition(
                name, profileName, pppProfileName, userName, secret, interfaceName, overrides, pppOverrides);
    }

    /** The password of a session's user; null when none is given. */
    private Secret password() throws ControlException {
        String password = rest.remove("user_password");
        String secretName = rest.remove("secret_name");
        if (password != null && secretName != null) {
            throw ControlException.invalid("user_password and secret_name exclude each other");
        }
        if (secretName != null) {
            return namedSecret("secret_name", secretName);
        }
        return password == null ? null : Secret.of(password);
    }

    private Secret namedSecret(String attribute, String name) throws ControlException {
        return namedSecret(configuration, attribute, name);
    }

    static Secret namedSecret(Configuration configuration, String attribute, String name) throws ControlException {
        Secret secret = configuration.secret(name);
        if (secret == null) {
            throw ControlException.invalid(attribute + ": the configuration has no secret named \"" + name
                    + "\"; it would be [secret." + name + "]");
        }
        return secret;
    }

    /** Takes the attributes of a kind out of the rest. */
    private Profile profile(ProfileKind kind, String name) throws ControlException {
        Map<Attribute<?>, Object> values = new HashMap<>();
        for (Attribute<?> attribute : Schema.of(kind)) {
            String text = rest.remove(attribute.name());
            if (text != null) {
                values.put(attribute, value(attribute, text));
            }
        }
        takeNamedSecrets(values);
        Profile profile = new Profile(kind, name, values);
        refuse(Rules.check(profile));
        for (Map.Entry<Attribute<?>, Object> entry : values.entrySet()) {
            refuseUnknownProfile(entry.getKey().name(), entry.getValue());
        }
        return profile;
    }

    private void takeNamedSecrets(Map<Attribute<?>, Object> values) throws ControlException {
        for (Map.Entry<Attribute<String>, Attribute<Secret>> named : SecretNames.TABLE.entrySet()) {
            Object name = values.get(named.getKey());
            if (name == null) {
                continue;
            }
            Secret secret = namedSecret(named.getKey().name(), (String) name);
            if (values.put(named.getValue(), secret) != null) {
                throw ControlException.invalid(
                        named.getValue().name() + " and " + named.getKey().name() + " exclude each other");
            }
        }
    }

    /** {@code session_profile_name} and its like must name a profile of that kind. */
    private void refuseUnknownProfile(String attribute, Object name) throws ControlException {
        if (attribute.endsWith("_profile_name")) {
            String kind = attribute.substring(0, attribute.length() - "_profile_name".length());
            refuseUnknownProfile(ProfileKind.valueOf(kind.toUpperCase(Locale.ROOT)), attribute, (String) name);
        }
    }

    private void refuseUnknownProfile(ProfileKind kind, String attribute, String name) throws ControlException {
        if (configuration.profile(kind, name) == null) {
            throw ControlException.invalid(attribute + ": the configuration has no such profile, \"" + name + "\"");
        }
    }

    static Object value(Attribute<?> attribute, String text) throws ControlException {
        Values.Reading reading = Values.parse(attribute, text);
        if (reading.problem() != null) {
            throw ControlException.invalid(attribute.name() + " " + reading.problem());
        }
        return reading.value();
    }

    private static void refuse(List<Rules.Problem> problems) throws ControlException {
        if (!problems.isEmpty()) {
            throw ControlException.invalid(problems.get(0).message());
        }
    }

    private void refuseUnknown(String what, List<String> own, ProfileKind... kinds) throws ControlException {
        if (rest.isEmpty()) {
            return;
        }
        String name = rest.keySet().iterator().next();
        Stream<String> attributes =
                Stream.of(kinds).flatMap(kind -> Schema.of(kind).stream()).map(Attribute::name);
        List<String> known =
                Stream.concat(own.stream(), attributes).distinct().sorted().toList();
        throw ControlException.invalid(what + " has no attribute \"" + name + "\"; it has " + String.join(", ", known));
    }

    /** The name of a profile that exists; null when none is given. */
    private String profileName(ProfileKind kind, String key) throws ControlException {
        String name = rest.remove(key);
        if (name != null) {
            refuseUnknownProfile(kind, key, name);
        }
        return name;
    }

    @SuppressWarnings("unchecked")
    private static List<String> destinations(String text) throws ControlException {
        return (List<String>) value(TunnelAttributes.DEST_IPADDR, text);
    }

    private boolean yesNo(String name) throws ControlException {
        String text = removeOrEmpty(name);
        return switch (text) {
            case "yes", "true", "on" -> true;
            case "", "no", "false", "off" -> false;
            default -> throw ControlException.invalid(name + " must be yes or no, not \"" + text + "\"");
        };
    }

    private String required(String name) throws ControlException {
        String value = rest.remove(name);
        if (value == null || value.isBlank()) {
            throw ControlException.invalid(name + " is missing: say " + name + "=VALUE");
        }
        return value;
    }

    private String removeOrEmpty(String name) {
        String value = rest.remove(name);
        return value == null ? "" : value;
    }
}
