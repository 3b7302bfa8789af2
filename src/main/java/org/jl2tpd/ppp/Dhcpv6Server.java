package org.jl2tpd.ppp;

import java.nio.ByteBuffer;
import org.jl2tpd.wire.IpPrefix;

/**
 * A DHCPv6 server for the one client at the other end of a link (RFC 8415): delegates the session's prefix and tells DNS
 * servers; it holds no addresses. Without memory between messages, since the grant says it all. One object a message.
 */
final class Dhcpv6Server {
    static final int SERVER_PORT = 547;
    static final int CLIENT_PORT = 546;

    /** Longest client identifier that is answered (RFC 8415 11.1: 128 octets and the type). */
    static final int MAX_CLIENT_ID = 130;

    /** Identity associations answered in one message; further ones are passed over. */
    static final int MAX_ASSOCIATIONS = 8;

    /** Options looked at in one message. */
    private static final int MAX_OPTIONS = 64;

    /** T1, T2, preferred and valid lifetime of the delegated prefix in seconds. */
    static final int T1_SECONDS = 1_800;

    static final int T2_SECONDS = 2_880;
    static final int PREFERRED_SECONDS = 3_600;
    static final int VALID_SECONDS = 7_200;

    private static final int SOLICIT = 1;
    private static final int ADVERTISE = 2;
    private static final int REQUEST = 3;
    private static final int CONFIRM = 4;
    private static final int RENEW = 5;
    private static final int REBIND = 6;
    private static final int REPLY = 7;
    private static final int RELEASE = 8;
    private static final int DECLINE = 9;
    private static final int INFORMATION_REQUEST = 11;

    private static final int CLIENT_ID = 1;
    private static final int SERVER_ID = 2;
    private static final int IA_NA = 3;
    private static final int IA_ADDRESS = 5;
    private static final int STATUS_CODE = 13;
    private static final int RAPID_COMMIT = 14;
    private static final int DNS_SERVERS = 23;
    private static final int IA_PD = 25;
    private static final int IA_PREFIX = 26;

    private static final int STATUS_SUCCESS = 0;
    private static final int STATUS_NO_ADDRESSES = 2;
    private static final int STATUS_NOT_ON_LINK = 4;
    private static final int STATUS_NO_PREFIX = 6;

    /** DUID-LL (RFC 8415 11.4) of an EUI-64 interface (IANA hardware type 27). */
    private static final int DUID_LL_EUI64 = 3 << 16 | 27;

    private static final int DUID_LENGTH = 12;

    private final AddressGrant grant;
    private final long localId;

    private ByteBuffer message;
    private int type;
    private int transaction;
    private int clientIdAt;
    private int clientIdLength = -1;
    private boolean serverIdSeen;
    private boolean serverIdOurs;
    private boolean rapidCommit;
    private boolean offLink;
    private int associations;
    private final int[] associationAt = new int[MAX_ASSOCIATIONS];

    Dhcpv6Server(AddressGrant grant, long localId) {
        this.grant = grant;
        this.localId = localId;
    }

    /** Takes a message; whether it is one to answer. */
    boolean read(ByteBuffer packet, int at, int end) {
        message = packet;
        if (end - at < 4) {
            return false;
        }
        type = packet.get(at) & 0xff;
        transaction = packet.getInt(at) & 0xff_ffff;
        return readOptions(at + 4, end) && isToBeAnswered();
    }

    private boolean readOptions(int from, int end) {
        int at = from;
        for (int count = 0; at < end; count++) {
            if (count == MAX_OPTIONS || end - at < 4) {
                return false;
            }
            int length = message.getShort(at + 2) & 0xffff;
            if (length > end - at - 4) {
                return false;
            }
            readOption(message.getShort(at) & 0xffff, at + 4, length);
            at += 4 + length;
        }
        return true;
    }

    private void readOption(int option, int at, int length) {
        switch (option) {
            case CLIENT_ID -> {
                clientIdAt = at;
                clientIdLength = length;
            }
            case SERVER_ID -> {
                serverIdSeen = true;
                serverIdOurs = length == DUID_LENGTH
                        && message.getInt(at) == DUID_LL_EUI64
                        && message.getLong(at + 4) == localId;
            }
            case RAPID_COMMIT -> rapidCommit = true;
            case IA_NA, IA_PD -> readAssociation(option, at, length);
            default -> {} // Option requests and the rest: DNS servers are told anyway
        }
    }

