package org.jl2tpd.management;

/**
 * How full a pool of addresses is.
 *
 * @param ipv4Size IPv4 addresses that it can give; {@code ipv4Used} those that it gave
 * @param ipv6Size prefixes for links; {@code ipv6Used} of those given
 * @param delegatedSize prefixes for delegation; {@code delegatedUsed} of those given
 */
public record PoolView(
        String name, int ipv4Size, int ipv4Used, int ipv6Size, int ipv6Used, int delegatedSize, int delegatedUsed) {}
