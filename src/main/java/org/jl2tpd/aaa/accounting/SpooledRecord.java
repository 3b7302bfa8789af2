package org.jl2tpd.aaa.accounting;

import org.jl2tpd.radius.AttributeSet;

/**
 * A record that a server is to be told.
 *
 * @param kind what it tells
 * @param group of the servers that are to know it, empty for those without a group
 * @param key records of the same key are told in their order: the Acct-Session-Id of a session, another text for a tunnel
 * @param eventMs when it happened, in milliseconds since 1970
 * @param attributes without those that a client adds by itself; not changed any more
 */
record SpooledRecord(Kind kind, String group, String key, long eventMs, AttributeSet attributes) {
    /** What a record tells (Acct-Status-Type, RFC 2866 5.1, RFC 2867 3). */
    enum Kind {
        START(1),
        STOP(2),
        INTERIM(3),
        ON(7),
        OFF(8),
        TUNNEL_START(9),
        TUNNEL_STOP(10),
        TUNNEL_REJECT(11),
        LINK_START(12),
        LINK_STOP(13),
        LINK_REJECT(14);

        private static final Kind[] ALL = values();

        /** Acct-Status-Type. */
        final int number;

        Kind(int number) {
            this.number = number;
        }

        /** Nothing overtakes it, and it overtakes nothing. */
        boolean isBarrier() {
            return this == ON || this == OFF;
        }

        static Kind of(int number) {
            for (Kind kind : ALL) {
                if (kind.number == number) {
                    return kind;
                }
            }
            return null;
        }
    }

    /** Without user names and addresses. */
    @Override
    public String toString() {
        return kind + " " + key;
    }
}
