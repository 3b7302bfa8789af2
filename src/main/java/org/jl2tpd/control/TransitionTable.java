package org.jl2tpd.control;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * A state machine as data: for every (state, event) pair one row that names its rule, its action and the next state.
 *
 * @param <S> states
 * @param <E> events
 * @param <A> what an action is
 */
final class TransitionTable<S extends Enum<S>, E extends Enum<E>, A> {
    /**
     * @param rule the rule's id in the conformance checklist, or words for a default
     * @param action what is done, after the state has changed
     * @param next the next state
     */
    record Row<S, A>(String rule, A action, S next) {}

    private final Map<S, Map<E, Row<S, A>>> rows;

    private TransitionTable(Map<S, Map<E, Row<S, A>>> rows) {
        this.rows = rows;
    }

    /** The row of a pair; there is one for every pair. */
    Row<S, A> row(S state, E event) {
        return rows.get(state).get(event);
    }

    static <S extends Enum<S>, E extends Enum<E>, A> Builder<S, E, A> of(Class<S> states, Class<E> events) {
        return new Builder<>(states, events);
    }

    /** Collects rows; a later row never replaces an earlier one. */
    static final class Builder<S extends Enum<S>, E extends Enum<E>, A> {
        private final Class<E> events;
        private final Map<S, Map<E, Row<S, A>>> rows;

        private Builder(Class<S> states, Class<E> events) {
            this.events = events;
            this.rows = new EnumMap<>(states);
            for (S state : states.getEnumConstants()) {
                rows.put(state, new EnumMap<>(events));
            }
        }

        /** One row of the table. */
        Builder<S, E, A> row(String rule, S state, E event, A action, S next) {
            if (rows.get(state).putIfAbsent(event, new Row<>(rule, action, next)) != null) {
                throw new IllegalStateException("two rows for " + state + ", " + event);
            }
            return this;
        }

        /** The same row for several events. */
        Builder<S, E, A> rows(String rule, S state, Collection<E> several, A action, S next) {
            several.forEach(event -> row(rule, state, event, action, next));
            return this;
        }

        /** The same row for several states and events. */
        Builder<S, E, A> rows(String rule, Set<S> states, Collection<E> several, A action, S next) {
            states.forEach(state -> rows(rule, state, several, action, next));
            return this;
        }

        /** The stated default: a row for each of these events that the state has none for yet. */
        Builder<S, E, A> otherwise(String rule, S state, Collection<E> several, A action, S next) {
            several.forEach(event -> rows.get(state).putIfAbsent(event, new Row<>(rule, action, next)));
            return this;
        }

        /** The table; throws when a pair has no row. */
        TransitionTable<S, E, A> build() {
            rows.forEach((state, row) -> {
                for (E event : events.getEnumConstants()) {
                    if (!row.containsKey(event)) {
                        throw new IllegalStateException("no row for " + state + ", " + event);
                    }
                }
            });
            return new TransitionTable<>(rows);
        }
    }
}
