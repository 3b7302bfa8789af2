package org.jl2tpd.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Keys of the file that are no attributes of a profile: of secrets, pools, users, tunnels, sessions, switch rules, RADIUS and who manages the daemon. */
public final class FileKeys {
    /**
     * A key.
     *
     * @param name as written
     * @param range form or range of the value
     * @param description one sentence
     */
    public record Key(String name, String range, String description) {}

    /** {@code [secret.NAME]}. */
    public static final List<Key> SECRET = List.of(
            new Key("value", "text", "The secret itself; the file must not be readable by everyone."),
            new Key(
                    "file",
                    "path",
                    "File whose content is the secret, without its last line end; relative to the configuration file. It must not be readable by everyone."));

    /** {@code [pool.NAME]}. */
    public static final List<Key> POOL = List.of(
            new Key(
                    "ipv4",
                    "list of ADDRESS/LENGTH or FIRST-LAST",
                    "IPv4 addresses; a prefix of at most 30 bits keeps back its first and its last address."),
            new Key("ipv6", "list of ADDRESS/LENGTH, at most 64 bits", "Prefixes that each link gets a /64 of."),
            new Key("delegated", "list of ADDRESS/LENGTH", "Prefixes that delegations (DHCPv6) are taken from."),
            new Key("delegated_length", "48 to 64, default 56", "Length of a delegation."),
            new Key(
                    "sticky",
                    "true or false, default true",
                    "Whether a user gets again what it had last, while that is free; otherwise what is free for longest."),
            new Key(
                    "lease_hold_seconds",
                    "0 to 86400, default 120",
                    "How long after a crash only its user gets what a session had, unless nothing else is free; needs state_directory."),
            new Key(
                    "alarm_percent",
                    "0 to 100, default 90",
                    "How full the pool is, of a kind, when it is told as nearly full; 0 for never."));

    /** {@code [[user]]}. */
    public static final List<Key> USER = List.of(
            new Key("name", "text, required", "User name; * takes every name that no other user has."),
            new Key("password", "text", "Password in clear. Better: secret_name."),
            new Key("secret_name", "name of a secret", "Secret that is the password."),
            new Key("ipaddr", "IPv4 address", "Fixed address in place of one of the pool."),
            new Key("ipv6_prefix", "ADDRESS/64", "Fixed prefix of the link."),
            new Key("delegated_prefix", "ADDRESS/LENGTH", "Fixed delegated prefix."),
            new Key("ip_pool_name", "name of a pool", "Pool in place of the ppp profile's."),
            new Key("routes", "list of ADDRESS/LENGTH", "Prefixes behind the user."),
            new Key("enabled", "true or false, default true", "False refuses the user."));

    /** {@code [[tunnel]]}, beside the attributes of a tunnel profile. */
    public static final List<Key> TUNNEL = List.of(
            new Key("tunnel_name", "text, required", "Name of the tunnel, used once."),
            new Key("profile_name", "name of a tunnel_profile", "Tunnel profile; else the peer profile's."),
            new Key("peer_profile_name", "name of a peer_profile", "Peer profile; else the tunnel profile's."),
            new Key(
                    "persist",
                    "true or false, default true",
                    "Whether the tunnel is opened again whenever it ended, for ever; without it each candidate is tried once, at start, or where a switch rule names the tunnel whenever a call needs it."));

    /** {@code [[tunnel.session]]}, beside the attributes of session and ppp profiles. */
    public static final List<Key> SESSION = List.of(
            new Key("session_name", "text, required", "Name of the session, used once in its tunnel."),
            new Key("profile_name", "name of a session_profile", "Session profile; else the tunnel's."),
            new Key("ppp_profile_name", "name of a ppp_profile", "PPP profile; else the session profile's."),
            new Key("user_name", "text", "User name that PPP shows to the peer."),
            new Key("user_password", "text", "Its password in clear. Better: secret_name."),
            new Key("secret_name", "name of a secret", "Secret that is the password."),
            new Key("interface_name", "name of a network device", "Device of the session; else an automatic one."));

    /** {@code [[switch]]}. */
    public static final List<Key> SWITCH = List.of(
            new Key("peer", "name of a peer_profile", "Calls that come by tunnels of this peer profile."),
            new Key("called_number", "text, * at its end for any further digits", "Calls to this number."),
            new Key(
                    "realm",
                    "a domain, with a leading dot for all below it",
                    "Calls of users whose name is USER@REALM, or without an @ REALM\\USER; upper and lower case are the same."),
            new Key("tunnel", "name of a tunnel, required", "The [[tunnel]] that the call is continued into."),
            new Key(
                    "session_profile_name",
                    "name of a session_profile",
                    "Session profile of the onward session; else the tunnel's."));

    private static final Key ACCESS =
            new Key("access", "read or write, default read", "Whether that is looking alone, or changing too.");

