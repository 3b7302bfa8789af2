package org.jl2tpd.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes netlink messages one behind the other (linux/netlink.h: {@code nlmsghdr}, {@code nlattr}), in the byte order of the
 * machine. Every message gets its number in the batch, from 1, as sequence number.
 */
final class NetlinkWriter {
    /** sizeof(struct nlmsghdr) */
    static final int HEADER = 16;
    /** sizeof(struct nlattr) */
    static final int ATTRIBUTE = 4;
    /** NLMSG_ALIGNTO and NLA_ALIGNTO */
    private static final int ALIGN = 4;

    private final ByteBuffer out;
    private int messageAt;
    private int messages;

    NetlinkWriter(ByteBuffer out) {
        this.out = out.order(ByteOrder.nativeOrder());
    }

    NetlinkWriter clear() {
        out.clear();
        messages = 0;
        return this;
    }

    /** Starts a message with its family header of zeros; {@link #end} completes it. */
    NetlinkWriter begin(int type, int flags, int familyHeaderOctets) {
        messageAt = out.position();
        out.putInt(0)
                .putShort((short) type)
                .putShort((short) flags)
                .putInt(++messages)
                .putInt(0);
        for (int i = 0; i < familyHeaderOctets; i++) {
            out.put((byte) 0);
        }
        return this;
    }

    NetlinkWriter setByte(int offset, int value) {
        out.put(messageAt + HEADER + offset, (byte) value);
        return this;
    }

    /** Numbers the message differently from its place in the batch. */
    NetlinkWriter setSequence(int sequence) {
        out.putInt(messageAt + 8, sequence);
        return this;
    }

    NetlinkWriter setInt(int offset, int value) {
        out.putInt(messageAt + HEADER + offset, value);
        return this;
    }

    NetlinkWriter attribute(int type, byte[] value) {
        out.putShort((short) (ATTRIBUTE + value.length)).putShort((short) type).put(value);
        return pad();
    }

    NetlinkWriter attribute(int type, int value) {
        out.putShort((short) (ATTRIBUTE + 4)).putShort((short) type).putInt(value);
        return this;
    }

    NetlinkWriter attributeShort(int type, int value) {
        out.putShort((short) (ATTRIBUTE + 2)).putShort((short) type).putShort((short) value);
        return pad();
    }

    NetlinkWriter attributeLong(int type, long value) {
        out.putShort((short) (ATTRIBUTE + 8)).putShort((short) type).putLong(value);
        return this;
    }

    /** An attribute without value, whose presence says yes (NLA_FLAG). */
    NetlinkWriter attributeFlag(int type) {
        out.putShort((short) ATTRIBUTE).putShort((short) type);
        return this;
    }

    /** A text with its closing zero (NLA_NUL_STRING). */
    NetlinkWriter attributeText(int type, String value) {
        return attribute(type, (value + "\0").getBytes(StandardCharsets.UTF_8));
    }

    NetlinkWriter attributeByte(int type, int value) {
        out.putShort((short) (ATTRIBUTE + 1)).putShort((short) type).put((byte) value);
        return pad();
    }

    /** Starts an attribute that holds attributes; returns its place for {@link #endNested}. */
    int beginNested(int type) {
        int at = out.position();
        out.putShort((short) 0).putShort((short) type);
        return at;
    }

    NetlinkWriter endNested(int at) {
        out.putShort(at, (short) (out.position() - at));
        return this;
    }

    private NetlinkWriter pad() {
        while (out.position() % ALIGN != 0) {
            out.put((byte) 0);
        }
        return this;
    }

    NetlinkWriter end() {
        out.putInt(messageAt, out.position() - messageAt);
        return this;
    }

    /** Octets written. */
    int length() {
        return out.position();
    }

    int messages() {
        return messages;
    }

    int remaining() {
        return out.remaining();
    }

    ByteBuffer buffer() {
        return out;
    }
}
