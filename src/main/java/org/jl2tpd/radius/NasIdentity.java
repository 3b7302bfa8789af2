package org.jl2tpd.radius;

import java.util.function.Predicate;
import org.jl2tpd.wire.IpAddress;

/**
 * Who we are for RADIUS.
 *
 * @param identifier NAS-Identifier
 * @param isOurs whether an address is ours as NAS-IP-Address or NAS-IPv6-Address
 */
public record NasIdentity(String identifier, Predicate<IpAddress> isOurs) {}