    /** {@code [[snmp_user]]}. */
    public static final List<Key> SNMP_USER = List.of(
            new Key("name", "text of at most 32 octets, required", "Name of the SNMPv3 user, used once."),
            new Key(
                    "auth_protocol",
                    "sha224, sha256, sha384 or sha512, default sha256",
                    "HMAC that messages are authenticated with (RFC 7860)."),
            new Key("auth_secret_name", "name of a secret", "Secret that is the password for it, at least 8 octets."),
            new Key("auth_password", "text of at least 8 octets", "The same in clear. Better: auth_secret_name."),
            new Key(
                    "priv_protocol",
                    "aes128, aes192 or aes256, default aes128",
                    "Cipher that messages are encrypted with; net-snmp has aes128 in every build."),
            new Key(
                    "priv_secret_name",
                    "name of a secret",
                    "Secret that is the password for it, at least 8 octets; without one the user may ask without encryption."),
            new Key("priv_password", "text of at least 8 octets", "The same in clear. Better: priv_secret_name."),
            ACCESS);

    /** {@code [[snmp_community]]}. */
    public static final List<Key> SNMP_COMMUNITY = List.of(
            new Key(
                    "name",
                    "text of at most 32 octets, required",
                    "Name for logs and targets; not the community itself."),
            new Key("community_secret_name", "name of a secret", "Secret that is the community."),
            new Key("community", "text", "The community in clear. Better: community_secret_name."),
            new Key("sources", "list of ADDRESS/LENGTH", "Who may use it; left out, everyone who reaches the agent."),
            ACCESS);

    /** {@code [[snmp_target]]}. */
    public static final List<Key> SNMP_TARGET = List.of(
            new Key("name", "text of at most 32 octets, required", "Name of the target, used once."),
            new Key("address", "IPv4 or IPv6 address, required", "Where notifications are sent."),
            new Key("port", "1 to 65535, default 162", "UDP port there."),
            new Key(
                    "inform",
                    "true or false, default false",
                    "Whether the receiver must acknowledge, or it is sent again."),
            new Key("user", "name of an snmp_user", "Notifications are SNMPv3, with that user's protection."),
            new Key("community", "name of an snmp_community", "Notifications are SNMPv2c, with that community."),
            new Key("timeout_ms", "100 to 60000, default 1500", "Milliseconds that an acknowledgement may take."),
            new Key("retries", "0 to 10, default 3", "How often an inform is sent again."));

    /** {@code [[http_user]]}. */
    public static final List<Key> HTTP_USER = List.of(
            new Key("name", "text of at most 32 octets, without colon, required", "Name of the user, used once."),
            new Key("secret_name", "name of a secret", "Secret that is the password, at least 8 octets."),
            new Key("password", "text of at least 8 octets", "Password in clear. Better: secret_name."),
            ACCESS);

    private static final Key SHARED_SECRET_NAME = new Key(
            "secret_name", "name of a secret", "Secret that is shared with it, at least 8 octets, better 16 and more.");
    private static final Key SHARED_SECRET =
            new Key("secret", "text of at least 8 octets", "The same in clear. Better: secret_name.");

    /** {@code [[radius_server]]}. */
    public static final List<Key> RADIUS_SERVER = List.of(
            new Key("name", "text of at most 32 octets, required", "Name for logs and tables, used once."),
            new Key(
                    "group",
                    "text",
                    "Group that ppp profiles name with radius_hint; without it the server is for those that name none."),
            new Key("address", "IPv4 or IPv6 address, required", "Where it is asked."),
            new Key(
                    "authentication_port",
                    "0 to 65535, default 1812",
                    "Its UDP port for authentication; 0 when it is not asked who may come in."),
            new Key(
                    "accounting_port",
                    "0 to 65535, default 1813",
                    "Its UDP port for accounting; 0 when it gets no records."),
            SHARED_SECRET_NAME,
            SHARED_SECRET,
            new Key(
                    "require_message_authenticator",
                    "true or false, default true",
                    "Whether answers to Access-Requests without Message-Authenticator are dropped (Blast-RADIUS); false for a server that sends none."),
            new Key(
                    "status_server",
                    "true or false, default true",
                    "Whether it is probed with Status-Server (RFC 5997) while it is dead."));

    /** {@code [[radius_client]]}. */
    public static final List<Key> RADIUS_CLIENT = List.of(
            new Key("name", "text of at most 32 octets, required", "Name for logs and tables, used once."),
            new Key(
                    "source",
                    "ADDRESS/LENGTH or an address, required",
                    "Where its Disconnect-Requests and CoA-Requests come from; of several that match, the longest prefix."),
            SHARED_SECRET_NAME,
            SHARED_SECRET,
            new Key(
                    "require_message_authenticator",
                    "true or false, default false",
                    "Whether requests without Message-Authenticator are dropped."),
            new Key(
                    "require_event_timestamp",
                    "true or false, default false",
                    "Whether requests without Event-Timestamp are dropped; one that is there is checked in any case (RFC 5176 6.3)."));

    private FileKeys() {}

    static Set<String> names(List<Key> keys) {
        Set<String> names = new LinkedHashSet<>();
        keys.forEach(key -> names.add(key.name()));
        return names;
    }
}
