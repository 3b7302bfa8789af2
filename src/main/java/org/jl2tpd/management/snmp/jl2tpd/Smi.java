package org.jl2tpd.management.snmp.jl2tpd;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Arrays;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

/** Java values as SMI values. */
final class Smi {
    /** Octets of an SnmpAdminString (RFC 3411). */
    static final int TEXT_LIMIT = 255;

    static final int TRUE = 1;
    static final int FALSE = 2;

    /** InetAddressType (RFC 4001). */
    private static final int UNKNOWN = 0;

    private static final int IPV4 = 1;
    private static final int IPV6 = 2;

    private static final long LOW_32 = 0xffffffffL;

    private Smi() {}

    static Variable integer(int value) {
        return new Integer32(value);
    }

    /** TruthValue (RFC 2579). */
    static Variable truth(boolean value) {
        return new Integer32(value ? TRUE : FALSE);
    }

    /** The low 32 bits: a Counter32 wraps. */
    static Variable counter32(long value) {
        return new Counter32(value & LOW_32);
    }

    static Variable counter64(long value) {
        return new Counter64(value);
    }

    /** Gauge32 and Unsigned32, which stay at their greatest value. */
    static Variable gauge(long value) {
        return new Gauge32(Math.min(Math.max(value, 0), LOW_32));
    }

    /** SnmpAdminString: UTF-8, cut between characters. */
    static Variable text(String value) {
        byte[] octets = value.getBytes(StandardCharsets.UTF_8);
        return new OctetString(octets.length <= TEXT_LIMIT ? octets : Arrays.copyOf(octets, end(octets)));
    }

    private static int end(byte[] octets) {
        int end = TEXT_LIMIT;
        while ((octets[end] & 0xc0) == 0x80) {
            end--;
        }
        return end;
    }

    static String string(Variable text) {
        return new String(((OctetString) text).getValue(), StandardCharsets.UTF_8);
    }

    /** DateAndTime (RFC 2579) with its time zone. */
    static Variable date(OffsetDateTime time) {
        int zoneMinutes = time.getOffset().getTotalSeconds() / 60;
        int distance = Math.abs(zoneMinutes);
        return new OctetString(new byte[] {
            (byte) (time.getYear() >> 8),
            (byte) time.getYear(),
            (byte) time.getMonthValue(),
            (byte) time.getDayOfMonth(),
            (byte) time.getHour(),
            (byte) time.getMinute(),
            (byte) time.getSecond(),
            (byte) (time.getNano() / 100_000_000),
            (byte) (zoneMinutes < 0 ? '-' : '+'),
            (byte) (distance / 60),
            (byte) (distance % 60)
        });
    }

    /** InetAddressType of an address in text; unknown where it is none. */
    static Variable addressType(String address) {
        return addressType(address(address));
    }

    static Variable addressType(IpAddress address) {
        return new Integer32(address == null ? UNKNOWN : address.isV4() ? IPV4 : IPV6);
    }

    /** InetAddress of an address in text; empty where it is none. */
    static Variable addressOctets(String address) {
        return addressOctets(address(address));
    }

    static Variable addressOctets(IpAddress address) {
        return new OctetString(address == null ? new byte[0] : address.toBytes());
    }

    private static IpAddress address(String text) {
        return text.isEmpty() ? null : IpAddress.parse(text);
    }

    static Variable prefixType(String prefix) {
        return addressType(prefix(prefix) == null ? null : prefix(prefix).address());
    }

    static Variable prefixOctets(String prefix) {
        return addressOctets(prefix(prefix) == null ? null : prefix(prefix).address());
    }

    static Variable prefixLength(String prefix) {
        return gauge(prefix(prefix) == null ? 0 : prefix(prefix).length());
    }

    private static IpPrefix prefix(String text) {
        return text.isEmpty() ? null : IpPrefix.parse(text);
    }
}
