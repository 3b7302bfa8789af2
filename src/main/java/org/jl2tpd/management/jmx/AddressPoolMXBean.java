package org.jl2tpd.management.jmx;

/** {@code type=AddressPool,name=NAME}: how full a pool of addresses is. */
@About("A pool of addresses, and how full it is.")
public interface AddressPoolMXBean {
    @About("Its name.")
    String getName();

    @About("IPv4 addresses that it can give.")
    int getIpv4Addresses();

    @About("IPv4 addresses that it gave.")
    int getIpv4AddressesUsed();

    @About("IPv6 prefixes for links that it can give.")
    int getIpv6Prefixes();

    @About("IPv6 prefixes for links that it gave.")
    int getIpv6PrefixesUsed();

    @About("Prefixes for delegation that it can give.")
    int getDelegatedPrefixes();

    @About("Prefixes for delegation that it gave.")
    int getDelegatedPrefixesUsed();
}
