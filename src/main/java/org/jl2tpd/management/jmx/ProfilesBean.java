package org.jl2tpd.management.jmx;

import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jl2tpd.management.ProfileDesk;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.Schema;

/** {@code type=Profile}. */
final class ProfilesBean implements ProfilesMXBean {
    private final ProfileDesk desk;
    private final ProfileKind kind;
    private final Runnable changed;

    /** @param changed called after a change */
    ProfilesBean(ProfileDesk desk, ProfileKind kind, Runnable changed) {
        this.desk = desk;
        this.kind = kind;
        this.changed = changed;
    }

    @Override
    public String getKind() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String[] getNames() {
        return desk.names(kind).toArray(String[]::new);
    }

    @Override
    public SortedMap<String, ProfileInfo> list() {
        return Calls.ask(() -> {
            var all = new TreeMap<String, ProfileInfo>();
            for (String name : desk.names(kind)) {
                all.put(name, ProfileInfo.of(desk.show(kind, name)));
            }
            return all;
        });
    }

    @Override
    public ProfileInfo show(String name) {
        return Calls.ask(() -> ProfileInfo.of(desk.show(kind, name)));
    }

    @Override
    public SortedMap<String, AttributeInfo> attributes() {
        var all = new TreeMap<String, AttributeInfo>();
        Schema.of(kind).forEach(attribute -> all.put(attribute.name(), AttributeInfo.of(attribute)));
        return all;
    }

    @Override
    public ProfileInfo create(String name, String attributes) {
        return change(() -> ProfileInfo.of(desk.create(kind, name, Calls.attributes(attributes))));
    }

    @Override
    public ProfileInfo modify(String name, String attributes) {
        return change(() -> ProfileInfo.of(desk.modify(kind, name, Calls.attributes(attributes))));
    }

    @Override
    public ProfileInfo unset(String name, String attributes) {
        return change(() -> ProfileInfo.of(desk.unset(kind, name, Calls.list(attributes))));
    }

    @Override
    public void delete(String name) {
        change(() -> {
            desk.delete(kind, name);
            return null;
        });
    }

    private ProfileInfo change(Calls.Task<ProfileInfo> task) {
        ProfileInfo result = Calls.ask(task);
        changed.run();
        return result;
    }
}
