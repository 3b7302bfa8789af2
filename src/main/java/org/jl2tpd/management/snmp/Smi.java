package org.jl2tpd.management.snmp;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Map;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

/** Java values as SMI values. */
public final class Smi {
    /** Octets of an SnmpAdminString (RFC 3411) or DisplayString (RFC 2579). */
    public static final int TEXT_LIMIT = 255;

    /** RowStatus (RFC 2579). */
    public static final int ACTIVE = 1;

    public static final int TRUE = 1;
    public static final int FALSE = 2;

    /** InetAddressType (RFC 4001). */
    private static final int UNKNOWN = 0;

    private static final int IPV4 = 1;
    private static final int IPV6 = 2;

    private static final long LOW_32 = 0xffffffffL;

    private Smi() {}

    public static Variable integer(int value) {
        return new Integer32(value);
    }

    /** TruthValue (RFC 2579). */
    public static Variable truth(boolean value) {
        return new Integer32(value ? TRUE : FALSE);
    }

    /** The low 32 bits: a Counter32 wraps. */
    public static Variable counter32(long value) {
        return new Counter32(value & LOW_32);
    }

    public static Variable counter64(long value) {
        return new Counter64(value);
    }

    /** Gauge32 and Unsigned32, which stay at their greatest value. */
    public static Variable gauge(long value) {
        return new Gauge32(Math.min(Math.max(value, 0), LOW_32));
    }

    public static Variable octets(byte... octets) {
        return new OctetString(octets);
    }

    /** SnmpAdminString: UTF-8, what is no character replaced, cut between characters at 255 octets. */
    public static Variable text(String value) {
        return new OctetString(utf8(value, TEXT_LIMIT));
    }

    /** DisplayString: printable ASCII, the rest as question marks, at most 255 characters. */
    public static Variable displayText(String value) {
        String cut = value.length() > TEXT_LIMIT ? value.substring(0, TEXT_LIMIT) : value;
        byte[] octets = cut.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] < ' ' || octets[i] == 0x7f) {
                octets[i] = '?';
            }
        }
        return new OctetString(octets);
    }

    /** Text in at most so many octets of UTF-8, cut between characters. */
    public static byte[] utf8(String value, int limit) {
        byte[] octets = value.getBytes(StandardCharsets.UTF_8);
        if (octets.length <= limit) {
            return octets;
        }
        int end = limit;
        while (end > 0 && (octets[end] & 0xc0) == 0x80) {
            end--;
        }
        return Arrays.copyOf(octets, end);
    }

    /** The sum of counters by name; one that is not there is 0. */
    public static long sum(Map<String, Long> counters, String... names) {
        long sum = 0;
        for (String name : names) {
            sum += counters.getOrDefault(name, 0L);
        }
        return sum;
    }

    public static String string(Variable text) {
        return new String(((OctetString) text).getValue(), StandardCharsets.UTF_8);
    }

    /** DateAndTime (RFC 2579) with its time zone. */
    public static Variable date(OffsetDateTime time) {
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
    public static Variable addressType(String address) {
        return addressType(address(address));
    }

    public static Variable addressType(IpAddress address) {
        return new Integer32(address == null ? UNKNOWN : address.isV4() ? IPV4 : IPV6);
    }

    /** InetAddress of an address in text; empty where it is none. */
    public static Variable addressOctets(String address) {
        return addressOctets(address(address));
    }

    public static Variable addressOctets(IpAddress address) {
        return new OctetString(address == null ? new byte[0] : address.toBytes());
    }

    private static IpAddress address(String text) {
        return text.isEmpty() ? null : IpAddress.parse(text);
    }

    public static Variable prefixType(String prefix) {
        return addressType(prefix(prefix) == null ? null : prefix(prefix).address());
    }

    public static Variable prefixOctets(String prefix) {
        return addressOctets(prefix(prefix) == null ? null : prefix(prefix).address());
    }

    public static Variable prefixLength(String prefix) {
        return gauge(prefix(prefix) == null ? 0 : prefix(prefix).length());
    }

    private static IpPrefix prefix(String text) {
        return text.isEmpty() ? null : IpPrefix.parse(text);
    }
}
