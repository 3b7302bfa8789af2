package org.jl2tpd.management;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jl2tpd.management.ControlException.Kind;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;

/**
 * A change of one profile that can be tried before it is made, and taken back after: by value, so that what others changed meanwhile, of this profile or
 * elsewhere, stays as they want it.
 */
public final class ProfileEdit {
    /** Takes an edit back. */
    @FunctionalInterface
    public interface Undo {
        void undo() throws ControlException;
    }

    private final ProfileKind kind;
    private final String name;
    private final ConfigurationStore.Change change;

    private ProfileEdit(ProfileKind kind, String name, ConfigurationStore.Change change) {
        this.kind = kind;
        this.name = name;
        this.change = change;
    }

    /** As {@link ProfileDesk#create}. */
    public static ProfileEdit create(ProfileKind kind, String name, Map<String, String> attributes) {
        return new ProfileEdit(kind, name, before -> ProfileDesk.created(before, kind, name, attributes));
    }

    /** As {@link ProfileDesk#modify}. */
    public static ProfileEdit modify(ProfileKind kind, String name, Map<String, String> attributes) {
        return new ProfileEdit(kind, name, before -> ProfileDesk.modified(before, kind, name, attributes));
    }

    /** As {@link ProfileDesk#unset}. */
    public static ProfileEdit unset(ProfileKind kind, String name, List<String> attributes) {
        return new ProfileEdit(kind, name, before -> ProfileDesk.unset(before, kind, name, attributes));
    }

    /** As {@link ProfileDesk#delete}. */
    public static ProfileEdit delete(ProfileKind kind, String name) {
        return new ProfileEdit(kind, name, before -> ProfileDesk.deleted(before, kind, name));
    }

    /**
     * What would be in force after it; nothing is changed.
     *
     * @throws ControlException as making it would
     */
    public Configuration on(Configuration before) throws ControlException {
        return change.apply(before);
    }

    /** Makes it; what was there before is read in the same moment. */
    public Undo make(ConfigurationStore store) throws ControlException {
        var made = new Made(kind, name);
        store.change(before -> {
            Configuration after = change.apply(before);
            made.before = ProfileDesk.find(before, kind, name);
            made.after = ProfileDesk.find(after, kind, name);
            return after;
        });
        return () -> store.change(made::takenBackOf);
    }

    /** An edit that was made: the profile before and after it, null for none. */
    private static final class Made {
        private final ProfileKind kind;
        private final String name;
        private Profile before;
        private Profile after;

        Made(ProfileKind kind, String name) {
            this.kind = kind;
            this.name = name;
        }

        Configuration takenBackOf(Configuration now) throws ControlException {
            Profile present = ProfileDesk.find(now, kind, name);
            if (before == null) {
                return present == null ? now : ProfileDesk.deleted(now, kind, name);
            }
            if (after == null) {
                if (present != null) {
                    throw new ControlException(Kind.REFUSED, "somebody has made a profile of that name meanwhile");
                }
                return ProfileDesk.checked(now, before);
            }
            return present == null ? now : ProfileDesk.checked(now, restored(present));
        }

        private Profile restored(Profile present) {
            Profile next = present;
            for (Attribute<?> attribute : attributes()) {
                if (!isSame(before, after, attribute) && isSame(present, after, attribute)) {
                    next = restored(next, attribute);
                }
            }
            return next;
        }

        private Set<Attribute<?>> attributes() {
            Set<Attribute<?>> all = new HashSet<>();
            before.entries().forEach(entry -> all.add(entry.getKey()));
            after.entries().forEach(entry -> all.add(entry.getKey()));
            return all;
        }

        private static boolean isSame(Profile one, Profile other, Attribute<?> attribute) {
            return one.sets(attribute) == other.sets(attribute)
                    && Objects.equals(one.get(attribute), other.get(attribute));
        }

        private <T> Profile restored(Profile profile, Attribute<T> attribute) {
            return before.sets(attribute)
                    ? profile.with(attribute, before.get(attribute))
                    : profile.without(Set.of(attribute));
        }
    }
}
