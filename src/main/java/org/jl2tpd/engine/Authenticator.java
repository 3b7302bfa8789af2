package org.jl2tpd.engine;

import java.util.Map;
import java.util.function.Supplier;
import org.jl2tpd.ppp.AuthReply;
import org.jl2tpd.ppp.AuthRequest;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;

/** Port: who may open a session, and with what addresses. */
public interface Authenticator {
    /**
     * @param ticket names the session until {@link #release}; unique for the engine's life
     * @return the answer, or null when it comes later as an engine input
     */
    AuthReply authenticate(long ticket, AuthRequest request, AuthContext context);

    /** Port of those who answer late. */
    interface LateAnswers {
        /**
         * Has the answer made on the engine's thread, where pools and sessions are, and given to the engine; from any thread.
         *
         * @param answer null where the session has ended meanwhile
         */
        void answer(long ticket, Supplier<AuthReply> answer);
    }

    /** The name by which servers of the operator's know the session with that serial (Acct-Session-Id, RFC 2866 5.5); empty for none. */
    default String accountingId(long sessionSerial) {
        return "";
    }

    /** What the last refusal of that session was about, in words for our operator alone: no secret; empty for nothing to add. */
    default String refusalDetail(long ticket) {
        return "";
    }

    /** Another configuration holds: who asks from now on is judged by it, and what sessions hold they keep. */
    default void reconfigure(Configuration configuration) {}

    /** The session ended: its addresses are free again. Does nothing for a ticket that holds none. */
    void release(long ticket);

    /**
     * @param hostName the peer's Host Name
     * @param calledNumber of the session, may be empty
     * @param callingNumber of the session, may be empty
     * @param poolName the ppp profile's pool, empty for none
     * @param authRequired whether the ppp profile demands authentication
     * @param localIpv4 our end of the link from the profile, null for none
     * @param remoteIpv4 a fixed address from the profile, null for none
     * @param ppp the session's ppp profile
     * @param call what is known of the call
     */
    record AuthContext(
            String hostName,
            String calledNumber,
            String callingNumber,
            String poolName,
            boolean authRequired,
            org.jl2tpd.wire.IpAddress localIpv4,
            org.jl2tpd.wire.IpAddress remoteIpv4,
            Profile ppp,
            CallFacts call) {
        /** Of a call of which nothing more is known, with the default ppp profile. */
        public AuthContext(
                String hostName,
                String calledNumber,
                String callingNumber,
                String poolName,
                boolean authRequired,
                org.jl2tpd.wire.IpAddress localIpv4,
                org.jl2tpd.wire.IpAddress remoteIpv4) {
            this(
                    hostName,
                    calledNumber,
                    callingNumber,
                    poolName,
                    authRequired,
                    localIpv4,
                    remoteIpv4,
                    new Profile(ProfileKind.PPP, Configuration.DEFAULT, Map.of()),
                    CallFacts.NONE);
        }

        /** The same in a session whose ppp profile is another one. */
        public AuthContext withPpp(Profile other) {
            return new AuthContext(
                    hostName,
                    calledNumber,
                    callingNumber,
                    other.get(PppAttributes.IP_POOL_NAME),
                    authRequired,
                    other.get(PppAttributes.LOCAL_IPADDR),
                    other.get(PppAttributes.REMOTE_IPADDR),
                    other,
                    call);
        }

        /** The same for a session whose addresses are someone else's matter. */
        public AuthContext withoutAddresses() {
            return new AuthContext(hostName, calledNumber, callingNumber, "", authRequired, localIpv4, null, ppp, call);
        }

        /** The same for a peer whose proof is someone else's matter. */
        AuthContext withoutProof() {
            return new AuthContext(
                    hostName, calledNumber, callingNumber, poolName, false, localIpv4, remoteIpv4, ppp, call);
        }
    }
}
