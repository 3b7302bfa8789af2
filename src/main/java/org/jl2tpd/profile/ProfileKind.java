package org.jl2tpd.profile;

/** The kinds of profile: five for the control protocol, two for tunnels that have none, four for who manages the daemon, and what it starts, one for RADIUS. */
public enum ProfileKind {
    SYSTEM,
    PEER,
    TUNNEL,
    SESSION,
    PPP,
    STATIC_TUNNEL,
    STATIC_SESSION,
    SNMP,
    JMX,
    HTTP,
    HOOKS,
    RADIUS
}
