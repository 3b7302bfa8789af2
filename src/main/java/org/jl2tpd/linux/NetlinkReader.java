package org.jl2tpd.linux;

import static org.jl2tpd.linux.RtnetlinkConstants.*;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Walks the netlink messages of a received buffer and the attributes of each. Every length is checked against what contains it;
 * a wrong one ends the walk. Never throws on any content.
 */
final class NetlinkReader {
    private ByteBuffer in;
    private int end;
    private int messageAt;
    private int messageEnd;
    private int next;
    private int attributeAt;
    private int attributeEnd;
    private int attributesEnd;

    /** Begins with a buffer in the byte order of the machine, from index 0 to its limit. */
    NetlinkReader reset(ByteBuffer buffer) {
        in = buffer;
        end = buffer.limit();
        next = 0;
        return this;
    }

    /** Goes to the next message; false at the end or where the rest is no message. */
    boolean nextMessage() {
        if (end - next < NetlinkWriter.HEADER) {
            return false;
        }
        messageAt = next;
        int length = in.getInt(messageAt);
        if (length < NetlinkWriter.HEADER || length > end - messageAt) {
            return false;
        }
        messageEnd = messageAt + length;
        next = Math.min(end, align(messageEnd));
        attributesEnd = 0;
        return true;
    }

    private static int align(int at) {
        return (at + 3) & -4;
    }

    int type() {
        return in.getShort(messageAt + 4) & 0xffff;
    }

    int flags() {
        return in.getShort(messageAt + 6) & 0xffff;
    }

    int sequence() {
        return in.getInt(messageAt + 8);
    }

    /** A number in the family header; 0 when the message is too short. */
    int headerInt(int offset) {
        int at = messageAt + NetlinkWriter.HEADER + offset;
        return at + 4 <= messageEnd ? in.getInt(at) : 0;
    }

    int headerByte(int offset) {
        int at = messageAt + NetlinkWriter.HEADER + offset;
        return at + 1 <= messageEnd ? in.get(at) & 0xff : 0;
    }

    /** Begins to walk the attributes that follow the family header. */
    NetlinkReader attributes(int familyHeaderOctets) {
        attributeEnd = messageAt + NetlinkWriter.HEADER + align(familyHeaderOctets);
        attributesEnd = messageEnd;
        return this;
    }

    boolean nextAttribute() {
        int at = align(attributeEnd);
        if (attributesEnd - at < NetlinkWriter.ATTRIBUTE) {
            return false;
        }
        int length = in.getShort(at) & 0xffff;
        if (length < NetlinkWriter.ATTRIBUTE || length > attributesEnd - at) {
            return false;
        }
        attributeAt = at;
        attributeEnd = at + length;
        return true;
    }

    int attribute() {
        return in.getShort(attributeAt + 2) & NLA_TYPE_MASK;
    }

    int octets() {
        return attributeEnd - attributeAt - NetlinkWriter.ATTRIBUTE;
    }

    int intValue() {
        return octets() >= 4 ? in.getInt(attributeAt + NetlinkWriter.ATTRIBUTE) : 0;
    }

    /** The first octet as a number; 0 when there is none. */
    int byteValue() {
        return octets() >= 1 ? in.get(attributeAt + NetlinkWriter.ATTRIBUTE) & 0xff : 0;
    }

    /** A number of 16 bits; 0 when the value is shorter. */
    int shortValue() {
        return octets() >= 2 ? in.getShort(attributeAt + NetlinkWriter.ATTRIBUTE) & 0xffff : 0;
    }

    /** A number of 64 bits; 0 when the value is shorter. */
    long longValue() {
        return octets() >= 8 ? in.getLong(attributeAt + NetlinkWriter.ATTRIBUTE) : 0;
    }

    /** Has {@code inner} walk the attributes inside this one; this reader stays where it is. */
    NetlinkReader nested(NetlinkReader inner) {
        inner.in = in;
        inner.attributeEnd = attributeAt + NetlinkWriter.ATTRIBUTE;
        inner.attributesEnd = attributeEnd;
        return inner;
    }

    byte[] value() {
        byte[] value = new byte[octets()];
        in.get(attributeAt + NetlinkWriter.ATTRIBUTE, value);
        return value;
    }

    /** A text up to its first zero. */
    String text() {
        byte[] value = value();
        int length = 0;
        while (length < value.length && value[length] != 0) {
            length++;
        }
        return new String(value, 0, length, StandardCharsets.UTF_8);
    }

    /** Whether the message is an error or an acknowledgement. */
    boolean isError() {
        return type() == NLMSG_ERROR;
    }

    /** The errno of an error message, positive; 0 for an acknowledgement. */
    int errno() {
        return -headerInt(0);
    }

    /** The kernel's words in an error message (extended acknowledgement), empty when there are none. */
    String errorText() {
        if ((flags() & NLM_F_ACK_TLVS) == 0) {
            return "";
        }
        int original = (flags() & NLM_F_CAPPED) != 0 ? NetlinkWriter.HEADER : Math.max(headerInt(4), 0);
        if (original > messageEnd - messageAt) {
            return "";
        }
        attributes(4 + original);
        while (nextAttribute()) {
            if (attribute() == NLMSGERR_ATTR_MSG) {
                return text();
            }
        }
        return "";
    }
}
