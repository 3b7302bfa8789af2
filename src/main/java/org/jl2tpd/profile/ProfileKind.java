package org.jl2tpd.profile;

/** The five kinds of profile. */
public enum ProfileKind {
    SYSTEM,
    PEER,
    TUNNEL,
    SESSION,
    PPP
}
