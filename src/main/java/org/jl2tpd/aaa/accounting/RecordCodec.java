package org.jl2tpd.aaa.accounting;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.AttributeType;
import org.jl2tpd.radius.Attributes;

/** A {@link SpooledRecord} as octets of a file: kind, event time, group, key, and attributes with vendor, number, tag and value. */
final class RecordCodec {
    /** Kind, event time, lengths of group and key, number of attributes. */
    private static final int FIXED_OCTETS = 1 + 8 + 2 + 2 + 2;
    /** Vendor, number, tag and length of an attribute. */
    private static final int ATTRIBUTE_OCTETS = 4 + 1 + 1 + 1;

    private RecordCodec() {}

    static byte[] encode(SpooledRecord record) {
        byte[] group = record.group().getBytes(StandardCharsets.UTF_8);
        byte[] key = record.key().getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(octets(record) + group.length + key.length);
        out.put((byte) record.kind().number).putLong(record.eventMs());
        out.putShort((short) group.length).put(group);
        out.putShort((short) key.length).put(key);
        out.putShort((short) record.attributes().size());
        for (AttributeSet.Value value : record.attributes().values()) {
            out.putInt(value.type().vendor());
            out.put((byte) value.type().number()).put((byte) value.tag());
            out.put((byte) value.octets().length).put(value.octets());
        }
        return out.array();
    }

    /** Without its two texts. */
    private static int octets(SpooledRecord record) {
        int octets = FIXED_OCTETS;
        for (AttributeSet.Value value : record.attributes().values()) {
            octets += ATTRIBUTE_OCTETS + value.octets().length;
        }
        return octets;
    }

    /** @return null for octets that are no record */
    static SpooledRecord decode(byte[] octets, int offset, int length) {
        try {
            return read(ByteBuffer.wrap(octets, offset, length));
        } catch (BufferUnderflowException e) {
            return null;
        }
    }

    private static SpooledRecord read(ByteBuffer in) {
        SpooledRecord.Kind kind = SpooledRecord.Kind.of(in.get() & 0xff);
        long eventMs = in.getLong();
        String group = new String(octets(in, in.getShort() & 0xffff), StandardCharsets.UTF_8);
        String key = new String(octets(in, in.getShort() & 0xffff), StandardCharsets.UTF_8);
        AttributeSet attributes = new AttributeSet();
        for (int left = in.getShort() & 0xffff; left > 0; left--) {
            AttributeType type = type(in.getInt(), in.get() & 0xff);
            int tag = in.get() & 0xff;
            attributes.addTagged(type, tag, octets(in, in.get() & 0xff));
        }
        return kind == null ? null : new SpooledRecord(kind, group, key, eventMs, attributes);
    }

    private static byte[] octets(ByteBuffer in, int length) {
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] octets = new byte[length];
        in.get(octets);
        return octets;
    }

    /** One that another version of the program wrote goes to the server as it is. */
    private static AttributeType type(int vendor, int number) {
        AttributeType known = Attributes.find(vendor, number);
        return known != null
                ? known
                : new AttributeType(
                        "Attribute-" + number,
                        vendor,
                        number,
                        AttributeType.Format.OCTETS,
                        false,
                        AttributeType.Hiding.NONE);
    }
}
