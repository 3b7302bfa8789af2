package org.jl2tpd.profile;

import java.util.List;
import java.util.Map;
import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.Secret;

/**
 * Who manages the daemon, and by what means, beside the control socket.
 *
 * @param snmp the SNMP agent's attributes
 * @param snmpUsers SNMPv3 users
 * @param snmpCommunities SNMPv1 and v2c communities
 * @param snmpTargets where notifications go
 * @param jmx remote JMX's attributes
 * @param http Jolokia's and the web console's attributes
 * @param httpUsers who may change something there
 * @param hooks programs that are started when tunnels and sessions come and go
 */
public record ManagementDefinition(
        Profile snmp,
        List<SnmpUser> snmpUsers,
        List<SnmpCommunity> snmpCommunities,
        List<SnmpTarget> snmpTargets,
        Profile jmx,
        Profile http,
        List<HttpUser> httpUsers,
        Profile hooks) {
    /** Nothing is started. */
    private static final Profile NO_HOOKS = new Profile(ProfileKind.HOOKS, "hooks", Map.of());

    /** Everything off. */
    public static final ManagementDefinition NONE = new ManagementDefinition(
            new Profile(ProfileKind.SNMP, "snmp", Map.of()),
            List.of(),
            List.of(),
            List.of(),
            new Profile(ProfileKind.JMX, "jmx", Map.of()),
            new Profile(ProfileKind.HTTP, "http", Map.of()),
            List.of());

    /** Without programs. */
    public ManagementDefinition(
            Profile snmp,
            List<SnmpUser> snmpUsers,
            List<SnmpCommunity> snmpCommunities,
            List<SnmpTarget> snmpTargets,
            Profile jmx,
            Profile http,
            List<HttpUser> httpUsers) {
        this(snmp, snmpUsers, snmpCommunities, snmpTargets, jmx, http, httpUsers, NO_HOOKS);
    }

    /** The same with other attributes of remote JMX. */
    public ManagementDefinition withJmx(Profile other) {
        return new ManagementDefinition(snmp, snmpUsers, snmpCommunities, snmpTargets, other, http, httpUsers, hooks);
    }

    /** What one may do. */
    public enum Access {
        READ,
        WRITE
    }

    /** USM authentication protocols (RFC 7860; SHA-1 and MD5 of RFC 3414 are not offered). */
    public enum AuthProtocol {
        SHA224,
        SHA256,
        SHA384,
        SHA512
    }

    /** USM privacy protocols: RFC 3826, and its drafts with longer keys. */
    public enum PrivProtocol {
        AES128,
        AES192,
        AES256
    }

    /**
     * A user of SNMPv3 ({@code [[snmp_user]]}).
     *
     * @param authPassword at least 8 octets
     * @param privPassword at least 8 octets; null lets the user in without privacy
     */
    public record SnmpUser(
            String name,
            AuthProtocol authProtocol,
            Secret authPassword,
            PrivProtocol privProtocol,
            Secret privPassword,
            Access access) {}

    /**
     * A community ({@code [[snmp_community]]}); its name is a secret.
     *
     * @param name for logs, and to have a target refer to it
     * @param sources who may use it; empty for everyone who reaches the agent
     */
    public record SnmpCommunity(String name, Secret community, List<IpPrefix> sources, Access access) {}

    /**
     * A receiver of notifications ({@code [[snmp_target]]}).
     *
     * @param address IPv4 or IPv6 address
     * @param inform whether it must acknowledge
     * @param user name of an {@link SnmpUser}, null where {@code community} names an {@link SnmpCommunity}
     */
    public record SnmpTarget(
            String name,
            String address,
            int port,
            boolean inform,
            String user,
            String community,
            int timeoutMs,
            int retries) {}

    /** A user of Jolokia and the console ({@code [[http_user]]}). */
    public record HttpUser(String name, Secret password, Access access) {}

    /** Without any user, community or password. */
    @Override
    public String toString() {
        return "ManagementDefinition[snmpUsers=" + snmpUsers.size() + ", targets=" + snmpTargets.size() + "]";
    }
}
