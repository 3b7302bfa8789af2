package org.jl2tpd.management;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntBiFunction;
import java.util.stream.Collectors;
import org.jl2tpd.engine.Changeable;
import org.jl2tpd.management.ControlException.Kind;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.ProfileRules;
import org.jl2tpd.profile.ProfileUsers;
import org.jl2tpd.profile.Schema;
import org.jl2tpd.profile.SecretNames;
import org.jl2tpd.profile.Values;
import org.jl2tpd.wire.Secret;

/**
 * Profiles of the running daemon: what is made from now on uses them; what lives keeps what it was made with. Secrets go in by name
 * ({@code secret_name}) alone and never come out. Thread-safe.
 */
public final class ProfileDesk {
    /** Profiles of one kind. */
    public static final int MAX_PROFILES = 10_000;

    /** Longest name of a profile, in characters. */
    public static final int MAX_NAME = 255;

    /** Kinds whose profiles have names and come and go. */
    public static final Set<ProfileKind> NAMED =
            Set.of(ProfileKind.PEER, ProfileKind.TUNNEL, ProfileKind.SESSION, ProfileKind.PPP);

    private static final String SET_SECRET = "***";

    private final ConfigurationStore store;
    private volatile ToIntBiFunction<ProfileKind, String> uses = (kind, name) -> 0;

    ProfileDesk(ConfigurationStore store) {
        this.store = store;
    }

    /** Who knows how many tunnels and sessions live that were made with a profile. */
    public void countUsesBy(ToIntBiFunction<ProfileKind, String> counter) {
        uses = counter;
    }

    /** Names in order; {@code default} is always there. The kinds whose profiles have no names have one, named as their section. */
    public List<String> names(ProfileKind kind) {
        if (NAMED.contains(kind)) {
            return store.get().profiles().get(kind).keySet().stream().sorted().toList();
        }
        Profile only = find(store.get(), kind, section(kind));
        return only == null ? List.of() : List.of(section(kind));
    }

    /** @throws ControlException REFUSED when there is none of that name */
    public ProfileView show(ProfileKind kind, String name) throws ControlException {
        Profile profile = required(store.get(), kind, name);
        Map<String, String> values = new LinkedHashMap<>();
        Set<String> set = new LinkedHashSet<>();
        for (Attribute<?> attribute : Schema.of(kind)) {
            values.put(attribute.name(), shown(profile, attribute));
            if (profile.sets(attribute)) {
                set.add(attribute.name());
            }
        }
        boolean counted = NAMED.contains(kind);
        return new ProfileView(
                section(kind),
                name,
                store.isFiled(kind, name),
                counted ? uses.applyAsInt(kind, name) : 0,
                java.util.Collections.unmodifiableMap(values),
                java.util.Collections.unmodifiableSet(set));
    }

    private static String shown(Profile profile, Attribute<?> attribute) {
        Object value = profile.get(attribute);
        if (attribute.type() == Secret.class) {
            return value == null ? "" : SET_SECRET;
        }
        return Values.show(attribute, value);
    }

    /** @throws ControlException REFUSED when it exists, INVALID for an attribute that is wrong */
    public ProfileView create(ProfileKind kind, String name, Map<String, String> attributes) throws ControlException {
        store.change(before -> created(before, kind, name, attributes));
        return show(kind, name);
    }

    static Configuration created(Configuration before, ProfileKind kind, String name, Map<String, String> attributes)
            throws ControlException {
        refuseName(kind, name);
        if (find(before, kind, name) != null) {
            throw refused("there is a " + section(kind) + " profile \"" + name + "\" already");
        }
        if (before.profiles().get(kind).size() >= MAX_PROFILES) {
            throw refused("there are " + MAX_PROFILES + " " + section(kind) + " profiles, which is the limit");
        }
        return checked(before, new Profile(kind, name, values(before, kind, attributes)));
    }

    private static void refuseName(ProfileKind kind, String name) throws ControlException {
        if (!NAMED.contains(kind)) {
            throw ControlException.invalid("profiles of kind " + section(kind) + " can't be made");
        }
        if (name.isBlank() || name.length() > MAX_NAME || name.chars().anyMatch(c -> c < ' ' || c == 127)) {
            throw ControlException.invalid("the name of a profile must have 1 to 255 printable characters");
        }
    }

    /** Sets attributes of a profile; of {@link ProfileKind#SYSTEM} those that take effect while running. */
    public ProfileView modify(ProfileKind kind, String name, Map<String, String> attributes) throws ControlException {
        store.change(before -> modified(before, kind, name, attributes));
        return show(kind, name);
    }

    static Configuration modified(Configuration before, ProfileKind kind, String name, Map<String, String> attributes)
            throws ControlException {
        Profile old = required(before, kind, name);
        Map<Attribute<?>, Object> values = values(before, kind, attributes);
        refuseFixed(kind, values.keySet());
        return checked(before, old.with(new Profile(kind, name, values)));
    }

    /** Whether it can be set while the daemon runs. */
    public static boolean isChangeable(ProfileKind kind, Attribute<?> attribute) {
        return NAMED.contains(kind) || kind == ProfileKind.SYSTEM && Changeable.SYSTEM.contains(attribute);
    }

    /** Gives attributes their defaults back. */
    public ProfileView unset(ProfileKind kind, String name, List<String> attributes) throws ControlException {
        store.change(before -> unset(before, kind, name, attributes));
        return show(kind, name);
    }

    static Configuration unset(Configuration before, ProfileKind kind, String name, List<String> attributes)
            throws ControlException {
        Profile old = required(before, kind, name);
        Set<Attribute<?>> gone = new HashSet<>();
        for (String attribute : attributes) {
            unset(known(kind, attribute), gone);
        }
        refuseFixed(kind, gone);
        return checked(before, old.without(gone));
    }

