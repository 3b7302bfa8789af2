package org.jl2tpd.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * Decodes one message (RFC 2661 4.1 to 4.4, 7.1). The first fault that ends a session or tunnel is kept while the rest
 * is read on, so that the Assigned Session ID is known to the CDN; a length that cannot be skipped ends the reading.
 */
final class MessageDecoder {
    /** How many warnings a message holds; further ones are not noted. */
    static final int MAX_WARNINGS = 8;

    private static final int MANDATORY = 0x8000;
    private static final int HIDDEN = 0x4000;
    private static final int RESERVED = 0x3c00;
    private static final int LENGTH_MASK = 0x03ff;
    /** Vendor of the draft form of the PPP Disconnect Cause AVP (RFC 3145 section 4). */
    private static final int VENDOR_3COM = 43;

    private final ByteBuffer in;
    private final int end;
    private final Secret secret;
    private final byte[] body;
    private int used;
    private MessageType type;
    private long present = AvpType.MESSAGE_TYPE.bit();
    private long hidden;
    private long[] warnings;
    private int warningCount;
    private ResultCode fault;
    private boolean endsTunnel;
    private int assignedSessionId;
    private int assignedTunnelId;
    private int vectorStart = -1;
    private int vectorEnd;
    private byte[] vector;
    private AvpHiding hiding;
    private Map<Integer, byte[]> accessLine;

    MessageDecoder(ByteBuffer in, int start, int end, Secret secret) {
        this.in = in;
        this.end = end;
        this.secret = secret;
        this.body = new byte[Math.max(0, end - start)];
    }

    DecodedMessage decode(int start) {
        int unknownType = readType(start);
        if (unknownType >= 0) {
            return new DecodedMessage.Ignored(unknownType);
        }
        int at = start;
        while (at < end) {
            int length = avpLength(in, at, end);
            if (length < 0) {
                fail(true, ResultCode.error(ResultCode.ERROR_LENGTH, "AVP length wrong at octet " + (at - start)));
                break;
            }
            if (at > start) {
                readAvp(at, length);
            }
            at += length;
        }
        return finish();
    }

    /** The length of the AVP at an index, -1 when it is less than its header or goes beyond the end (L2TP-4.1-11). */
    static int avpLength(ByteBuffer in, int at, int end) {
        if (end - at < AvpType.HEADER_LENGTH) {
            return -1;
        }
        int length = in.getShort(at) & LENGTH_MASK;
        return length < AvpType.HEADER_LENGTH || length > end - at ? -1 : length;
    }

    /** Sets the type, or a fault; returns the number of an unknown type that may be ignored, else -1 (L2TP-4.4.1-01 to -03). */
    private int readType(int start) {
        int flags = end - start >= 8 ? in.getShort(start) : 0;
        boolean first = (flags & ~MANDATORY & 0xffff) == 8 && in.getInt(start + 2) == 0;
        if (!first) {
            fail(true, ResultCode.error(ResultCode.ERROR_VALUE, "the first AVP is not a valid Message Type"));
            return -1;
        }
        int number = in.getShort(start + 6) & 0xffff;
        type = MessageType.of(number);
        if (type != null) {
            return -1;
        }
        if ((flags & MANDATORY) == 0) {
            return number;
        }
        fail(
                true,
                ResultCode.error(
                        ResultCode.ERROR_UNKNOWN_AVP, "AVP vendor 0 type 0: message type " + number + " unknown"));
        return -1;
    }

