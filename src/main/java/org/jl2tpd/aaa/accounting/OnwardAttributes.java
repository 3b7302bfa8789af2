package org.jl2tpd.aaa.accounting;

import java.util.Set;
import org.jl2tpd.engine.OnwardFacts;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.AttributeType;
import org.jl2tpd.radius.Attributes;
import org.jl2tpd.wire.IpAddress;

/** What is said of the tunnel of a user whose call goes on to an LNS: it is the one to that LNS, of which we are the client. */
final class OnwardAttributes {
    private static final long MEDIUM_IPV4 = 1;
    private static final long MEDIUM_IPV6 = 2;
    private static final Set<AttributeType> REPLACED = Set.of(
            Attributes.TUNNEL_MEDIUM_TYPE,
            Attributes.TUNNEL_CLIENT_ENDPOINT,
            Attributes.TUNNEL_SERVER_ENDPOINT,
            Attributes.TUNNEL_CLIENT_AUTH_ID,
            Attributes.TUNNEL_SERVER_AUTH_ID,
            Attributes.TUNNEL_ASSIGNMENT_ID,
            Attributes.ACCT_TUNNEL_CONNECTION,
            Attributes.ACCT_MULTI_SESSION_ID);

    private OnwardAttributes() {}

    /**
     * @param call what is said of the call that came; is left as it is
     * @param id the user's Acct-Session-Id, which the link's records have too
     */
    static AttributeSet of(AttributeSet call, OnwardFacts onward, String id) {
        AttributeSet set = new AttributeSet();
        for (AttributeSet.Value value : call.values()) {
            if (!REPLACED.contains(value.type())) {
                set.addTagged(value.type(), value.tag(), value.octets());
            }
        }
        IpAddress lns = onward.lnsAddress();
        return set.add(Attributes.TUNNEL_MEDIUM_TYPE, lns == null || lns.isV4() ? MEDIUM_IPV4 : MEDIUM_IPV6)
                .add(Attributes.TUNNEL_CLIENT_ENDPOINT, text(onward.ourAddress()))
                .add(Attributes.TUNNEL_SERVER_ENDPOINT, text(lns))
                .add(Attributes.TUNNEL_CLIENT_AUTH_ID, onward.ourName())
                .add(Attributes.TUNNEL_SERVER_AUTH_ID, onward.lnsName())
                .add(Attributes.TUNNEL_ASSIGNMENT_ID, onward.assignmentId())
                .add(Attributes.ACCT_TUNNEL_CONNECTION, onward.connection())
                .add(Attributes.ACCT_MULTI_SESSION_ID, id);
    }

    private static String text(IpAddress address) {
        return address == null ? "" : address.toString();
    }
}
