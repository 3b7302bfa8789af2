package org.jl2tpd.management;

import java.util.List;
import java.util.Map;
import org.jl2tpd.profile.ProfileKind;

/**
 * Profiles: looking, making, changing, taking away. Attributes are by the schema's names, values as the command line writes them; a
 * secret is referred to by {@code secret_name}. Every change is checked like the configuration file, holds for tunnels and sessions made
 * from then on, and lasts until the restart unless it is saved. Thread-safe.
 */
public final class ProfileDesk {
    private final ConfigurationStore store;

    ProfileDesk(ConfigurationStore store) {
        this.store = store;
    }

    /** Names in order; {@code default} is always there. */
    public List<String> names(ProfileKind kind) {
        return store.get().profiles().get(kind).keySet().stream().sorted().toList();
    }

    /** @throws ControlException REFUSED when there is none of that name */
    public ProfileView show(ProfileKind kind, String name) throws ControlException {
        throw ControlException.invalid("not possible");
    }

    /** @throws ControlException REFUSED when it exists, INVALID for an attribute that is wrong */
    public ProfileView create(ProfileKind kind, String name, Map<String, String> attributes) throws ControlException {
        throw ControlException.invalid("not possible");
    }

    /** Sets attributes of a profile; of {@link ProfileKind#SYSTEM} those that take effect while running. */
    public ProfileView modify(ProfileKind kind, String name, Map<String, String> attributes) throws ControlException {
        throw ControlException.invalid("not possible");
    }

    /** Gives attributes their defaults back. */
    public ProfileView unset(ProfileKind kind, String name, List<String> attributes) throws ControlException {
        throw ControlException.invalid("not possible");
    }

    /** @throws ControlException REFUSED for {@code default}, and for one that another profile, a tunnel or a rule of the configuration names */
    public void delete(ProfileKind kind, String name) throws ControlException {
        throw ControlException.invalid("not possible");
    }
}
