package org.jl2tpd.management.jmx;

import org.jl2tpd.management.Control;
import org.jl2tpd.management.PoolView;

/** {@code type=AddressPool}. */
final class AddressPoolBean implements AddressPoolMXBean {
    private final Control control;
    private final String name;

    AddressPoolBean(Control control, String name) {
        this.control = control;
        this.name = name;
    }

    private PoolView pool() {
        return control.listPools().stream()
                .filter(pool -> pool.name().equals(name))
                .findFirst()
                .orElse(new PoolView(name, 0, 0, 0, 0, 0, 0));
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public int getIpv4Addresses() {
        return pool().ipv4Size();
    }

    @Override
    public int getIpv4AddressesUsed() {
        return pool().ipv4Used();
    }

    @Override
    public int getIpv6Prefixes() {
        return pool().ipv6Size();
    }

    @Override
    public int getIpv6PrefixesUsed() {
        return pool().ipv6Used();
    }

    @Override
    public int getDelegatedPrefixes() {
        return pool().delegatedSize();
    }

    @Override
    public int getDelegatedPrefixesUsed() {
        return pool().delegatedUsed();
    }

    @Override
    public int getIpv4AddressesPeak() {
        return pool().ipv4Peak();
    }

    @Override
    public int getIpv6PrefixesPeak() {
        return pool().ipv6Peak();
    }

    @Override
    public int getDelegatedPrefixesPeak() {
        return pool().delegatedPeak();
    }

    @Override
    public long getIpv4AddressesExhausted() {
        return pool().ipv4Exhausted();
    }

    @Override
    public long getIpv6PrefixesExhausted() {
        return pool().ipv6Exhausted();
    }

    @Override
    public long getDelegatedPrefixesExhausted() {
        return pool().delegatedExhausted();
    }

    @Override
    public int getAlarmPercent() {
        return pool().alarmPercent();
    }

    @Override
    public boolean isNearlyFull() {
        return pool().isNearlyFull();
    }
}
