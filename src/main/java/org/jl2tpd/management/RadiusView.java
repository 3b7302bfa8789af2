package org.jl2tpd.management;

import java.util.List;

/**
 * RADIUS at a moment, for tables (RFC 4668, RFC 4670, RFC 4672 and 4673 name the counters).
 *
 * @param servers each twice where it is asked for authentication and for accounting
 * @param clients who may send Disconnect and CoA
 * @param invalidAddresses datagrams from addresses that are no server's, which were not looked at
 * @param disconnectStrangers Disconnect-Requests of others, which got no answer
 * @param coaStrangers CoA-Requests of others, which got no answer
 * @param spool accounting records that wait
 * @param denied LNSs that are tried last for a while
 */
public record RadiusView(
        List<Server> servers,
        List<Client> clients,
        long invalidAddresses,
        long disconnectStrangers,
        long coaStrangers,
        Spool spool,
        List<Denied> denied) {
    /** RADIUS is not used. */
    public static final RadiusView NONE =
            new RadiusView(List.of(), List.of(), 0, 0, 0, new Spool(0, 0, 0, 0, 0, ""), List.of());

    /** The same with these LNSs that are tried last. */
    RadiusView with(List<Denied> others) {
        return new RadiusView(servers, clients, invalidAddresses, disconnectStrangers, coaStrangers, spool, others);
    }

    /**
     * A server in one of its roles.
     *
     * @param role {@code authentication} or {@code accounting}
     * @param state {@code alive} or {@code dead}
     * @param stateSeconds since when
     * @param roundTripMicros of the last answer, 0 before one
     * @param requests without those that were sent again
     * @param retransmissions sent again
     * @param accepts of authentication; responses of accounting are {@code responses}
     * @param malformed answers that could not be read
     * @param badAuthenticators answers with a wrong authenticator, or without Message-Authenticator where it is required
     * @param pending requests that wait now
     * @param timeouts times that no answer came
     * @param unknownTypes answers of an unknown code
     * @param dropped answers to nothing that we asked, or that were dropped for another reason
     */
    public record Server(
            String name,
            String group,
            String role,
            String address,
            int port,
            String state,
            long stateSeconds,
            long roundTripMicros,
            long requests,
            long retransmissions,
            long accepts,
            long rejects,
            long challenges,
            long responses,
            long malformed,
            long badAuthenticators,
            long pending,
            long timeouts,
            long unknownTypes,
            long dropped) {
        /** A server of which nothing is known yet. */
        public static Server unknown(String name, String group, String role, String address, int port) {
            return new Server(name, group, role, address, port, "alive", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        }
    }

    /**
     * Requests of a client, those that were dropped included; {@code sessions} are those that were ended or changed.
     *
     * @param unknownTypes packets of another code
     */
    public record Client(
            String name,
            String source,
            long disconnectRequests,
            long disconnectDuplicates,
            long disconnectAcks,
            long disconnectNaks,
            long disconnectNoSession,
            long disconnectSessions,
            long disconnectMalformed,
            long disconnectBadAuthenticators,
            long disconnectDropped,
            long coaRequests,
            long coaDuplicates,
            long coaAcks,
            long coaNaks,
            long coaNoSession,
            long coaSessions,
            long coaMalformed,
            long coaBadAuthenticators,
            long coaDropped,
            long unknownTypes) {
        /** A client that has asked for nothing yet. */
        public static Client unknown(String name, String source) {
            return new Client(name, source, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        }
    }

    /**
     * Accounting's spool.
     *
     * @param waiting records that no server has taken yet
     * @param oldestSeconds age of the oldest of them
     * @param written since the start, likewise {@code acknowledged} and {@code dropped}
     * @param problem why records are not on disk, empty for none
     */
    public record Spool(
            long waiting, long oldestSeconds, long written, long acknowledged, long dropped, String problem) {}

    /** An LNS that is tried last, for so many seconds more. */
    public record Denied(String endpoint, long seconds) {}
}
