package org.jl2tpd.radius;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jl2tpd.radius.AttributeType.Format;
import org.jl2tpd.radius.AttributeType.Hiding;

/** The table of attributes: each constant is a row. */
public final class Attributes {
    /** Microsoft (RFC 2548). */
    public static final int MICROSOFT = 311;

    /** The Broadband (ADSL) Forum (RFC 4679); its numbers are those of the AVPs of RFC 5515. */
    public static final int ADSL_FORUM = 3561;

    /** Net-SNMP, in whose playpen JL2TPD-MIB stands: our own attributes are its, from 201 ({@code etc/radius/dictionary.jl2tpd}). */
    public static final int JL2TPD = 8072;

    /** Wi-Fi Alliance (WISPr), widely used for rates. */
    public static final int WISPR = 14122;

    private static final List<AttributeType> ALL = new ArrayList<>();
    private static final Map<Long, AttributeType> BY_NUMBER = new HashMap<>();

    /** RFC 2865 5.1. */
    public static final AttributeType USER_NAME = row("User-Name", 0, 1, Format.TEXT, Hiding.NONE);

    /** RFC 2865 5.2. */
    public static final AttributeType USER_PASSWORD = row("User-Password", 0, 2, Format.OCTETS, Hiding.USER_PASSWORD);

    /** RFC 2865 5.3. */
    public static final AttributeType CHAP_PASSWORD = row("CHAP-Password", 0, 3, Format.OCTETS, Hiding.NONE);

    /** RFC 2865 5.4. */
    public static final AttributeType NAS_IP_ADDRESS = row("NAS-IP-Address", 0, 4, Format.ADDRESS, Hiding.NONE);

    /** RFC 2865 5.5. */
    public static final AttributeType NAS_PORT = row("NAS-Port", 0, 5, Format.NUMBER, Hiding.NONE);

    /** RFC 2865 5.6. */
    public static final AttributeType SERVICE_TYPE = row("Service-Type", 0, 6, Format.NUMBER, Hiding.NONE);

    /** RFC 2865 5.7. */
    public static final AttributeType FRAMED_PROTOCOL = row("Framed-Protocol", 0, 7, Format.NUMBER, Hiding.NONE);

    /** RFC 2865 5.8. */
    public static final AttributeType FRAMED_IP_ADDRESS = row("Framed-IP-Address", 0, 8, Format.ADDRESS, Hiding.NONE);

    /** RFC 2865 5.9. */
    public static final AttributeType FRAMED_IP_NETMASK = row("Framed-IP-Netmask", 0, 9, Format.ADDRESS, Hiding.NONE);

    /** RFC 2865 5.11. */
    public static final AttributeType FILTER_ID = row("Filter-Id", 0, 11, Format.TEXT, Hiding.NONE);

    /** RFC 2865 5.12. */
    public static final AttributeType FRAMED_MTU = row("Framed-MTU", 0, 12, Format.NUMBER, Hiding.NONE);

    /** RFC 2865 5.18. */
    public static final AttributeType REPLY_MESSAGE = row("Reply-Message", 0, 18, Format.TEXT, Hiding.NONE);

    /** RFC 2865 5.22. */
    public static final AttributeType FRAMED_ROUTE = row("Framed-Route", 0, 22, Format.TEXT, Hiding.NONE);

    /** RFC 2865 5.24. */
    public static final AttributeType STATE = row("State", 0, 24, Format.OCTETS, Hiding.NONE);

    /** RFC 2865 5.25. */
    public static final AttributeType CLASS = row("Class", 0, 25, Format.OCTETS, Hiding.NONE);

    /** RFC 2865 5.27. */
    public static final AttributeType SESSION_TIMEOUT = row("Session-Timeout", 0, 27, Format.NUMBER, Hiding.NONE);

    /** RFC 2865 5.28. */
    public static final AttributeType IDLE_TIMEOUT = row("Idle-Timeout", 0, 28, Format.NUMBER, Hiding.NONE);

    /** RFC 2865 5.29. */
    public static final AttributeType TERMINATION_ACTION = row("Termination-Action", 0, 29, Format.NUMBER, Hiding.NONE);

    /** RFC 2865 5.30. */
    public static final AttributeType CALLED_STATION_ID = row("Called-Station-Id", 0, 30, Format.TEXT, Hiding.NONE);

