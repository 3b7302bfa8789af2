package org.jl2tpd.aaa;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Tickets of sessions by their user's name, the oldest first. */
final class SessionsOfUsers {
    /** The one session of a user: most have no more. */
    private record Only(long ticket, long rank) {}

    /** All of a user's sessions, by their ranks and back. */
    private static final class Several {
        final TreeMap<Long, Long> byRank = new TreeMap<>();
        final Map<Long, Long> ranks = new HashMap<>();

        void add(long ticket, long rank) {
            byRank.put(rank, ticket);
            ranks.put(ticket, rank);
        }
    }

    /** {@link Only} or {@link Several}. */
    private final Map<String, Object> sessions = new HashMap<>();

    private long nextRank;

    int count(String name) {
        Object value = sessions.get(name);
        return value == null ? 0 : value instanceof Several several ? several.byRank.size() : 1;
    }

    /** The session that was accepted first; only when there is one. */
    long oldest(String name) {
        Object value = sessions.get(name);
        return value instanceof Several several ? several.byRank.firstEntry().getValue() : ((Only) value).ticket();
    }

    /** The user's newest one. */
    void add(String name, long ticket) {
        add(name, ticket, nextRank++);
    }

    /** @param rank among all sessions, as {@link #remove} told it */
    void add(String name, long ticket, long rank) {
        Object value = sessions.get(name);
        if (value == null) {
            sessions.put(name, new Only(ticket, rank));
        } else if (value instanceof Several several) {
            several.add(ticket, rank);
        } else {
            Several several = new Several();
            several.add(((Only) value).ticket(), ((Only) value).rank());
            several.add(ticket, rank);
            sessions.put(name, several);
        }
    }

    /** Returns the rank that it had. */
    long remove(String name, long ticket) {
        Object value = sessions.get(name);
        if (value instanceof Only only) {
            sessions.remove(name);
            return only.rank();
        }
        Several several = (Several) value;
        long rank = several.ranks.remove(ticket);
        several.byRank.remove(rank);
        if (several.byRank.isEmpty()) {
            sessions.remove(name);
        }
        return rank;
    }

    int users() {
        return sessions.size();
    }
}
