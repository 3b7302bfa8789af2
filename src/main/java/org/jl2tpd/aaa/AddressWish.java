package org.jl2tpd.aaa;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jl2tpd.profile.UserDefinition;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/**
 * What a session is to have, as whoever judged its user says it. What is fixed here goes before a named pool, and that before what the ppp
 * profile has.
 *
 * @param userName the user's, as sessions of one user are counted by it
 * @param ipv4 fixed address, null for one of a pool
 * @param ipv6Prefix fixed prefix of the link, null for one of a pool
 * @param delegatedPrefix fixed prefix for delegation, null for one of a pool
 * @param ipv4Pool pool of the address, null for the ppp profile's
 * @param ipv6Pool pool of the link's prefix, null for the ppp profile's
 * @param delegatedPool pool of the prefix for delegation, null for the ppp profile's
 * @param routes prefixes behind the peer
 * @param peerInterfaceId the peer's IPv6 interface identifier, 0 for none
 * @param dns servers, empty for the ppp profile's
 * @param sessionTimeoutSeconds 0 for none
 * @param idleTimeoutSeconds 0 for none
 * @param sessionLimit most sessions of that user, 0 for the ppp profile's number
 */
record AddressWish(
        String userName,
        IpAddress ipv4,
        IpPrefix ipv6Prefix,
        IpPrefix delegatedPrefix,
        String ipv4Pool,
        String ipv6Pool,
        String delegatedPool,
        List<IpPrefix> routes,
        long peerInterfaceId,
        List<IpAddress> dns,
        int sessionTimeoutSeconds,
        int idleTimeoutSeconds,
        int sessionLimit) {
    /** Leaves everything to the ppp profile. */
    static final AddressWish NONE = new Builder("").build();

    AddressWish {
        routes = List.copyOf(routes);
        dns = List.copyOf(dns);
    }

    /** Collects a wish; what is not set is left to the ppp profile. */
    static Builder of(String userName) {
        return new Builder(userName);
    }

    static AddressWish of(UserDefinition user) {
        return of(user.name())
                .ipv4(user.ipv4())
                .ipv6Prefix(user.ipv6Prefix())
                .delegatedPrefix(user.delegatedPrefix())
                .pool(user.poolName())
                .routes(user.routes())
                .build();
    }

    /** What is fixed of that kind, null for nothing. */
    Object fixed(AddressKind kind) {
        return switch (kind) {
            case IPV4 -> ipv4;
            case IPV6 -> ipv6Prefix;
            case DELEGATED -> delegatedPrefix;
        };
    }

    /** Name of the pool for that kind, null for the ppp profile's. */
    String pool(AddressKind kind) {
        return switch (kind) {
            case IPV4 -> ipv4Pool;
            case IPV6 -> ipv6Pool;
            case DELEGATED -> delegatedPool;
        };
    }

    /** All that only one session can have at a time: addresses, prefixes and routes. */
    List<Object> fixed() {
        if (ipv4 == null && ipv6Prefix == null && delegatedPrefix == null && routes.isEmpty()) {
            return List.of();
        }
        List<Object> fixed = new ArrayList<>(routes);
        fixed.addAll(addresses());
        return fixed;
    }

    /** Those of them that are not routes: a pool has none of these to give. */
    List<Object> addresses() {
        return Stream.<Object>of(ipv4, ipv6Prefix, delegatedPrefix)
                .filter(Objects::nonNull)
                .toList();
    }

    /** The same of a session whose addresses are someone else's matter: its user, how many sessions that may have, and its times. */
    AddressWish withoutAddresses() {
        return of(userName)
                .sessionTimeoutSeconds(sessionTimeoutSeconds)
                .idleTimeoutSeconds(idleTimeoutSeconds)
                .sessionLimit(sessionLimit)
                .build();
    }

    /** Collects a wish. */
    static final class Builder {
        private final String userName;
        private IpAddress ipv4;
        private IpPrefix ipv6Prefix;
        private IpPrefix delegatedPrefix;
        private String ipv4Pool;
        private String ipv6Pool;
        private String delegatedPool;
        private List<IpPrefix> routes = List.of();
        private long peerInterfaceId;
        private List<IpAddress> dns = List.of();
        private int sessionTimeoutSeconds;
        private int idleTimeoutSeconds;
        private int sessionLimit;

        private Builder(String userName) {
            this.userName = userName;
        }

        Builder ipv4(IpAddress address) {
            ipv4 = address;
            return this;
        }

        Builder ipv6Prefix(IpPrefix prefix) {
            ipv6Prefix = prefix;
            return this;
        }

        Builder delegatedPrefix(IpPrefix prefix) {
            delegatedPrefix = prefix;
            return this;
        }

        /** One pool for all kinds. */
        Builder pool(String name) {
            return ipv4Pool(name).ipv6Pool(name).delegatedPool(name);
        }

        Builder ipv4Pool(String name) {
            ipv4Pool = name;
            return this;
        }

        Builder ipv6Pool(String name) {
            ipv6Pool = name;
            return this;
        }

        Builder delegatedPool(String name) {
            delegatedPool = name;
            return this;
        }

        Builder routes(List<IpPrefix> prefixes) {
            routes = prefixes;
            return this;
        }

        Builder peerInterfaceId(long id) {
            peerInterfaceId = id;
            return this;
        }

        Builder dns(List<IpAddress> servers) {
            dns = servers;
            return this;
        }

        Builder sessionTimeoutSeconds(int seconds) {
            sessionTimeoutSeconds = seconds;
            return this;
        }

        Builder idleTimeoutSeconds(int seconds) {
            idleTimeoutSeconds = seconds;
            return this;
        }

        Builder sessionLimit(int most) {
            sessionLimit = most;
            return this;
        }

        AddressWish build() {
            return new AddressWish(
                    userName,
                    ipv4,
                    ipv6Prefix,
                    delegatedPrefix,
                    ipv4Pool,
                    ipv6Pool,
                    delegatedPool,
                    routes,
                    peerInterfaceId,
                    dns,
                    sessionTimeoutSeconds,
                    idleTimeoutSeconds,
                    sessionLimit);
        }
    }
}