    /** RFC 2865 5.31. */
    public static final AttributeType CALLING_STATION_ID = row("Calling-Station-Id", 0, 31, Format.TEXT, Hiding.NONE);

    /** RFC 2865 5.32. */
    public static final AttributeType NAS_IDENTIFIER = row("NAS-Identifier", 0, 32, Format.TEXT, Hiding.NONE);

    /** RFC 2865 5.33. */
    public static final AttributeType PROXY_STATE = row("Proxy-State", 0, 33, Format.OCTETS, Hiding.NONE);

    /** RFC 2866 5.1. */
    public static final AttributeType ACCT_STATUS_TYPE = row("Acct-Status-Type", 0, 40, Format.NUMBER, Hiding.NONE);

    /** RFC 2866 5.2. */
    public static final AttributeType ACCT_DELAY_TIME = row("Acct-Delay-Time", 0, 41, Format.NUMBER, Hiding.NONE);

    /** RFC 2866 5.3. */
    public static final AttributeType ACCT_INPUT_OCTETS = row("Acct-Input-Octets", 0, 42, Format.NUMBER, Hiding.NONE);

    /** RFC 2866 5.4. */
    public static final AttributeType ACCT_OUTPUT_OCTETS = row("Acct-Output-Octets", 0, 43, Format.NUMBER, Hiding.NONE);

    /** RFC 2866 5.5. */
    public static final AttributeType ACCT_SESSION_ID = row("Acct-Session-Id", 0, 44, Format.TEXT, Hiding.NONE);

    /** RFC 2866 5.6. */
    public static final AttributeType ACCT_AUTHENTIC = row("Acct-Authentic", 0, 45, Format.NUMBER, Hiding.NONE);

    /** RFC 2866 5.7. */
    public static final AttributeType ACCT_SESSION_TIME = row("Acct-Session-Time", 0, 46, Format.NUMBER, Hiding.NONE);

    /** RFC 2866 5.8. */
    public static final AttributeType ACCT_INPUT_PACKETS = row("Acct-Input-Packets", 0, 47, Format.NUMBER, Hiding.NONE);

    /** RFC 2866 5.9. */
    public static final AttributeType ACCT_OUTPUT_PACKETS =
            row("Acct-Output-Packets", 0, 48, Format.NUMBER, Hiding.NONE);

    /** RFC 2866 5.10. */
    public static final AttributeType ACCT_TERMINATE_CAUSE =
            row("Acct-Terminate-Cause", 0, 49, Format.NUMBER, Hiding.NONE);

    /** RFC 2866 5.11. */
    public static final AttributeType ACCT_MULTI_SESSION_ID =
            row("Acct-Multi-Session-Id", 0, 50, Format.TEXT, Hiding.NONE);

    /** RFC 2866 5.12. */
    public static final AttributeType ACCT_LINK_COUNT = row("Acct-Link-Count", 0, 51, Format.NUMBER, Hiding.NONE);

    /** RFC 2869 5.1. */
    public static final AttributeType ACCT_INPUT_GIGAWORDS =
            row("Acct-Input-Gigawords", 0, 52, Format.NUMBER, Hiding.NONE);

    /** RFC 2869 5.2. */
    public static final AttributeType ACCT_OUTPUT_GIGAWORDS =
            row("Acct-Output-Gigawords", 0, 53, Format.NUMBER, Hiding.NONE);

    /** RFC 2869 5.3. */
    public static final AttributeType EVENT_TIMESTAMP = row("Event-Timestamp", 0, 55, Format.DATE, Hiding.NONE);

    /** RFC 2865 5.40. */
    public static final AttributeType CHAP_CHALLENGE = row("CHAP-Challenge", 0, 60, Format.OCTETS, Hiding.NONE);

    /** RFC 2865 5.41. */
    public static final AttributeType NAS_PORT_TYPE = row("NAS-Port-Type", 0, 61, Format.NUMBER, Hiding.NONE);

    /** RFC 2865 5.42. */
    public static final AttributeType PORT_LIMIT = row("Port-Limit", 0, 62, Format.NUMBER, Hiding.NONE);

