package org.jl2tpd.aaa.accounting;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.AttributeType;
import org.jl2tpd.radius.Attributes;

/** A {@link SpooledRecord} as octets of a file: kind, event time, group, key, and attributes with vendor, number, tag and value. */
final class RecordCodec {
    private RecordCodec() {}

    static byte[] encode(SpooledRecord record) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(512);
        try {
            write(record, new DataOutputStream(octets));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return octets.toByteArray();
    }

    private static void write(SpooledRecord record, DataOutputStream out) throws IOException {
        out.writeByte(record.kind().number);
        out.writeLong(record.eventMs());
        out.writeUTF(record.group());
        out.writeUTF(record.key());
        out.writeShort(record.attributes().size());
        for (AttributeSet.Value value : record.attributes().values()) {
            out.writeInt(value.type().vendor());
            out.writeByte(value.type().number());
            out.writeByte(value.tag());
            out.writeByte(value.octets().length);
            out.write(value.octets());
        }
    }

    /** @return null for octets that are no record */
    static SpooledRecord decode(byte[] octets, int offset, int length) {
        try {
            return read(new DataInputStream(new ByteArrayInputStream(octets, offset, length)));
        } catch (IOException e) {
            return null;
        }
    }

    private static SpooledRecord read(DataInputStream in) throws IOException {
        SpooledRecord.Kind kind = SpooledRecord.Kind.of(in.readUnsignedByte());
        long eventMs = in.readLong();
        String group = in.readUTF();
        String key = in.readUTF();
        AttributeSet attributes = new AttributeSet();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            AttributeType type = type(in.readInt(), in.readUnsignedByte());
            int tag = in.readUnsignedByte();
            byte[] value = new byte[in.readUnsignedByte()];
            in.readFully(value);
            attributes.addTagged(type, tag, value);
        }
        return kind == null ? null : new SpooledRecord(kind, group, key, eventMs, attributes);
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
