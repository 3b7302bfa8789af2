package org.jl2tpd.profile;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jl2tpd.profile.RadiusDefinition.RadiusClient;
import org.jl2tpd.profile.RadiusDefinition.RadiusServer;

/** Takes RADIUS apart. */
final class RadiusItems {
    private final RadiusDefinition radius;
    private final SecretFinder secrets;
    private final ConfigurationItems items;

    RadiusItems(RadiusDefinition radius, SecretFinder secrets, ConfigurationItems items) {
        this.radius = radius;
        this.secrets = secrets;
        this.items = items;
    }

    void add() {
        items.table("radius", radius.settings());
        radius.servers().forEach(server -> items.listed("radius_server", server.name(), server(server)));
        radius.clients().forEach(client -> items.listed("radius_client", client.name(), client(client)));
    }

    private Map<String, Object> server(RadiusServer server) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", server.name());
        ConfigurationItems.put(values, "group", server.group());
        ConfigurationItems.put(values, "address", server.address());
        port(values, "authentication_port", server.authenticationPort(), RadiusDefinition.AUTHENTICATION_PORT);
        port(values, "accounting_port", server.accountingPort(), RadiusDefinition.ACCOUNTING_PORT);
        secrets.put(values, "secret", "secret_name", server.secret());
        flag(values, "require_message_authenticator", server.requireMessageAuthenticator(), true);
        flag(values, "status_server", server.statusServer(), true);
        return values;
    }

    private Map<String, Object> client(RadiusClient client) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", client.name());
        ConfigurationItems.put(values, "source", client.source());
        secrets.put(values, "secret", "secret_name", client.secret());
        flag(values, "require_message_authenticator", client.requireMessageAuthenticator(), false);
        flag(values, "require_event_timestamp", client.requireEventTimestamp(), false);
        return values;
    }

    private static void port(Map<String, Object> values, String key, int value, int otherwise) {
        if (value != otherwise) {
            values.put(key, (long) value);
        }
    }

    private static void flag(Map<String, Object> values, String key, boolean value, boolean otherwise) {
        if (value != otherwise) {
            values.put(key, value);
        }
    }
}
