package org.jl2tpd.management.model;

/**
 * Numbers of interfaces (ifIndex, RFC 2863 3.1.5): tunnels and sessions share one row of numbers, which goes up and names nothing twice
 * before the agent is initialised again. It is made of the engine's serial number.
 */
public final class InterfaceIndex {
    private InterfaceIndex() {}

    /** 1 to 2,147,483,647; 0 for the serial 0, which nothing that lives has. */
    public static int of(long serial) {
        return serial == 0 ? 0 : (int) ((serial - 1) % Integer.MAX_VALUE) + 1;
    }

    /** How often the numbers have begun anew; when this goes up an agent must be initialised again. */
    public static long round(long serial) {
        return serial == 0 ? 0 : (serial - 1) / Integer.MAX_VALUE;
    }
}
