package org.jl2tpd.profile;

/**
 * The profiles that apply to a tunnel, after inheritance.
 *
 * @param peer the peer profile
 * @param tunnel tunnel profile
 * @param session session profile
 * @param ppp ppp profile
 */
public record Resolved(Profile peer, Profile tunnel, Profile session, Profile ppp) {}
