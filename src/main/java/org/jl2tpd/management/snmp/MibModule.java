package org.jl2tpd.management.snmp;

/** The objects of one MIB module. */
public interface MibModule {
    /** Tells the registry every object; called once, before the agent answers. */
    void register(MibRegistry registry);

    /** The agent ends, or is initialised again with other modules: events are heard no longer. */
    default void close() {}
}
