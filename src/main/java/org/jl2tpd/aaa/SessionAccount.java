package org.jl2tpd.aaa;

import java.util.List;
import org.jl2tpd.engine.Authenticator.AuthContext;
import org.jl2tpd.wire.IpAddress;

/**
 * What accounting needs to know of a session that was let in.
 *
 * @param sessionSerial the engine's number of it, see {@link SessionIds}
 * @param userName as the server wants to hear it: the Accept's User-Name before the one that was presented (RFC 2865 5.1); may be empty
 * @param classes Class attributes of the Accept, in order, to be sent back as they are (RFC 2865 5.25)
 * @param interimIntervalSeconds between interim records, -1 where the server named none, so that the configured one holds (RFC 2869 5.16)
 * @param authentic who judged it
 * @param group of the servers to tell ({@code radius_hint})
 * @param context of the session when it was judged
 * @param address of IPv4 that the peer is to have, null for none
 */
public record SessionAccount(
        long sessionSerial,
        String userName,
        List<byte[]> classes,
        int interimIntervalSeconds,
        Authentic authentic,
        String group,
        AuthContext context,
        IpAddress address) {
    /** Of one without an address of ours. */
    public SessionAccount(
            long sessionSerial,
            String userName,
            List<byte[]> classes,
            int interimIntervalSeconds,
            Authentic authentic,
            String group,
            AuthContext context) {
        this(sessionSerial, userName, classes, interimIntervalSeconds, authentic, group, context, null);
    }

    /** Acct-Authentic (RFC 2866 5.6). */
    public enum Authentic {
        /** A RADIUS server judged. */
        RADIUS(1),
        /** We judged. */
        LOCAL(2);

        public final int number;

        Authentic(int number) {
            this.number = number;
        }
    }

    /** The server names no interval. */
    public static final int UNSET = -1;

    public SessionAccount {
        classes = List.copyOf(classes);
    }

    /** Serial and user alone. */
    @Override
    public String toString() {
        return "SessionAccount[" + sessionSerial + ", " + userName + "]";
    }
}
