package org.jl2tpd.aaa;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tickets of sessions by their user's name, the oldest first. */
final class SessionsOfUsers {
    /** A ticket, or a list of several: most users have one session. */
    private final Map<String, Object> sessions = new HashMap<>();

    int count(String name) {
        Object value = sessions.get(name);
        return value == null ? 0 : value instanceof List<?> list ? list.size() : 1;
    }

    /** The session that was accepted first; only when there is one. */
    long oldest(String name) {
        Object value = sessions.get(name);
        return (Long) (value instanceof List<?> list ? list.get(0) : value);
    }

    /** @param position among the user's sessions, as {@link #remove} told it, or their {@link #count} */
    void add(String name, long ticket, int position) {
        Object value = sessions.get(name);
        if (value == null) {
            sessions.put(name, ticket);
        } else {
            List<Long> all = listOf(value);
            all.add(position, ticket);
            sessions.put(name, all);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Long> listOf(Object value) {
        return value instanceof Long one ? new ArrayList<>(List.of(one)) : (List<Long>) value;
    }

    /** Returns the place that it had. */
    int remove(String name, long ticket) {
        List<Long> all = listOf(sessions.get(name));
        int position = all.indexOf(ticket);
        all.remove(position);
        if (all.isEmpty()) {
            sessions.remove(name);
        }
        return position;
    }

    int users() {
        return sessions.size();
    }
}
