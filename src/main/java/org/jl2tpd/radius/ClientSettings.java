package org.jl2tpd.radius;

import java.util.List;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.Secret;

/**
 * Whom a {@link RadiusClient} asks, and how long it waits.
 *
 * @param timeoutNs before a request is first sent again; doubled each time
 * @param retries how often it is sent again to one server
 * @param deadTimeNs for which a dead server that is not probed is asked last
 * @param statusIntervalNs between probes of a dead server, 0 for no probes
 * @param maxOutstanding requests that wait for answers
 * @param maxSourcePorts UDP ports that requests leave from
 * @param nasIdentifier empty sends none
 * @param nasAddress null takes our address towards the server
 * @param servers in the order in which they are asked
 */
public record ClientSettings(
        long timeoutNs,
        int retries,
        long deadTimeNs,
        long statusIntervalNs,
        int maxOutstanding,
        int maxSourcePorts,
        String nasIdentifier,
        IpAddress nasAddress,
        List<Server> servers) {
    public ClientSettings {
        servers = List.copyOf(servers);
    }

    /**
     * A server.
     *
     * @param group of which it is one, empty for none
     * @param authenticationPort 0 when it is not asked who may come in
     * @param accountingPort 0 when it takes no accounting
     * @param requireMessageAuthenticator whether answers to Access-Requests without Message-Authenticator are dropped
     * @param statusServer whether it answers Status-Server (RFC 5997)
     */
    public record Server(
            String name,
            String group,
            IpAddress address,
            int authenticationPort,
            int accountingPort,
            Secret secret,
            boolean requireMessageAuthenticator,
            boolean statusServer) {
        int port(RadiusRequest.Kind role) {
            return role == RadiusRequest.Kind.AUTHENTICATION ? authenticationPort : accountingPort;
        }
    }
}