    /** A secret goes with its name, and a name with its secret. */
    private static void unset(Attribute<?> attribute, Set<Attribute<?>> gone) {
        gone.add(attribute);
        Attribute<?> name = SecretNames.nameOf(attribute);
        Attribute<?> secret = SecretNames.secretOf(attribute);
        if (name != null) {
            gone.add(name);
        }
        if (secret != null) {
            gone.add(secret);
        }
    }

    /** @throws ControlException REFUSED for {@code default}, and for one that another profile, a tunnel or a rule of the configuration names */
    public void delete(ProfileKind kind, String name) throws ControlException {
        store.change(before -> deleted(before, kind, name));
    }

    static Configuration deleted(Configuration before, ProfileKind kind, String name) throws ControlException {
        required(before, kind, name);
        if (!NAMED.contains(kind) || name.equals(Configuration.DEFAULT)) {
            throw refused(section(kind) + " profile \"" + name + "\" can't be deleted; unset its attributes");
        }
        List<String> users = ProfileUsers.of(before, kind, name);
        if (!users.isEmpty()) {
            throw refused("in use by " + summary(users));
        }
        Map<String, Profile> rest = new HashMap<>(before.profiles().get(kind));
        rest.remove(name);
        return checked(before, with(before, kind, rest));
    }

    private static String summary(List<String> users) {
        int shown = Math.min(users.size(), 5);
        String more = users.size() > shown ? " and " + (users.size() - shown) + " more" : "";
        return String.join(", ", users.subList(0, shown)) + more;
    }

    /** The attributes that a text gives; a name of a secret brings the secret. */
    private static Map<Attribute<?>, Object> values(
            Configuration configuration, ProfileKind kind, Map<String, String> attributes) throws ControlException {
        Map<Attribute<?>, Object> values = new HashMap<>();
        for (Map.Entry<String, String> entry : attributes.entrySet()) {
            Attribute<?> attribute = known(kind, entry.getKey());
            Attribute<String> secretName = SecretNames.nameOf(attribute);
            if (attribute.type() == Secret.class) {
                String how = secretName == null ? "the configuration file" : secretName.name();
                throw ControlException.invalid(attribute.name() + " can't be set so that others see it: use " + how);
            }
            values.put(attribute, DefinitionText.value(attribute, entry.getValue()));
            Attribute<Secret> secret = SecretNames.secretOf(attribute);
            if (secret != null) {
                values.put(secret, DefinitionText.namedSecret(configuration, attribute.name(), entry.getValue()));
            }
        }
        return values;
    }

    private static Attribute<?> known(ProfileKind kind, String name) throws ControlException {
        Attribute<?> attribute = Schema.find(kind, name);
        if (attribute == null) {
            String all = Schema.of(kind).stream().map(Attribute::name).collect(Collectors.joining(", "));
            throw ControlException.invalid(
                    "a " + section(kind) + " profile has no attribute \"" + name + "\"; it has " + all);
        }
        return attribute;
    }

    private static void refuseFixed(ProfileKind kind, Set<Attribute<?>> changed) throws ControlException {
        for (Attribute<?> attribute : changed) {
            if (!isChangeable(kind, attribute)) {
                throw ControlException.invalid(attribute.name() + " of " + section(kind)
                        + " takes effect at a start alone: set it in the configuration file");
            }
        }
    }

    static Configuration checked(Configuration before, Profile next) throws ControlException {
        if (next.kind() == ProfileKind.SYSTEM) {
            return checked(before, before.withSystem(next));
        }
        if (!NAMED.contains(next.kind())) {
            return before;
        }
        Map<String, Profile> all = new HashMap<>(before.profiles().get(next.kind()));
        all.put(next.name(), next);
        return checked(before, with(before, next.kind(), all));
    }

    private static Configuration with(Configuration before, ProfileKind kind, Map<String, Profile> named) {
        Map<ProfileKind, Map<String, Profile>> all = new EnumMap<>(before.profiles());
        all.put(kind, named);
        return before.withProfiles(all);
    }

    /** Refuses a configuration that has a fault which the one before had not. */
    static Configuration checked(Configuration before, Configuration next) throws ControlException {
        Set<String> known = ProfileRules.check(before).stream()
                .map(ProfileRules.Fault::text)
                .collect(Collectors.toSet());
        for (ProfileRules.Fault fault : ProfileRules.check(next)) {
            if (!fault.isWarning() && !known.contains(fault.text())) {
                throw ControlException.invalid(fault.text());
            }
        }
        return next;
    }

    private static Profile required(Configuration configuration, ProfileKind kind, String name)
            throws ControlException {
        Profile found = find(configuration, kind, name);
        if (found == null) {
            throw refused("there is no " + section(kind) + " profile \"" + name + "\"");
        }
        return found;
    }

    /** Null when there is none. */
    static Profile find(Configuration configuration, ProfileKind kind, String name) {
        if (NAMED.contains(kind)) {
            return configuration.profile(kind, name);
        }
        Profile only = switch (kind) {
            case SYSTEM -> configuration.system();
            case SNMP -> configuration.management().snmp();
            case JMX -> configuration.management().jmx();
            case HTTP -> configuration.management().http();
            case HOOKS -> configuration.management().hooks();
            case RADIUS -> configuration.radius().settings();
            default -> null;
        };
        return name.equals(section(kind)) ? only : null;
    }

    private static String section(ProfileKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static ControlException refused(String message) {
        return new ControlException(Kind.REFUSED, message);
    }
}