    /** RFC 2868 3.1. */
    public static final AttributeType TUNNEL_TYPE = tagged("Tunnel-Type", 64, Format.NUMBER, Hiding.NONE);

    /** RFC 2868 3.2. */
    public static final AttributeType TUNNEL_MEDIUM_TYPE = tagged("Tunnel-Medium-Type", 65, Format.NUMBER, Hiding.NONE);

    /** RFC 2868 3.3. */
    public static final AttributeType TUNNEL_CLIENT_ENDPOINT =
            tagged("Tunnel-Client-Endpoint", 66, Format.TEXT, Hiding.NONE);

    /** RFC 2868 3.4. */
    public static final AttributeType TUNNEL_SERVER_ENDPOINT =
            tagged("Tunnel-Server-Endpoint", 67, Format.TEXT, Hiding.NONE);

    /** RFC 2867 4.1. */
    public static final AttributeType ACCT_TUNNEL_CONNECTION =
            row("Acct-Tunnel-Connection", 0, 68, Format.TEXT, Hiding.NONE);

    /** RFC 2868 3.5. */
    public static final AttributeType TUNNEL_PASSWORD = tagged("Tunnel-Password", 69, Format.OCTETS, Hiding.SALTED);

    /** RFC 2869 5.11. */
    public static final AttributeType CONNECT_INFO = row("Connect-Info", 0, 77, Format.TEXT, Hiding.NONE);

    /** RFC 2869 5.14. */
    public static final AttributeType MESSAGE_AUTHENTICATOR =
            row("Message-Authenticator", 0, 80, Format.OCTETS, Hiding.NONE);

    /** RFC 2868 3.6. */
    public static final AttributeType TUNNEL_PRIVATE_GROUP_ID =
            tagged("Tunnel-Private-Group-ID", 81, Format.TEXT, Hiding.NONE);

    /** RFC 2868 3.7. */
    public static final AttributeType TUNNEL_ASSIGNMENT_ID =
            tagged("Tunnel-Assignment-ID", 82, Format.TEXT, Hiding.NONE);

    /** RFC 2868 3.8. */
    public static final AttributeType TUNNEL_PREFERENCE = tagged("Tunnel-Preference", 83, Format.NUMBER, Hiding.NONE);

    /** RFC 2869 5.16. */
    public static final AttributeType ACCT_INTERIM_INTERVAL =
            row("Acct-Interim-Interval", 0, 85, Format.NUMBER, Hiding.NONE);

    /** RFC 2867 4.2. */
    public static final AttributeType ACCT_TUNNEL_PACKETS_LOST =
            row("Acct-Tunnel-Packets-Lost", 0, 86, Format.NUMBER, Hiding.NONE);

    /** RFC 2869 5.17. */
    public static final AttributeType NAS_PORT_ID = row("NAS-Port-Id", 0, 87, Format.TEXT, Hiding.NONE);

    /** RFC 2869 5.18. */
    public static final AttributeType FRAMED_POOL = row("Framed-Pool", 0, 88, Format.TEXT, Hiding.NONE);

    /** RFC 2868 3.9. */
    public static final AttributeType TUNNEL_CLIENT_AUTH_ID =
            tagged("Tunnel-Client-Auth-ID", 90, Format.TEXT, Hiding.NONE);

    /** RFC 2868 3.10. */
    public static final AttributeType TUNNEL_SERVER_AUTH_ID =
            tagged("Tunnel-Server-Auth-ID", 91, Format.TEXT, Hiding.NONE);

    /** RFC 3162 2.1. */
    public static final AttributeType NAS_IPV6_ADDRESS = row("NAS-IPv6-Address", 0, 95, Format.ADDRESS6, Hiding.NONE);

    /** RFC 3162 2.2. */
    public static final AttributeType FRAMED_INTERFACE_ID =
            row("Framed-Interface-Id", 0, 96, Format.INTERFACE_ID, Hiding.NONE);

    /** RFC 3162 2.3. */
    public static final AttributeType FRAMED_IPV6_PREFIX =
            row("Framed-IPv6-Prefix", 0, 97, Format.PREFIX6, Hiding.NONE);

    /** RFC 3162 2.5. */
    public static final AttributeType FRAMED_IPV6_ROUTE = row("Framed-IPv6-Route", 0, 99, Format.TEXT, Hiding.NONE);

