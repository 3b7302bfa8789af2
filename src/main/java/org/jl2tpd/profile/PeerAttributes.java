package org.jl2tpd.profile;

/** Attributes of the peer profile. */
public final class PeerAttributes {
    private PeerAttributes() {}
}
