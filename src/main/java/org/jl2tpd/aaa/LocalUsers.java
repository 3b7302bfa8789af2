package org.jl2tpd.aaa;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jl2tpd.profile.UserDefinition;

/** Local users by name, with what is remembered of each. */
final class LocalUsers {
    /** Name of the user that stands for every name that no other user has. */
    static final String EVERYBODY = "*";

    /** A user; its number is its place in the configuration. */
    static final class Entry {
        final int number;
        final UserDefinition definition;
        /** Pool and slot of its last address, so that it gets the same one again while that is free. */
        int lastPool = -1;

        int lastSlot = SlotPool.NONE;

        Entry(int number, UserDefinition definition) {
            this.number = number;
            this.definition = definition;
        }

        /** Addresses, prefixes and routes of its own, which only one session can have at a time. */
        List<Object> fixed() {
            if (!hasFixed()) {
                return List.of();
            }
            List<Object> fixed = new ArrayList<>(definition.routes());
            fixed.addAll(addresses());
            return fixed;
        }

        /** Those of them that are not routes: a pool has none of these to give. */
        List<Object> addresses() {
            return Stream.<Object>of(definition.ipv4(), definition.ipv6Prefix(), definition.delegatedPrefix())
                    .filter(Objects::nonNull)
                    .toList();
        }

        private boolean hasFixed() {
            return definition.ipv4() != null
                    || definition.ipv6Prefix() != null
                    || definition.delegatedPrefix() != null
                    || !definition.routes().isEmpty();
        }

        /** Whether its last address may be remembered: it is one person's. */
        boolean isOne() {
            return !definition.name().equals(EVERYBODY);
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Entry> byName;

    LocalUsers(List<UserDefinition> users) {
        byName = new HashMap<>(users.size() * 2);
        for (UserDefinition user : users) {
            byName.putIfAbsent(user.name(), add(user));
        }
    }

    private Entry add(UserDefinition user) {
        Entry entry = new Entry(entries.size(), user);
        entries.add(entry);
        return entry;
    }

    /**
     * Another configuration's user who has sessions: the one of now where nothing of it is other, else kept beside, and not found by name.
     */
    Entry adopt(Entry former) {
        Entry now = byName.get(former.definition.name());
        return now != null && now.definition.equals(former.definition) ? now : add(former.definition);
    }

    /** What was remembered of users who are still there. */
    void remember(LocalUsers former) {
        byName.forEach((name, entry) -> {
            Entry old = former.byName.get(name);
            if (old != null) {
                entry.lastPool = old.lastPool;
                entry.lastSlot = old.lastSlot;
            }
        });
    }

    /** The user of that name, else the one for everybody, else null. */
    Entry find(String name) {
        Entry entry = byName.get(name);
        return entry == null ? byName.get(EVERYBODY) : entry;
    }

    Entry get(int number) {
        return entries.get(number);
    }
}
