package org.jl2tpd.profile;

import java.util.List;
import java.util.Map;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.Secret;

/**
 * RADIUS: whom we ask, and who may ask us.
 *
 * @param settings {@link RadiusAttributes}
 * @param servers in the order in which they are asked
 * @param clients who may send Disconnect and CoA
 */
public record RadiusDefinition(Profile settings, List<RadiusServer> servers, List<RadiusClient> clients) {
    /** UDP port of authentication (RFC 2865 3). */
    public static final int AUTHENTICATION_PORT = 1812;

    /** UDP port of accounting (RFC 2866 3). */
    public static final int ACCOUNTING_PORT = 1813;

    /** Nobody is asked. */
    public static final RadiusDefinition NONE =
            new RadiusDefinition(new Profile(ProfileKind.RADIUS, "radius", Map.of()), List.of(), List.of());

    public RadiusDefinition {
        servers = List.copyOf(servers);
        clients = List.copyOf(clients);
    }

    /**
     * A server ({@code [[radius_server]]}).
     *
     * @param name for logs and tables
     * @param group ppp profiles whose {@code radius_hint} is this ask it; empty for those without
     * @param authenticationPort 0 when it is not asked who may come in; usually 1812
     * @param accountingPort 0 when it takes no accounting; usually 1813
     * @param secret shared with it
     * @param requireMessageAuthenticator whether answers to Access-Requests without Message-Authenticator are dropped (Blast-RADIUS)
     * @param statusServer whether it answers Status-Server (RFC 5997)
     */
    public record RadiusServer(
            String name,
            String group,
            IpAddress address,
            int authenticationPort,
            int accountingPort,
            Secret secret,
            boolean requireMessageAuthenticator,
            boolean statusServer) {}

    /**
     * Who may send Disconnect-Requests and CoA-Requests ({@code [[radius_client]]}).
     *
     * @param name for logs and tables
     * @param source its addresses
     * @param secret shared with it
     * @param requireMessageAuthenticator whether requests without Message-Authenticator are dropped
     * @param requireEventTimestamp whether requests without Event-Timestamp are dropped (RFC 5176 6.3)
     */
    public record RadiusClient(
            String name,
            IpPrefix source,
            Secret secret,
            boolean requireMessageAuthenticator,
            boolean requireEventTimestamp) {}

    /** Without any secret. */
    @Override
    public String toString() {
        return "RadiusDefinition[servers=" + servers.size() + ", clients=" + clients.size() + "]";
    }
}
