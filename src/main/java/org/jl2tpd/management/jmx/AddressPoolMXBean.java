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

    @About("Most IPv4 addresses that were in use at once.")
    int getIpv4AddressesPeak();

    @About("Most IPv6 prefixes for links that were in use at once.")
    int getIpv6PrefixesPeak();

    @About("Most prefixes for delegation that were in use at once.")
    int getDelegatedPrefixesPeak();

    @About("Sessions that got no IPv4 address because none was free.")
    long getIpv4AddressesExhausted();

    @About("Sessions that got no IPv6 prefix because none was free.")
    long getIpv6PrefixesExhausted();

    @About("Sessions that got no prefix for delegation because none was free.")
    long getDelegatedPrefixesExhausted();

    @About("How full it may be, in percent, before it is told as nearly full; 0 for never.")
    int getAlarmPercent();

    @About("Whether it is nearly full.")
    boolean isNearlyFull();
}
