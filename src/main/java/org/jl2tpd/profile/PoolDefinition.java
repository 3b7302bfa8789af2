package org.jl2tpd.profile;

import java.util.List;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/**
 * An address pool.
 *
 * @param name its name
 * @param ipv4 prefixes or ranges that addresses are taken from; empty gives no IPv4
 * @param ipv6 prefixes that a /64 for each link is taken from; empty gives none
 * @param delegated prefixes that delegations are taken from; empty gives none
 * @param delegatedLength length of a delegation, 48 to 64
 * @param isSticky whether a user gets again what it had last, while that is free
 * @param leaseHoldSeconds how long after a crash nobody but its user gets what a session had, 0 for not at all
 * @param alarmPercent how full it may be before an alarm, 0 for no alarm
 */
public record PoolDefinition(
        String name,
        List<Range> ipv4,
        List<IpPrefix> ipv6,
        List<IpPrefix> delegated,
        int delegatedLength,
        boolean isSticky,
        int leaseHoldSeconds,
        int alarmPercent) {
    public static final int DEFAULT_DELEGATED_LENGTH = 56;
    public static final int DEFAULT_LEASE_HOLD_SECONDS = 120;
    public static final int MAX_LEASE_HOLD_SECONDS = 86_400;
    public static final int DEFAULT_ALARM_PERCENT = 90;

    /** With the defaults of the rest. */
    public PoolDefinition(
            String name, List<Range> ipv4, List<IpPrefix> ipv6, List<IpPrefix> delegated, int delegatedLength) {
        this(name, ipv4, ipv6, delegated, delegatedLength, true, DEFAULT_LEASE_HOLD_SECONDS, DEFAULT_ALARM_PERCENT);
    }

    /** First and last IPv4 address, both included. */
    public record Range(IpAddress first, IpAddress last) {}
}