    private void readAssociation(int option, int at, int length) {
        if (length < 12) {
            return;
        }
        if (associations < MAX_ASSOCIATIONS) {
            associationAt[associations++] = at;
        }
        boolean address = option == IA_NA && length >= 12 + 20 && message.getShort(at + 12) == IA_ADDRESS;
        if (address && !isOnLink(message.getLong(at + 16))) {
            offLink = true;
        }
    }

    private boolean isOnLink(long hi) {
        IpPrefix prefix = grant.ipv6Prefix();
        return prefix != null && prefix.length() == 64 && prefix.address().hi() == hi;
    }

    /** Who has to name a server, and who must not (RFC 8415 16). */
    private boolean isToBeAnswered() {
        boolean identified = clientIdLength > 0 && clientIdLength <= MAX_CLIENT_ID;
        return switch (type) {
            case SOLICIT, REBIND, CONFIRM -> identified && !serverIdSeen;
            case REQUEST, RENEW, RELEASE, DECLINE -> identified && serverIdOurs;
            case INFORMATION_REQUEST ->
                (!serverIdSeen || serverIdOurs) && (clientIdLength < 0 || identified) && associations == 0;
            default -> false;
        };
    }

    /** Writes the answer to the message that was read. */
    void write(ByteBuffer out) {
        boolean committed = type != SOLICIT || rapidCommit;
        out.putInt((committed ? REPLY : ADVERTISE) << 24 | transaction);
        if (clientIdLength > 0) {
            option(out, CLIENT_ID, clientIdLength);
            ControlProtocol.copy(message, clientIdAt, clientIdAt + clientIdLength, out);
        }
        option(out, SERVER_ID, DUID_LENGTH);
        out.putInt(DUID_LL_EUI64).putLong(localId);
        if (type == SOLICIT && rapidCommit) {
            option(out, RAPID_COMMIT, 0);
        }
        switch (type) {
            case CONFIRM -> status(out, offLink ? STATUS_NOT_ON_LINK : STATUS_SUCCESS);
            case RELEASE, DECLINE -> status(out, STATUS_SUCCESS);
            default -> {
                writeAssociations(out);
                writeDns(out);
            }
        }
    }

    /** The first prefix association gets the delegated prefix; there is none for others, and no address at all. */
    private void writeAssociations(ByteBuffer out) {
        boolean given = grant.delegatedPrefix() == null;
        for (int i = 0; i < associations; i++) {
            int at = associationAt[i];
            int option = message.getShort(at - 4) & 0xffff;
            if (option == IA_PD && !given) {
                given = true;
                writePrefix(out, message.getInt(at));
            } else {
                option(out, option, 12 + 6);
                out.putInt(message.getInt(at)).putInt(0).putInt(0);
                status(out, option == IA_PD ? STATUS_NO_PREFIX : STATUS_NO_ADDRESSES);
            }
        }
    }

    private void writePrefix(ByteBuffer out, int association) {
        IpPrefix prefix = grant.delegatedPrefix();
        option(out, IA_PD, 12 + 29);
        out.putInt(association).putInt(T1_SECONDS).putInt(T2_SECONDS);
        option(out, IA_PREFIX, 25);
        out.putInt(PREFERRED_SECONDS).putInt(VALID_SECONDS).put((byte) prefix.length());
        out.putLong(prefix.address().hi()).putLong(prefix.address().lo());
    }

    private void writeDns(ByteBuffer out) {
        int count = RouterAdvertisement.countDns(grant);
        if (count > 0) {
            option(out, DNS_SERVERS, 16 * count);
            RouterAdvertisement.putDns(out, grant);
        }
    }

    private static void status(ByteBuffer out, int code) {
        option(out, STATUS_CODE, 2);
        out.putShort((short) code);
    }

    private static void option(ByteBuffer out, int type, int length) {
        out.putShort((short) type).putShort((short) length);
    }
}
