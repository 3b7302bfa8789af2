package org.jl2tpd.aaa;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jl2tpd.profile.UserDefinition;

/** Local users by name, with what is remembered of each. */
final class LocalUsers {
    /** Name of the user that stands for every name that no other user has. */
    static final String EVERYBODY = "*";

    /** A user, or what another server wishes for a session of one; its number is its place here. */
    static final class Entry {
        final int number;
        final UserDefinition definition;
        final AddressWish wish;
        /** @param definition null for a user who is not of the configuration */
        Entry(int number, UserDefinition definition, AddressWish wish) {
            this.number = number;
            this.definition = definition;
            this.wish = wish;
        }

        /** Whether somebody else knows the user, so that what is wished is one session's. */
        boolean isForeign() {
            return definition == null;
        }

        /** Whether they are the same person, whoever knows it. */
        boolean isSameAs(Entry other) {
            return isOne() == other.isOne() && wish.userName().equals(other.wish.userName());
        }

        /** Whether its last address may be remembered: it is one person's. */
        boolean isOne() {
            return isForeign() || !definition.name().equals(EVERYBODY);
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    /** Numbers of entries that are gone. */
    private final ArrayDeque<Integer> freeNumbers = new ArrayDeque<>();

    private final Map<String, Entry> byName;

    LocalUsers(List<UserDefinition> users) {
        byName = new HashMap<>(users.size() * 2);
        for (UserDefinition user : users) {
            byName.putIfAbsent(user.name(), add(user));
        }
    }

    private Entry add(UserDefinition user) {
        Entry entry = new Entry(entries.size(), user, AddressWish.of(user));
        entries.add(entry);
        return entry;
    }

    /** A session of a user who is not of the configuration; until {@link #dismiss}. */
    Entry admit(AddressWish wish) {
        boolean isNew = freeNumbers.isEmpty();
        Entry entry = new Entry(isNew ? entries.size() : freeNumbers.pop(), null, wish);
        if (isNew) {
            entries.add(entry);
        } else {
            entries.set(entry.number, entry);
        }
        return entry;
    }

    /** The session has ended: its number is another's. Does nothing with users of the configuration. */
    void dismiss(Entry entry) {
        if (entry.isForeign()) {
            entries.set(entry.number, null);
            freeNumbers.push(entry.number);
        }
    }

    /** Entries that there is room for, used or not. */
    int capacity() {
        return entries.size();
    }

    /**
     * Another configuration's user who has sessions: the one of now where nothing of it is other, else kept beside, and not found by name.
     */
    Entry adopt(Entry former) {
        if (former.isForeign()) {
            return admit(former.wish);
        }
        Entry now = byName.get(former.definition.name());
        return now != null && now.definition.equals(former.definition) ? now : add(former.definition);
    }

    /** The user of that name, else the one for everybody, else null. */
    Entry find(String name) {
        Entry entry = byName.get(name);
        return entry == null ? byName.get(EVERYBODY) : entry;
    }

    /** Whether a user has that very name. */
    boolean has(String name) {
        return byName.containsKey(name) && !name.equals(EVERYBODY);
    }

    Entry get(int number) {
        return entries.get(number);
    }
}
