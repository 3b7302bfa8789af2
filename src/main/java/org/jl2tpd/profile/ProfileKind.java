package org.jl2tpd.profile;

/** The kinds of profile: five for the control protocol, two for tunnels that have none, three for who manages the daemon. */
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
    HTTP
}
