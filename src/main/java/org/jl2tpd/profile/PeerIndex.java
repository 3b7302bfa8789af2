package org.jl2tpd.profile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/**
 * Finds the peer profile of an SCCRQ in a bounded number of look-ups, however many profiles there are: exact Host Name, longest
 * domain suffix, longest source prefix, {@code default}. Host names compare without regard to case.
 */
public final class PeerIndex {
    /** Most labels of a presented Host Name that are tried as suffixes; what is longer matches no suffix. */
    static final int MAX_LABELS = 32;

    private final Profile fallback;
    private final Map<String, Profile> names = new HashMap<>();
    private final Map<String, Profile> suffixes = new HashMap<>();
    private final TreeMap<Integer, Map<IpAddress, Profile>> ipv4 = new TreeMap<>((a, b) -> b - a);
    private final TreeMap<Integer, Map<IpAddress, Profile>> ipv6 = new TreeMap<>((a, b) -> b - a);
    private final List<Conflict> conflicts = new ArrayList<>();

    /** Two profiles that ask for the same peers; the first one gets them. */
    public record Conflict(Profile first, Profile second, Attribute<?> attribute) {}

    public PeerIndex(Collection<Profile> peers, Profile fallback) {
        this.fallback = fallback;
        for (Profile peer : peers) {
            if (!peer.name().equals(fallback.name())) {
                add(peer);
            }
        }
    }

    private void add(Profile peer) {
        put(names, lower(hostName(peer)), peer, PeerAttributes.HOST_NAME);
        String suffix = peer.get(PeerAttributes.HOST_NAME_SUFFIX);
        if (!suffix.isEmpty()) {
            put(suffixes, lower(suffix), peer, PeerAttributes.HOST_NAME_SUFFIX);
        }
        IpPrefix prefix = prefixOf(peer);
        if (prefix != null) {
            var lengths = prefix.address().isV4() ? ipv4 : ipv6;
            var map = lengths.computeIfAbsent(prefix.length(), length -> new HashMap<>());
            boolean own = peer.sets(PeerAttributes.PEER_PREFIX);
            put(map, prefix.address(), peer, own ? PeerAttributes.PEER_PREFIX : PeerAttributes.PEER_IPADDR);
        }
    }

    private <K> void put(Map<K, Profile> map, K key, Profile peer, Attribute<?> attribute) {
        Profile first = map.putIfAbsent(key, peer);
        if (first != null) {
            conflicts.add(new Conflict(first, peer, attribute));
        }
    }

    /** The Host Name that selects the profile. */
    static String hostName(Profile peer) {
        String set = peer.get(PeerAttributes.HOST_NAME);
        return set.isEmpty() ? peer.name() : set;
    }

    /** The source prefix that selects the profile; null for none. */
    static IpPrefix prefixOf(Profile peer) {
        IpPrefix prefix = peer.get(PeerAttributes.PEER_PREFIX);
        IpAddress address = peer.get(PeerAttributes.PEER_IPADDR);
        if (prefix != null || address == null) {
            return prefix;
        }
        IpAddress mask = peer.get(PeerAttributes.NETMASK);
        if (mask == null || !address.isV4()) {
            return new IpPrefix(address, address.isV4() ? 32 : 128);
        }
        return new IpPrefix(address, Integer.bitCount(mask.v4()));
    }

    /** The profile for a peer of that Host Name and source address. */
    public Profile find(String hostName, IpAddress address) {
        String name = lower(hostName);
        Profile found = names.get(name);
        if (found == null) {
            found = bySuffix(name);
        }
        if (found == null) {
            found = byPrefix(address);
        }
        return found == null ? fallback : found;
    }

    private Profile bySuffix(String name) {
        int labels = 0;
        int dot = suffixes.isEmpty() ? -1 : name.indexOf('.');
        while (dot >= 0 && labels++ < MAX_LABELS) {
            Profile found = suffixes.get(name.substring(dot));
            if (found != null) {
                return found;
            }
            dot = name.indexOf('.', dot + 1);
        }
        return null;
    }

    private Profile byPrefix(IpAddress address) {
        for (var length : (address.isV4() ? ipv4 : ipv6).entrySet()) {
            Profile found = length.getValue().get(new IpPrefix(address, length.getKey()).address());
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Profiles that ask for the same peers. */
    public List<Conflict> conflicts() {
        return conflicts;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
