package org.jl2tpd.profile;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Takes apart who manages the daemon. */
final class ManagementItems {
    private final ManagementDefinition management;
    private final SecretFinder secrets;
    private final ConfigurationItems items;

    ManagementItems(ManagementDefinition management, SecretFinder secrets, ConfigurationItems items) {
        this.management = management;
        this.secrets = secrets;
        this.items = items;
    }

    void add() {
        items.table("snmp", management.snmp());
        management.snmpUsers().forEach(user -> items.listed("snmp_user", user.name(), user(user)));
        management.snmpCommunities().forEach(c -> items.listed("snmp_community", c.name(), community(c)));
        management.snmpTargets().forEach(target -> items.listed("snmp_target", target.name(), target(target)));
        items.table("jmx", management.jmx());
        items.table("http", management.http());
        management.httpUsers().forEach(user -> items.listed("http_user", user.name(), user(user)));
        items.table("hooks", management.hooks());
    }

    private Map<String, Object> user(ManagementDefinition.SnmpUser user) {
        Map<String, Object> values = start(user.name());
        choice(values, "auth_protocol", user.authProtocol(), ManagementDefinition.AuthProtocol.SHA256);
        secrets.put(values, "auth_password", "auth_secret_name", user.authPassword());
        if (user.privPassword() != null) {
            choice(values, "priv_protocol", user.privProtocol(), ManagementDefinition.PrivProtocol.AES128);
            secrets.put(values, "priv_password", "priv_secret_name", user.privPassword());
        }
        access(values, user.access());
        return values;
    }

    private Map<String, Object> community(ManagementDefinition.SnmpCommunity community) {
        Map<String, Object> values = start(community.name());
        secrets.put(values, "community", "community_secret_name", community.community());
        ConfigurationItems.putList(values, "sources", community.sources());
        access(values, community.access());
        return values;
    }

    private static Map<String, Object> target(ManagementDefinition.SnmpTarget target) {
        Map<String, Object> values = start(target.name());
        values.put("address", target.address());
        number(values, "port", target.port(), 162);
        if (target.inform()) {
            values.put("inform", true);
        }
        ConfigurationItems.put(values, "user", target.user());
        ConfigurationItems.put(values, "community", target.community());
        number(values, "timeout_ms", target.timeoutMs(), 1500);
        number(values, "retries", target.retries(), 3);
        return values;
    }

    private Map<String, Object> user(ManagementDefinition.HttpUser user) {
        Map<String, Object> values = start(user.name());
        secrets.put(values, "password", "secret_name", user.password());
        access(values, user.access());
        return values;
    }

    private static Map<String, Object> start(String name) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", name);
        return values;
    }

    private static void access(Map<String, Object> values, ManagementDefinition.Access access) {
        choice(values, "access", access, ManagementDefinition.Access.READ);
    }

    private static <E extends Enum<E>> void choice(Map<String, Object> values, String key, E value, E otherwise) {
        if (value != otherwise) {
            values.put(key, value.name().toLowerCase(Locale.ROOT));
        }
    }

    private static void number(Map<String, Object> values, String key, int value, int otherwise) {
        if (value != otherwise) {
            values.put(key, (long) value);
        }
    }
}
