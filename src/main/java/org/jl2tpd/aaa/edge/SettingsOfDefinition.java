package org.jl2tpd.aaa.edge;

import java.util.concurrent.TimeUnit;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.RadiusAttributes;
import org.jl2tpd.profile.RadiusDefinition;
import org.jl2tpd.radius.ClientSettings;

/** The configuration's words to the client's. */
final class SettingsOfDefinition {
    private SettingsOfDefinition() {}

    static ClientSettings of(RadiusDefinition definition, String hostName) {
        Profile settings = definition.settings();
        String identifier = settings.get(RadiusAttributes.NAS_IDENTIFIER);
        return new ClientSettings(
                TimeUnit.MILLISECONDS.toNanos(settings.get(RadiusAttributes.TIMEOUT_MS)),
                settings.get(RadiusAttributes.RETRIES),
                TimeUnit.SECONDS.toNanos(settings.get(RadiusAttributes.DEAD_TIME_SECONDS)),
                TimeUnit.SECONDS.toNanos(settings.get(RadiusAttributes.STATUS_INTERVAL_SECONDS)),
                settings.get(RadiusAttributes.MAX_OUTSTANDING),
                settings.get(RadiusAttributes.MAX_SOURCE_PORTS),
                identifier.isEmpty() ? hostName : identifier,
                settings.get(RadiusAttributes.NAS_IP_ADDRESS),
                definition.servers().stream().map(SettingsOfDefinition::server).toList());
    }

    private static ClientSettings.Server server(RadiusDefinition.RadiusServer server) {
        return new ClientSettings.Server(
                server.name(),
                server.group(),
                server.address(),
                server.authenticationPort(),
                server.accountingPort(),
                server.secret(),
                server.requireMessageAuthenticator(),
                server.statusServer());
    }
}
