package org.jl2tpd.management;

/**
 * How full a pool of addresses is. Numbers of what was, and of refusals, begin when the pool is made: at the start, and when a reload changes it.
 *
 * @param ipv4Size IPv4 addresses that it can give; {@code ipv4Used} those that it gave or that others have of it
 * @param ipv6Size prefixes for links; {@code ipv6Used} of those given
 * @param delegatedSize prefixes for delegation; {@code delegatedUsed} of those given
 * @param ipv4Peak most IPv4 addresses that were in use at once
 * @param ipv4Exhausted sessions that got no IPv4 address because none was free
 * @param ipv4NearlyFull whether it is alarmed for its IPv4 addresses
 * @param alarmPercent how full it may be before it is alarmed, 0 for never
 */
public record PoolView(
        String name,
        int ipv4Size,
        int ipv4Used,
        int ipv6Size,
        int ipv6Used,
        int delegatedSize,
        int delegatedUsed,
        int ipv4Peak,
        int ipv6Peak,
        int delegatedPeak,
        long ipv4Exhausted,
        long ipv6Exhausted,
        long delegatedExhausted,
        boolean ipv4NearlyFull,
        boolean ipv6NearlyFull,
        boolean delegatedNearlyFull,
        int alarmPercent) {
    /** One that was never fuller, and has no alarm. */
    public PoolView(
            String name, int ipv4Size, int ipv4Used, int ipv6Size, int ipv6Used, int delegatedSize, int delegatedUsed) {
        this(
                name,
                ipv4Size,
                ipv4Used,
                ipv6Size,
                ipv6Used,
                delegatedSize,
                delegatedUsed,
                ipv4Used,
                ipv6Used,
                delegatedUsed,
                0,
                0,
                0,
                false,
                false,
                false,
                0);
    }

    /** Whether it is alarmed for any of its kinds. */
    public boolean isNearlyFull() {
        return ipv4NearlyFull || ipv6NearlyFull || delegatedNearlyFull;
    }
}
