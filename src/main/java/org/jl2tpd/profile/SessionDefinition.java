package org.jl2tpd.profile;

import org.jl2tpd.wire.Secret;

/**
 * A session that we open.
 *
 * @param name unique in its tunnel, not empty
 * @param profileName session profile, null to inherit
 * @param pppProfileName ppp profile, null to inherit
 * @param userName PPP user, empty for none
 * @param userPassword PPP password, null for none
 * @param interfaceName network device, empty for an automatic name
 * @param overrides session attributes set for this session alone
 * @param pppOverrides ppp attributes set for this session alone
 */
public record SessionDefinition(
        String name,
        String profileName,
        String pppProfileName,
        String userName,
        Secret userPassword,
        String interfaceName,
        Profile overrides,
        Profile pppOverrides) {}