    /** RFC 3162 2.6. */
    public static final AttributeType FRAMED_IPV6_POOL = row("Framed-IPv6-Pool", 0, 100, Format.TEXT, Hiding.NONE);

    /** RFC 5176 3.5. */
    public static final AttributeType ERROR_CAUSE = row("Error-Cause", 0, 101, Format.NUMBER, Hiding.NONE);

    /** RFC 4818 3. */
    public static final AttributeType DELEGATED_IPV6_PREFIX =
            row("Delegated-IPv6-Prefix", 0, 123, Format.PREFIX6, Hiding.NONE);

    /** RFC 6911 3.1. */
    public static final AttributeType FRAMED_IPV6_ADDRESS =
            row("Framed-IPv6-Address", 0, 168, Format.ADDRESS6, Hiding.NONE);

    /** RFC 6911 3.2. */
    public static final AttributeType DNS_SERVER_IPV6_ADDRESS =
            row("DNS-Server-IPv6-Address", 0, 169, Format.ADDRESS6, Hiding.NONE);

    /** RFC 6911 3.3. */
    public static final AttributeType ROUTE_IPV6_INFORMATION =
            row("Route-IPv6-Information", 0, 170, Format.PREFIX6, Hiding.NONE);

    /** RFC 6911 3.4. */
    public static final AttributeType DELEGATED_IPV6_PREFIX_POOL =
            row("Delegated-IPv6-Prefix-Pool", 0, 171, Format.TEXT, Hiding.NONE);

    /** RFC 6911 3.5. */
    public static final AttributeType STATEFUL_IPV6_ADDRESS_POOL =
            row("Stateful-IPv6-Address-Pool", 0, 172, Format.TEXT, Hiding.NONE);

    /** RFC 2548 2.1.3. */
    public static final AttributeType MS_CHAP_RESPONSE =
            row("MS-CHAP-Response", MICROSOFT, 1, Format.OCTETS, Hiding.NONE);

    /** RFC 2548 2.1.5. */
    public static final AttributeType MS_CHAP_ERROR = row("MS-CHAP-Error", MICROSOFT, 2, Format.OCTETS, Hiding.NONE);

    /** RFC 2548 2.1.2. */
    public static final AttributeType MS_CHAP_CHALLENGE =
            row("MS-CHAP-Challenge", MICROSOFT, 11, Format.OCTETS, Hiding.NONE);

    /** RFC 2548 2.4.2. */
    public static final AttributeType MS_MPPE_SEND_KEY =
            row("MS-MPPE-Send-Key", MICROSOFT, 16, Format.OCTETS, Hiding.SALTED);

    /** RFC 2548 2.4.3. */
    public static final AttributeType MS_MPPE_RECV_KEY =
            row("MS-MPPE-Recv-Key", MICROSOFT, 17, Format.OCTETS, Hiding.SALTED);

    /** RFC 2548 2.3.2. */
    public static final AttributeType MS_CHAP2_RESPONSE =
            row("MS-CHAP2-Response", MICROSOFT, 25, Format.OCTETS, Hiding.NONE);

    /** RFC 2548 2.3.3. */
    public static final AttributeType MS_CHAP2_SUCCESS =
            row("MS-CHAP2-Success", MICROSOFT, 26, Format.OCTETS, Hiding.NONE);

    /** RFC 2548 2.7.1. */
    public static final AttributeType MS_PRIMARY_DNS_SERVER =
            row("MS-Primary-DNS-Server", MICROSOFT, 28, Format.ADDRESS, Hiding.NONE);

    /** RFC 2548 2.7.2. */
    public static final AttributeType MS_SECONDARY_DNS_SERVER =
            row("MS-Secondary-DNS-Server", MICROSOFT, 29, Format.ADDRESS, Hiding.NONE);

    /** Most that the user may send, in bits a second. */
    public static final AttributeType WISPR_BANDWIDTH_MAX_UP =
            row("WISPr-Bandwidth-Max-Up", WISPR, 7, Format.NUMBER, Hiding.NONE);

    /** Most that the user may receive, in bits a second. */
    public static final AttributeType WISPR_BANDWIDTH_MAX_DOWN =
            row("WISPr-Bandwidth-Max-Down", WISPR, 8, Format.NUMBER, Hiding.NONE);

