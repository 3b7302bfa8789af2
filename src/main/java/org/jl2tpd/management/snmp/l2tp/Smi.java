package org.jl2tpd.management.snmp.l2tp;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

/** Java values as SMI values. */
final class Smi {
    /** Octets of an SnmpAdminString (RFC 3411) or DisplayString (RFC 2579). */
    static final int TEXT_LIMIT = 255;

    /** RowStatus (RFC 2579). */
    static final int ACTIVE = 1;

    private static final long LOW_32 = 0xffffffffL;

    private Smi() {}

    static Variable integer(int value) {
        return new Integer32(value);
    }

    /** TruthValue (RFC 2579): true(1), false(2). */
    static Variable truth(boolean value) {
        return new Integer32(value ? 1 : 2);
    }

    /** The low 32 bits: a Counter32 wraps. */
    static Variable counter32(long value) {
        return new Counter32(value & LOW_32);
    }

    static Variable counter64(long value) {
        return new Counter64(value);
    }

    /** A Gauge32 stays at its greatest value (RFC 2578 7.1.7). */
    static Variable gauge32(long value) {
        return new Gauge32(Math.min(Math.max(value, 0), LOW_32));
    }

    static Variable octets(byte... octets) {
        return new OctetString(octets);
    }

    /** SnmpAdminString: UTF-8, what is no character replaced, cut between characters at 255 octets. */
    static Variable text(String value) {
        return new OctetString(utf8(value, TEXT_LIMIT));
    }

    /** DisplayString: printable ASCII, the rest as question marks, at most 255 characters. */
    static Variable displayText(String value) {
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
    static byte[] utf8(String value, int limit) {
        byte[] octets = value.getBytes(StandardCharsets.UTF_8);
        if (octets.length <= limit) {
            return octets;
        }
        int end = limit;
        while (end > 0 && (octets[end] & 0xc0) == 0x80) {
            end--;
        }
        return java.util.Arrays.copyOf(octets, end);
    }

    /** The sum of counters by name; one that is not there is 0. */
    static long sum(Map<String, Long> counters, String... names) {
        long sum = 0;
        for (String name : names) {
            sum += counters.getOrDefault(name, 0L);
        }
        return sum;
    }
}
