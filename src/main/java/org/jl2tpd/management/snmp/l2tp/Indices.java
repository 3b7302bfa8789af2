package org.jl2tpd.management.snmp.l2tp;

import org.jl2tpd.wire.IpAddress;
import org.snmp4j.smi.OID;

/** Indices and instances (RFC 2578 7.7). */
final class Indices {
    private Indices() {}

    /** A string of variable length: its length, then its octets. */
    static int[] ofOctets(byte[] octets) {
        int[] index = new int[octets.length + 1];
        index[0] = octets.length;
        for (int i = 0; i < octets.length; i++) {
            index[i + 1] = octets[i] & 0xff;
        }
        return index;
    }

    static int[] join(int[]... parts) {
        int length = 0;
        for (int[] part : parts) {
            length += part.length;
        }
        int[] all = new int[length];
        int at = 0;
        for (int[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    /** The address, as an InetAddress of variable length. */
    static int[] ofAddress(IpAddress address) {
        return ofOctets(address.toBytes());
    }

    /** The instance of a column. */
    static OID instance(String entryOid, int column, int... index) {
        OID oid = new OID(entryOid);
        oid.append(column);
        for (int part : index) {
            oid.append(part);
        }
        return oid;
    }
}