    /** Name of a ppp profile that is laid over the session's. */
    public static final AttributeType JL2TPD_PPP_PROFILE =
            row("Jl2tpd-PPP-Profile", JL2TPD, 201, Format.TEXT, Hiding.NONE);

    /** Most that the peer may send, in bits a second, 0 for no limit. */
    public static final AttributeType JL2TPD_RX_BITS_PER_SECOND =
            row("Jl2tpd-Rx-Bits-Per-Second", JL2TPD, 202, Format.LARGE, Hiding.NONE);

    /** Most that is sent to the peer, in bits a second, 0 for no limit. */
    public static final AttributeType JL2TPD_TX_BITS_PER_SECOND =
            row("Jl2tpd-Tx-Bits-Per-Second", JL2TPD, 203, Format.LARGE, Hiding.NONE);

    /** The session's debug mask. */
    public static final AttributeType JL2TPD_DEBUG_MASK =
            row("Jl2tpd-Debug-Mask", JL2TPD, 204, Format.NUMBER, Hiding.NONE);

    /** Code of RFC 3145 with which a session ended, in its Stop. */
    public static final AttributeType JL2TPD_PPP_DISCONNECT_CAUSE =
            row("Jl2tpd-PPP-Disconnect-Cause", JL2TPD, 211, Format.NUMBER, Hiding.NONE);

    /** The words that go with it. */
    public static final AttributeType JL2TPD_PPP_DISCONNECT_TEXT =
            row("Jl2tpd-PPP-Disconnect-Text", JL2TPD, 212, Format.TEXT, Hiding.NONE);

    static {
        line(1, "ADSL-Agent-Circuit-Id", Format.TEXT);
        line(2, "ADSL-Agent-Remote-Id", Format.TEXT);
        line(129, "Actual-Data-Rate-Upstream", Format.NUMBER);
        line(130, "Actual-Data-Rate-Downstream", Format.NUMBER);
        line(131, "Minimum-Data-Rate-Upstream", Format.NUMBER);
        line(132, "Minimum-Data-Rate-Downstream", Format.NUMBER);
        line(133, "Attainable-Data-Rate-Upstream", Format.NUMBER);
        line(134, "Attainable-Data-Rate-Downstream", Format.NUMBER);
        line(135, "Maximum-Data-Rate-Upstream", Format.NUMBER);
        line(136, "Maximum-Data-Rate-Downstream", Format.NUMBER);
        line(137, "Minimum-Data-Rate-Upstream-Low-Power", Format.NUMBER);
        line(138, "Minimum-Data-Rate-Downstream-Low-Power", Format.NUMBER);
        line(139, "Maximum-Interleaving-Delay-Upstream", Format.NUMBER);
        line(140, "Actual-Interleaving-Delay-Upstream", Format.NUMBER);
        line(141, "Maximum-Interleaving-Delay-Downstream", Format.NUMBER);
        line(142, "Actual-Interleaving-Delay-Downstream", Format.NUMBER);
        line(144, "Access-Loop-Encapsulation", Format.OCTETS);
        line(145, "ANCP-Access-Line-Type", Format.NUMBER);
        line(254, "IWF-Session", Format.OCTETS);
    }

    private Attributes() {}

    private static void line(int number, String name, Format format) {
        row(name, ADSL_FORUM, number, format, Hiding.NONE);
    }

    private static AttributeType row(String name, int vendor, int number, Format format, Hiding hiding) {
        return add(new AttributeType(name, vendor, number, format, false, hiding));
    }

    private static AttributeType tagged(String name, int number, Format format, Hiding hiding) {
        return add(new AttributeType(name, 0, number, format, true, hiding));
    }

    private static AttributeType add(AttributeType type) {
        ALL.add(type);
        BY_NUMBER.put(key(type.vendor(), type.number()), type);
        return type;
    }

    private static long key(int vendor, int number) {
        return (long) vendor << 8 | number;
    }

    /** The attribute of that vendor (0 for none) and number, null when this build does not know it. */
    public static AttributeType find(int vendor, int number) {
        return BY_NUMBER.get(key(vendor, number));
    }

    /** All of the table. */
    public static List<AttributeType> all() {
        return List.copyOf(ALL);
    }
}
