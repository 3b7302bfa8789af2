package org.jl2tpd.management.snmp;

import java.util.Iterator;
import java.util.StringJoiner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.snmp4j.PDU;
import org.snmp4j.smi.VariableBinding;

/**
 * Logs who set what, and what became of it: names of objects and never values, among which may be what nobody should read. What is refused can be asked
 * for as often as one likes, so that of refused SETs only so many are logged; the next line says how many were not. Not thread-safe.
 */
final class Audit {
    /** Lines about refused SETs in a second, and as many at once. */
    static final int REFUSED_PER_SECOND = 10;

    /** Lines about SETs that were done in a second, and as many at once. */
    static final int DONE_PER_SECOND = 200;

    /** Objects of a SET that are named; of more the number is said. */
    static final int SHOWN_OBJECTS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

    private final Allowance refused;
    private final Allowance done;

    Audit(long nowNs) {
        refused = new Allowance(REFUSED_PER_SECOND, nowNs);
        done = new Allowance(DONE_PER_SECOND, nowNs);
    }

    /**
     * A SET was answered.
     *
     * @param by name of the user or community
     * @param status of the answer
     */
    void answered(String by, String source, PDU request, int status, long nowNs) {
        Allowance allowance = status == PDU.noError ? done : refused;
        if (!allowance.take(nowNs)) {
            return;
        }
        LoggingEventBuilder line = LOG.atInfo()
                .addKeyValue("by", by)
                .addKeyValue("source", source)
                .addKeyValue("operation", "snmp_set")
                .addKeyValue("objects", objects(request))
                .addKeyValue("result", PDU.toErrorStatusText(status));
        long unsaid = allowance.unsaid();
        (unsaid == 0 ? line : line.addKeyValue("lines_suppressed", unsaid))
                .log(status == PDU.noError ? "changed" : "change_failed");
    }

    static String objects(PDU request) {
        var text = new StringJoiner(",");
        Iterator<? extends VariableBinding> varbinds =
                request.getVariableBindings().iterator();
        for (int i = 0; i < SHOWN_OBJECTS && varbinds.hasNext(); i++) {
            text.add(varbinds.next().getOid().toDottedString());
        }
        int more = request.size() - SHOWN_OBJECTS;
        return more > 0 ? text + " and " + more + " more" : text.toString();
    }

    /** So many lines a second. */
    private static final class Allowance {
        private static final double SECOND_NS = 1e9;

        private final int perSecond;
        private double left;
        private long filledNs;
        private long unsaid;

        Allowance(int perSecond, long nowNs) {
            this.perSecond = perSecond;
            this.left = perSecond;
            this.filledNs = nowNs;
        }

        boolean take(long nowNs) {
            left = Math.min(perSecond, left + (nowNs - filledNs) * perSecond / SECOND_NS);
            filledNs = nowNs;
            if (left < 1) {
                unsaid++;
                return false;
            }
            left--;
            return true;
        }

        /** Lines that were not written since this was asked last. */
        long unsaid() {
            long now = unsaid;
            unsaid = 0;
            return now;
        }
    }
}
