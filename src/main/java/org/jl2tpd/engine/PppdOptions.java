package org.jl2tpd.engine;

import java.util.List;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.Secret;

/**
 * What a pppd of a session is told.
 *
 * @param arguments pppd's options that come from the ppp profile, each word by itself; never a secret
 * @param session the numbering and debug options, for the pppol2tp plugin
 * @param interfaceName wanted name of the device, empty for pppd's choice
 * @param clampMss whether the MSS of TCP connections is lowered to what fits
 * @param localIpv4 our address, null for pppd's choice
 * @param peerIpv4 the peer's address, null for its choice
 * @param userName our user name as client, empty for none
 * @param password our password as client, null for none; reaches pppd by a pipe alone
 */
public record PppdOptions(
        List<String> arguments,
        SessionOptions session,
        String interfaceName,
        boolean clampMss,
        IpAddress localIpv4,
        IpAddress peerIpv4,
        String userName,
        Secret password) {}
