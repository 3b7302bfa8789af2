package org.jl2tpd.profile;

import java.util.List;
import org.jl2tpd.wire.IpAddress;

/** What RADIUS servers are asked, and what they may ask of us ({@code [radius]}; RFC 2865, 2866, 5080, 5176, 5997). */
public final class RadiusAttributes {
    private static final Make MAKE = new Make(ProfileKind.RADIUS);

    public static final Attribute<Integer> TIMEOUT_MS = MAKE.number(
            "timeout_ms",
            2000,
            50,
            60_000,
            "Milliseconds after which a request is first sent again; doubled each time.");
    public static final Attribute<Integer> RETRIES = MAKE.number(
            "retries", 2, 0, 20, "How often a request is sent again to one server before the next one is asked.");
    public static final Attribute<Integer> DEAD_TIME_SECONDS = MAKE.number(
            "dead_time_seconds",
            60,
            1,
            86_400,
            "Seconds for which a server that answered nothing is asked last, where no status probe brings it back before; then it is"
                    + " asked in its turn, and is alive when it answers. One that has ever answered a probe waits for the next answer.");
    public static final Attribute<Integer> STATUS_INTERVAL_SECONDS = MAKE.numberOrZero(
            "status_interval_seconds",
            10,
            "never",
            1,
            3600,
            "Seconds between status probes (RFC 5997) of a server that is dead.");
    public static final Attribute<Integer> MAX_OUTSTANDING = MAKE.number(
            "max_outstanding", 20_000, 1, 1_000_000, "Most requests that wait for answers; more are refused at once.");
    public static final Attribute<Integer> MAX_SOURCE_PORTS = MAKE.number(
            "max_source_ports",
            64,
            1,
            1024,
            "Most UDP ports that requests leave from: 256 requests a port and server at once.");
    public static final Attribute<IpAddress> SOURCE_ADDRESS =
            MAKE.address("source_address", "Our address towards servers of its family; unset leaves it to the route.");
    public static final Attribute<String> NAS_IDENTIFIER =
            MAKE.text("nas_identifier", "", "NAS-Identifier; empty takes the host name.");
    public static final Attribute<IpAddress> NAS_IP_ADDRESS = MAKE.address(
            "nas_ip_address", "NAS-IP-Address or NAS-IPv6-Address; unset takes our address towards the server.");
    public static final Attribute<Choices.LocalUsers> LOCAL_USERS = MAKE.choice(
            "local_users",
            Choices.LocalUsers.class,
            Choices.LocalUsers.NEVER,
            "When a local user of the same name is judged here, where use_radius is set: never, before the servers are asked, or when"
                    + " none of them answers.");
    public static final Attribute<Boolean> ACCOUNTING =
            MAKE.flag("accounting", true, "Whether sessions with use_radius are accounted.");
    public static final Attribute<Boolean> TUNNEL_ACCOUNTING =
            MAKE.flag("tunnel_accounting", false, "Whether tunnels and links are accounted too (RFC 2867).");
    public static final Attribute<Integer> INTERIM_INTERVAL_SECONDS = MAKE.numberOrZero(
            "interim_interval_seconds",
            600,
            "none",
            60,
            86_400,
            "Seconds between interim records of a session, where the server names no other.");
    public static final Attribute<Integer> MAX_SPOOLED_RECORDS = MAKE.number(
            "max_spooled_records",
            1_000_000,
            1000,
            100_000_000,
            "Most accounting records that wait on disk; then interim records are dropped first.");
    public static final Attribute<Integer> DENYLIST_SECONDS = MAKE.numberOrZero(
            "denylist_seconds",
            60,
            "none",
            1,
            86_400,
            "Seconds for which an LNS that a server named and that could not be reached is tried last.");
    public static final Attribute<Integer> DYNAMIC_AUTHORIZATION_PORT = MAKE.numberOrZero(
            "dynamic_authorization_port",
            3799,
            "off",
            1,
            65_535,
            "UDP port for Disconnect and CoA of the radius_clients (RFC 5176).");
    public static final Attribute<List<IpAddress>> DYNAMIC_AUTHORIZATION_ADDRESSES = MAKE.list(
            "dynamic_authorization_addresses",
            IpAddress.class,
            List.of(),
            v -> v.size() <= 16,
            "at most 16 addresses",
            "Our addresses for Disconnect and CoA; empty is every address.");

    private RadiusAttributes() {}
}
