package org.jl2tpd.management.snmp.jl2tpd;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jl2tpd.management.snmp.Rows;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.Schema;

/** Attributes of profiles by kind, name and attribute; none is kept, because there may be ten thousand profiles. */
final class AttributeRows implements Rows<ProfileRow.Item> {
    private static final Map<ProfileKind, NavigableMap<int[], Attribute<?>>> ATTRIBUTES = attributes();

    private final Rows<ProfileRow> profiles;

    AttributeRows(Rows<ProfileRow> profiles) {
        this.profiles = profiles;
    }

    private static Map<ProfileKind, NavigableMap<int[], Attribute<?>>> attributes() {
        Map<ProfileKind, NavigableMap<int[], Attribute<?>>> all = new EnumMap<>(ProfileKind.class);
        for (ProfileKind kind : ProfileRow.KINDS) {
            NavigableMap<int[], Attribute<?>> byName = new TreeMap<>(Index.ORDER);
            Schema.of(kind).forEach(attribute -> byName.put(Index.of(attribute.name()), attribute));
            all.put(kind, byName);
        }
        return all;
    }

    /** The part of an index that a profile has: its kind, the length of its name, the name. */
    private static int[] profilePart(int... index) {
        boolean whole = index.length > 1 && index[1] >= 0 && index[1] <= index.length - 2;
        return whole ? Arrays.copyOf(index, index[1] + 2) : index;
    }

    @Override
    public ProfileRow.Item get(int[] index) {
        int[] part = profilePart(index);
        ProfileRow row = profiles.get(part);
        Attribute<?> attribute = row == null ? null : ATTRIBUTES.get(row.kind()).get(rest(index, part));
        return attribute == null ? null : new ProfileRow.Item(row, attribute);
    }

    private static int[] rest(int[] index, int... part) {
        return Arrays.copyOfRange(index, part.length, index.length);
    }

    @Override
    public Found<ProfileRow.Item> after(int[] index) {
        int[] part = profilePart(index);
        ProfileRow row = profiles.get(part);
        if (row != null) {
            var next = ATTRIBUTES.get(row.kind()).higherEntry(rest(index, part));
            if (next != null) {
                return found(row, next.getKey(), next.getValue());
            }
        }
        Found<ProfileRow> next = profiles.after(row == null ? index : part);
        if (next == null) {
            return null;
        }
        var first = ATTRIBUTES.get(next.row().kind()).firstEntry();
        return found(next.row(), first.getKey(), first.getValue());
    }

    private static Found<ProfileRow.Item> found(ProfileRow row, int[] name, Attribute<?> attribute) {
        int[] part = row.index();
        int[] whole = Arrays.copyOf(part, part.length + name.length);
        System.arraycopy(name, 0, whole, part.length, name.length);
        return new Found<>(whole, new ProfileRow.Item(row, attribute));
    }
}
