package org.jl2tpd.profile;

/** Attributes of the tunnel profile. */
public final class TunnelAttributes {
    private TunnelAttributes() {}
}
