package org.jl2tpd.management.snmp;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.snmp4j.event.CounterEvent;
import org.snmp4j.event.CounterListener;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.OID;

/** Counters of one SNMP engine, by the instance's name. */
final class EngineCounters implements CounterListener {
    static final OID IN_TOTAL_REQ_VARS = new OID("1.3.6.1.2.1.11.13.0");
    static final OID IN_TOTAL_SET_VARS = new OID("1.3.6.1.2.1.11.14.0");

    private final ConcurrentHashMap<OID, AtomicLong> counters = new ConcurrentHashMap<>();

    @Override
    public void incrementCounter(CounterEvent event) {
        long value = of(event.getOid()).addAndGet(event.getIncrement());
        event.setCurrentValue(new Counter32(value & 0xffffffffL));
    }

    void count(OID name) {
        countBy(name, 1);
    }

    void countBy(OID name, long increment) {
        of(name).addAndGet(increment);
    }

    Counter32 value(OID name) {
        return new Counter32(of(name).get() & 0xffffffffL);
    }

    /** All that have counted something, by dotted name without the instance. */
    Map<String, Long> figures() {
        var all = new TreeMap<String, Long>();
        counters.forEach((name, value) -> all.put(name.trim().toString(), value.get()));
        return all;
    }

    private AtomicLong of(OID name) {
        return counters.computeIfAbsent(name, key -> new AtomicLong());
    }
}