    private void readAvp(int at, int length) {
        int flags = in.getShort(at) & 0xffff;
        int vendor = in.getShort(at + 2) & 0xffff;
        int number = in.getShort(at + 4) & 0xffff;
        if (isAccessLine(flags, vendor, number)) {
            readAccessLine(at, length, flags, number);
            return;
        }
        AvpType avp = recognize(vendor, number);
        if (avp == null || (flags & RESERVED) != 0) {
            judge(avp == null ? AvpFault.unrecognized(vendor, number) : AvpFault.RESERVED_BITS, flags, vendor, number);
        } else if (type == null || !type.lists(avp) && avp != AvpType.RANDOM_VECTOR) {
            warn(AvpFault.NOT_LISTED, vendor, number);
            noteIds(avp, flags, at, length);
        } else if ((present & avp.bit()) != 0) {
            warn(AvpFault.DUPLICATE, vendor, number);
        } else {
            AvpFault reason = (flags & HIDDEN) != 0 ? readHidden(avp, at, length) : readClear(avp, at, length);
            if (reason != null) {
                judge(reason, flags, vendor, number);
            }
        }
    }

    /** Whether it describes a line, and is not hidden; those that are count as unknown. */
    private boolean isAccessLine(int flags, int vendor, int number) {
        return vendor == AccessLine.VENDOR
                && type == MessageType.ICRQ
                && (flags & (HIDDEN | RESERVED)) == 0
                && AccessLine.knows(number);
    }

    private void readAccessLine(int at, int length, int flags, int number) {
        int octets = length - AvpType.HEADER_LENGTH;
        if (!AccessLine.allowsLength(number, octets)) {
            judge(AvpFault.LENGTH, flags, AccessLine.VENDOR, number);
            return;
        }
        accessLine = accessLine == null ? new HashMap<>() : accessLine;
        byte[] value = new byte[octets];
        in.get(at + AvpType.HEADER_LENGTH, value);
        if (accessLine.putIfAbsent(number, value) != null) {
            warn(AvpFault.DUPLICATE, AccessLine.VENDOR, number);
        }
    }

    private static AvpType recognize(int vendor, int number) {
        if (vendor == 0) {
            return AvpType.of(number);
        }
        return vendor == VENDOR_3COM && number == AvpType.PPP_DISCONNECT_CAUSE.number()
                ? AvpType.PPP_DISCONNECT_CAUSE
                : null;
    }

    private AvpFault readClear(AvpType avp, int at, int length) {
        int octets = length - AvpType.HEADER_LENGTH;
        if (avp == AvpType.RANDOM_VECTOR) {
            vectorStart = at + AvpType.HEADER_LENGTH;
            vectorEnd = at + length;
            vector = null;
            return null;
        }
        if (!avp.allowsLength(octets)) {
            return AvpFault.LENGTH;
        }
        in.get(at + AvpType.HEADER_LENGTH, body, used + ControlMessage.ENTRY_HEADER, octets);
        return accept(avp, octets);
    }

    /** Deciphers in the body, so that original length and value come to lie where an entry has them. */
    private AvpFault readHidden(AvpType avp, int at, int length) {
        if (!avp.hideable()) {
            return AvpFault.NOT_HIDEABLE;
        }
        if (secret == null) {
            return AvpFault.NO_SECRET;
        }
        if (vectorStart < 0) {
            return AvpFault.NO_RANDOM_VECTOR;
        }
        int from = used + 1;
        int octets = length - AvpType.HEADER_LENGTH;
        in.get(at + AvpType.HEADER_LENGTH, body, from, octets);
        int original = hiding().unhide(avp.number(), secret, vector(), body, from, from + octets);
        if (original < 0) {
            return AvpFault.CANNOT_UNHIDE;
        }
        if (!avp.allowsLength(original)) {
            return AvpFault.LENGTH;
        }
        AvpFault reason = accept(avp, original);
        hidden |= reason == null ? avp.bit() : 0;
        return reason;
    }

    private AvpHiding hiding() {
        if (hiding == null) {
            hiding = new AvpHiding();
        }
        return hiding;
    }

    private byte[] vector() {
        if (vector == null) {
            vector = new byte[vectorEnd - vectorStart];
            in.get(vectorStart, vector);
        }
        return vector;
    }

