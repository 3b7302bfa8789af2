package org.jl2tpd.management.snmp;

/** Limits of notifications (RFC 4181 4.7). */
public final class Notifications {
    /** One notification of a kind about one source in this time; the latest of those that came meanwhile is sent after it. */
    public static final long SOURCE_PAUSE_NS = 1_000_000_000L;

    private Notifications() {}
}
