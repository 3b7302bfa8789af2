package org.jl2tpd.profile;

import java.util.List;

/**
 * A tunnel that we open, from the configuration or by command.
 *
 * @param name unique, not empty
 * @param destinations LNS candidates in order, each an address literal or a host name
 * @param profileName tunnel profile, null to inherit
 * @param peerProfileName peer profile, null for {@code default}
 * @param persist whether it is opened at start and again for ever after it ended
 * @param overrides tunnel attributes set for this tunnel alone
 * @param sessions sessions in it
 */
public record TunnelDefinition(
        String name,
        List<String> destinations,
        String profileName,
        String peerProfileName,
        boolean persist,
        Profile overrides,
        List<SessionDefinition> sessions) {}