    /** Completes the entry whose value already lies in the body. */
    private AvpFault accept(AvpType avp, int length) {
        int at = used + ControlMessage.ENTRY_HEADER;
        if (!inRange(avp, at)) {
            return AvpFault.VALUE;
        }
        int kept = avp == AvpType.CHALLENGE_RESPONSE ? AvpType.CHALLENGE_RESPONSE_LENGTH : length;
        body[used] = (byte) avp.ordinal();
        body[used + 1] = (byte) (kept >> 8);
        body[used + 2] = (byte) kept;
        used = at + kept;
        present |= avp.bit();
        return null;
    }

    private boolean inRange(AvpType avp, int at) {
        return switch (avp) {
            case ASSIGNED_TUNNEL_ID -> {
                assignedTunnelId = u16(at);
                yield assignedTunnelId != 0 || type == MessageType.STOPCCN;
            }
            case ASSIGNED_SESSION_ID -> {
                assignedSessionId = u16(at);
                yield assignedSessionId != 0 || type == MessageType.CDN;
            }
            case PROXY_AUTHEN_ID -> body[at] == 0;
            case RECEIVE_WINDOW_SIZE -> {
                clampWindow(at);
                yield true;
            }
            default -> true;
        };
    }

    private void clampWindow(int at) {
        if (u16(at) == 0) {
            body[at + 1] = 1;
            warn(AvpFault.WINDOW_OF_ZERO, 0, AvpType.RECEIVE_WINDOW_SIZE.number());
        }
    }

    private int u16(int at) {
        return (body[at] & 255) << 8 | body[at + 1] & 255;
    }

    /** Ids of a message that will be refused for its type. */
    private void noteIds(AvpType avp, int flags, int at, int length) {
        if ((flags & HIDDEN) != 0 || length != AvpType.HEADER_LENGTH + 2) {
            return;
        }
        int id = in.getShort(at + AvpType.HEADER_LENGTH) & 0xffff;
        if (avp == AvpType.ASSIGNED_SESSION_ID) {
            assignedSessionId = id;
        } else if (avp == AvpType.ASSIGNED_TUNNEL_ID) {
            assignedTunnelId = id;
        }
    }

    /** The M bit decides between the end and a warning (L2TP-4.1-03 to -05, L2TP-7.1-02). */
    private void judge(AvpFault reason, int flags, int vendor, int number) {
        if ((flags & MANDATORY) == 0) {
            warn(reason, vendor, number);
        } else if (fault == null) {
            fail(type == null || type.isTunnelScope(), reason.fatal(vendor, number));
        }
    }

    /** The first fault counts, but one that ends the tunnel counts more. */
    private void fail(boolean tunnel, ResultCode result) {
        if (fault == null || tunnel && !endsTunnel) {
            fault = result;
            endsTunnel = tunnel;
        }
    }

    private void warn(AvpFault reason, int vendor, int number) {
        if (warnings == null) {
            warnings = new long[MAX_WARNINGS];
        }
        if (warningCount < MAX_WARNINGS) {
            warnings[warningCount++] = reason.pack(vendor, number);
        }
    }

    private DecodedMessage finish() {
        long missing = fault == null ? type.missingFrom(present) : 0;
        if (missing != 0) {
            AvpType avp = AvpType.at(Long.numberOfTrailingZeros(missing));
            String text = "AVP vendor 0 type " + avp.number() + " (" + avp.label() + ") is missing";
            fail(type.isTunnelScope(), ResultCode.error(ResultCode.ERROR_VALUE, text));
        }
        if (fault != null) {
            return new DecodedMessage.Malformed(type, endsTunnel, assignedSessionId, assignedTunnelId, fault);
        }
        long[] noted = warnings == null ? null : Arrays.copyOf(warnings, warningCount);
        Map<Integer, byte[]> line = accessLine == null ? Map.of() : Collections.unmodifiableMap(accessLine);
        return new ControlMessage(type, present, hidden, Arrays.copyOf(body, used), noted, line);
    }
}
