package org.jl2tpd.config;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.PeerAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.Rules;
import org.jl2tpd.profile.Schema;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.profile.StaticSessionAttributes;
import org.jl2tpd.profile.TunnelAttributes;
import org.jl2tpd.profile.Values;
import org.jl2tpd.wire.Secret;

/** Reads the attributes of a profile from a table. */
final class ProfileReader {
    private final Secrets secrets;

    ProfileReader(Secrets secrets) {
        this.secrets = secrets;
    }

    /**
     * The profile in that table; what is wrong is reported and left out.
     *
     * @param others keys of the table that are not the profile's
     * @param what the table for messages
     */
    Profile read(Node node, ProfileKind kind, String name, Set<String> others, String what) {
        Map<Attribute<?>, Object> values = values(node, kind, others);
        Set<String> known = new LinkedHashSet<>(others);
        Schema.of(kind).forEach(attribute -> known.add(attribute.name()));
        node.refuseUnknown(known, what);
        Profile profile = new Profile(kind, name, values);
        check(node, profile);
        return profile;
    }

    /** The attributes of that kind in the table; keys of {@code others} are passed over. */
    Map<Attribute<?>, Object> values(Node node, ProfileKind kind, Set<String> others) {
        Map<Attribute<?>, Object> values = new HashMap<>();
        for (Attribute<?> attribute : Schema.of(kind)) {
            if (node.has(attribute.name()) && !others.contains(attribute.name())) {
                put(node, attribute, values);
            }
        }
        secret(node, kind, others, values);
        return values;
    }

    private void put(Node node, Attribute<?> attribute, Map<Attribute<?>, Object> values) {
        if (attribute.type() == Secret.class) {
            return;
        }
        Values.Reading reading = Values.read(attribute, node.raw(attribute.name()));
        if (reading.problem() != null) {
            node.error(attribute.name(), reading.index(), attribute.name() + " " + reading.problem());
            return;
        }
        values.put(attribute, reading.value());
        if (!Rules.hasEffect(attribute) && !reading.value().equals(attribute.defaultValue())) {
            node.warn(attribute.name(), attribute.name() + " has no effect in this build");
        }
    }

    private void secret(Node node, ProfileKind kind, Set<String> others, Map<Attribute<?>, Object> values) {
        switch (kind) {
            case PEER -> secret(node, PeerAttributes.SECRET, PeerAttributes.SECRET_NAME, others, values);
            case TUNNEL -> secret(node, TunnelAttributes.SECRET, TunnelAttributes.SECRET_NAME, others, values);
            case SESSION ->
                secret(
                        node,
                        SessionAttributes.PROXY_AUTH_RESPONSE,
                        SessionAttributes.PROXY_AUTH_RESPONSE_SECRET_NAME,
                        others,
                        values);
            case STATIC_SESSION -> {
                cookie(node, StaticSessionAttributes.COOKIE, values);
                cookie(node, StaticSessionAttributes.PEER_COOKIE, values);
            }
            default -> {}
        }
    }

    /** A cookie protects from strangers' packets, not from who can read the file: that one need not be private. */
    private static void cookie(Node node, Attribute<Secret> attribute, Map<Attribute<?>, Object> values) {
        if (node.has(attribute.name())) {
            Values.Reading reading = Values.read(attribute, node.raw(attribute.name()));
            if (reading.problem() == null) {
                values.put(attribute, reading.value());
            } else {
                node.error(attribute.name(), attribute.name() + " " + reading.problem());
            }
        }
    }

    private void secret(
            Node node,
            Attribute<Secret> attribute,
            Attribute<String> name,
            Set<String> others,
            Map<Attribute<?>, Object> values) {
        if (others.contains(attribute.name())) {
            return;
        }
        Secret secret = secrets.of(node, attribute.name(), name.name());
        if (secret != null) {
            boolean inline = node.raw(attribute.name()) instanceof String;
            values.put(
                    attribute,
                    inline ? Values.read(attribute, node.raw(attribute.name())).value() : secret);
        }
    }

    /** Reports what the rules between attributes find. */
    static void check(Node node, Profile profile) {
        for (Rules.Problem problem : Rules.check(profile)) {
            node.error(problem.attribute().name(), problem.message());
        }
    }
}
