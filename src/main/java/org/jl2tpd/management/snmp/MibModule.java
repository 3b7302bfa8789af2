package org.jl2tpd.management.snmp;

/** The objects of one MIB module. */
public interface MibModule {
    /** Tells the registry every object; called once, before the agent answers. */
    void register(MibRegistry registry);
}
