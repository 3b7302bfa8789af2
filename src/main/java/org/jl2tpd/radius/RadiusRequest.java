package org.jl2tpd.radius;

/**
 * What is to be asked of the first server that answers.
 *
 * @param kind decides port, code and authenticator
 * @param group of the servers to ask ({@code radius_hint}); empty for those without a group
 * @param attributes with clear values; User-Password is hidden for each server. Without NAS-IP-Address, NAS-Identifier,
 *     Message-Authenticator, Acct-Delay-Time and Proxy-State, which are added
 * @param eventNs when what is accounted happened ({@code nowNs}), for Acct-Delay-Time; not looked at for authentication
 */
public record RadiusRequest(Kind kind, String group, AttributeSet attributes, long eventNs) {
    /** What it is about. */
    public enum Kind {
        AUTHENTICATION,
        ACCOUNTING
    }

    /** Which one and how many attributes; no value. */
    @Override
    public String toString() {
        return "RadiusRequest[" + kind + ", " + attributes.size() + " attributes]";
    }
}
