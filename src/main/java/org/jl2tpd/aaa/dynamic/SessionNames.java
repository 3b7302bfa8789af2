package org.jl2tpd.aaa.dynamic;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jl2tpd.aaa.CallAttributes;
import org.jl2tpd.aaa.SessionIds;
import org.jl2tpd.engine.SessionMatch;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.Attributes;
import org.jl2tpd.wire.IpPrefix;

/** Which sessions the identification attributes of a request mean (RFC 5176 3). */
final class SessionNames {
    /** NAS-Port-Id as {@link CallAttributes#portId} makes it. */
    private static final Pattern PORT_ID = Pattern.compile("l2tp:([0-9]{1,5})/([0-9]{1,5})");

    private static final int MAX_ID = 0xffff;
    /** Links have such a prefix, whatever shorter one a server gave. */
    private static final int LINK_PREFIX = 64;

    private SessionNames() {}

    /** Null where they can mean no session of ours. */
    static SessionMatch match(AttributeSet set, SessionIds ids) {
        long serial = 0;
        if (set.has(Attributes.ACCT_SESSION_ID)) {
            serial = ids.serial(set.text(Attributes.ACCT_SESSION_ID));
            if (serial == 0) {
                return null;
            }
        }
        long port = port(set);
        return port < 0 || hasNothingOfASession(set)
                ? null
                : new SessionMatch(
                        set.text(Attributes.USER_NAME),
                        serial,
                        set.address(Attributes.FRAMED_IP_ADDRESS),
                        link(set.prefix(Attributes.FRAMED_IPV6_PREFIX)),
                        set.prefix(Attributes.DELEGATED_IPV6_PREFIX),
                        set.text(Attributes.CALLING_STATION_ID),
                        set.text(Attributes.CALLED_STATION_ID),
                        (int) (port >>> 16),
                        (int) port & MAX_ID,
                        set.number(Attributes.FRAMED_INTERFACE_ID, 0));
    }

    /** What is there and means nothing must not be taken for what was not said, which fits every session. */
    private static boolean hasNothingOfASession(AttributeSet set) {
        return set.has(Attributes.FRAMED_IP_ADDRESS) && set.address(Attributes.FRAMED_IP_ADDRESS) == null
                || set.has(Attributes.FRAMED_IPV6_PREFIX) && set.prefix(Attributes.FRAMED_IPV6_PREFIX) == null
                || set.has(Attributes.DELEGATED_IPV6_PREFIX) && set.prefix(Attributes.DELEGATED_IPV6_PREFIX) == null
                || set.has(Attributes.FRAMED_INTERFACE_ID) && set.number(Attributes.FRAMED_INTERFACE_ID, 0) == 0;
    }

    /** Tunnel and session ids, 16 bits each, as NAS-Port and NAS-Port-Id say; 0 without both, -1 where they can't be. */
    private static long port(AttributeSet set) {
        long port = set.number(Attributes.NAS_PORT, 0);
        if (set.has(Attributes.NAS_PORT) && !isPort(port)) {
            return -1;
        }
        if (!set.has(Attributes.NAS_PORT_ID)) {
            return port;
        }
        Matcher id = PORT_ID.matcher(set.text(Attributes.NAS_PORT_ID));
        long named = id.matches() ? port(Integer.parseInt(id.group(1)), Integer.parseInt(id.group(2))) : -1;
        return port != 0 && port != named ? -1 : named;
    }

    private static long port(int tunnelId, int sessionId) {
        long port = (long) tunnelId << 16 | sessionId;
        return tunnelId > MAX_ID || sessionId > MAX_ID || !isPort(port) ? -1 : port;
    }

    private static boolean isPort(long port) {
        return port >>> 16 != 0 && (port & MAX_ID) != 0;
    }

    private static IpPrefix link(IpPrefix prefix) {
        return prefix == null || prefix.length() >= LINK_PREFIX ? prefix : new IpPrefix(prefix.address(), LINK_PREFIX);
    }
}
