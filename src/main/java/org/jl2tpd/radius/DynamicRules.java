package org.jl2tpd.radius;

import java.util.HashSet;
import java.util.Set;
import org.jl2tpd.radius.AttributeSet.Value;
import org.jl2tpd.wire.IpAddress;

/** What a Disconnect-Request and a CoA-Request may hold (RFC 5176 3.6), before anybody looks for sessions. */
final class DynamicRules {
    /** Service-Type (RFC 2865 5.6): what sessions here have. */
    static final long FRAMED = 2;

    /** Service-Type (RFC 5176 3.2). */
    static final long AUTHORIZE_ONLY = 17;

    /** Acct-Terminate-Cause (RFC 2866 5.10): Admin Reset. */
    static final long ADMIN_RESET = 6;

    private static final Set<AttributeType> NAS =
            Set.of(Attributes.NAS_IP_ADDRESS, Attributes.NAS_IPV6_ADDRESS, Attributes.NAS_IDENTIFIER);

    /** What identifies sessions. */
    private static final Set<AttributeType> SESSION = Set.of(
            Attributes.USER_NAME,
            Attributes.NAS_PORT,
            Attributes.NAS_PORT_ID,
            Attributes.ACCT_SESSION_ID,
            Attributes.FRAMED_IP_ADDRESS,
            Attributes.CALLED_STATION_ID,
            Attributes.CALLING_STATION_ID,
            Attributes.FRAMED_INTERFACE_ID,
            Attributes.FRAMED_IPV6_PREFIX,
            Attributes.DELEGATED_IPV6_PREFIX);

    private static final Set<AttributeType> OF_PACKETS =
            Set.of(Attributes.MESSAGE_AUTHENTICATOR, Attributes.EVENT_TIMESTAMP, Attributes.PROXY_STATE);

    /** What else a Disconnect-Request may have (notes 2 and 4 of RFC 5176 3.6). */
    private static final Set<AttributeType> WITH_DISCONNECT =
            Set.of(Attributes.CLASS, Attributes.REPLY_MESSAGE, Attributes.ACCT_TERMINATE_CAUSE);

    /** What may come more than once. */
    private static final Set<AttributeType> MANY =
            Set.of(Attributes.PROXY_STATE, Attributes.CLASS, Attributes.REPLY_MESSAGE);

    private final NasIdentity nas;
    private final Set<AttributeType> changes;

    /** @param changes what a CoA-Request can change */
    DynamicRules(NasIdentity nas, Set<AttributeType> changes) {
        this.nas = nas;
        this.changes = changes;
    }

    /** Why the request is refused, null when it is not. */
    ErrorCause refusal(RadiusPacket packet) {
        AttributeSet attributes = packet.attributes();
        if (!attributes.values().stream().allMatch(DynamicRules::hasItsLength)) {
            return ErrorCause.INVALID_REQUEST;
        }
        if (!isForUs(attributes)) {
            return ErrorCause.NAS_IDENTIFICATION_MISMATCH;
        }
        ErrorCause refusal =
                packet.code() == RadiusCode.DISCONNECT_REQUEST ? ofDisconnect(attributes) : ofCoa(attributes);
        return refusal == null && repeats(attributes) ? ErrorCause.INVALID_REQUEST : refusal;
    }

    private static boolean hasItsLength(Value value) {
        int octets = value.octets().length;
        return switch (value.type().format()) {
            case NUMBER, ADDRESS, DATE -> octets == (value.type().tagged() ? 3 : 4);
            case LARGE, INTERFACE_ID -> octets == 8;
            case ADDRESS6 -> octets == 16;
            case PREFIX6 ->
                octets >= 2
                        && octets <= 18
                        && (value.octets()[1] & 0xff) <= 128
                        && octets - 2 >= ((value.octets()[1] & 0xff) + 7) / 8;
            case TEXT, OCTETS -> octets > 0;
        };
    }

    private static boolean repeats(AttributeSet attributes) {
        Set<AttributeType> seen = new HashSet<>();
        return attributes.values().stream().map(Value::type).anyMatch(type -> !MANY.contains(type) && !seen.add(type));
    }

    private boolean isForUs(AttributeSet attributes) {
        return (!attributes.has(Attributes.NAS_IDENTIFIER)
                        || attributes.text(Attributes.NAS_IDENTIFIER).equals(nas.identifier()))
                && isOurs(attributes, Attributes.NAS_IP_ADDRESS)
                && isOurs(attributes, Attributes.NAS_IPV6_ADDRESS);
    }

    private boolean isOurs(AttributeSet attributes, AttributeType type) {
        IpAddress address = attributes.address(type);
        return address == null || nas.isOurs().test(address);
    }

    private static ErrorCause ofDisconnect(AttributeSet attributes) {
        for (Value value : attributes.values()) {
            if (!isIdentification(value.type()) && !WITH_DISCONNECT.contains(value.type())) {
                return ErrorCause.UNSUPPORTED_ATTRIBUTE;
            }
        }
        if (!meansSessions(attributes)) {
            return ErrorCause.MISSING_ATTRIBUTE;
        }
        return attributes.number(Attributes.ACCT_TERMINATE_CAUSE, ADMIN_RESET) == ADMIN_RESET
                ? null
                : ErrorCause.INVALID_ATTRIBUTE_VALUE;
    }

    private ErrorCause ofCoa(AttributeSet attributes) {
        long service = attributes.number(Attributes.SERVICE_TYPE, FRAMED);
        if (service == AUTHORIZE_ONLY) {
            return ofAuthorizeOnly(attributes);
        }
        if (service != FRAMED) {
            return ErrorCause.UNSUPPORTED_SERVICE;
        }
        boolean isChange = false;
        for (Value value : attributes.values()) {
            AttributeType type = value.type();
            isChange |= changes.contains(type);
            if (!isIdentification(type) && !changes.contains(type) && !isOfCoa(type)) {
                return ErrorCause.UNSUPPORTED_ATTRIBUTE;
            }
        }
        return meansSessions(attributes) && isChange ? null : ErrorCause.MISSING_ATTRIBUTE;
    }

    /** We do not ask a server about a session that lives (RFC 5176 3.2). */
    private static ErrorCause ofAuthorizeOnly(AttributeSet attributes) {
        boolean pure = attributes.values().stream().allMatch(v -> isIdentification(v.type()) || isOfCoa(v.type()));
        return pure ? ErrorCause.UNSUPPORTED_SERVICE : ErrorCause.UNSUPPORTED_ATTRIBUTE;
    }

    private static boolean isOfCoa(AttributeType type) {
        return type.equals(Attributes.STATE) || type.equals(Attributes.SERVICE_TYPE);
    }

    private static boolean isIdentification(AttributeType type) {
        return NAS.contains(type) || SESSION.contains(type) || OF_PACKETS.contains(type);
    }

    private static boolean meansSessions(AttributeSet attributes) {
        return attributes.values().stream().anyMatch(value -> SESSION.contains(value.type()));
    }
}
