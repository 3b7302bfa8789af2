package org.jl2tpd.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The attributes that a running daemon can't take over from its file, and why. */
public final class Restart {
    private static final String DEVICES = "devices of live sessions were made with it";
    private static final String CHECKS = "packets of live sessions are checked by it";

    /** By attribute the reason, for an operator. */
    public static final Map<Attribute<?>, String> REASONS = reasons();

    private Restart() {}

    private static Map<Attribute<?>, String> reasons() {
        Map<Attribute<?>, String> reasons = new LinkedHashMap<>();
        reasons.put(SystemAttributes.UDP_BUFFER_BYTES, "open sockets keep the buffers that they were made with");
        reasons.put(SystemAttributes.DATAPATH, "live sessions can't pass from one datapath to another");
        reasons.put(SystemAttributes.TUN_NAME, DEVICES);
        reasons.put(SystemAttributes.TUN_DEVICE_PER_SESSION, DEVICES);
        reasons.put(SystemAttributes.TUN_ROUTE_PER_SESSION, "routes of live sessions were made with it");
        reasons.put(SystemAttributes.TUN_MTU, DEVICES);
        reasons.put(SystemAttributes.TUN_SOURCE_CHECK, CHECKS);
        reasons.put(SystemAttributes.KERNEL_SOURCE_CHECK, CHECKS);
        reasons.put(SystemAttributes.PPPD_PATH, "what starts pppd was made ready with it");
        reasons.put(SystemAttributes.STATE_DIRECTORY, "what outlives a restart is open there");
        reasons.put(JmxAttributes.SESSION_MBEANS, "clients hold MBeans that were made with it");
        return Map.copyOf(reasons);
    }

    /** Those of a profile that two configurations have otherwise, in the schema's order. */
    public static List<Attribute<?>> of(Profile before, Profile after) {
        List<Attribute<?>> differing = new ArrayList<>();
        for (Attribute<?> attribute : Schema.of(before.kind())) {
            if (REASONS.containsKey(attribute) && !Objects.equals(before.get(attribute), after.get(attribute))) {
                differing.add(attribute);
            }
        }
        return differing;
    }

    /** The configuration as far as it can be taken over now: what needs a restart is as {@code running} has it. */
    public static Configuration takenOver(Configuration wanted, Configuration running) {
        Profile system = kept(wanted.system(), running.system());
        Profile jmx = kept(wanted.management().jmx(), running.management().jmx());
        boolean same = system == wanted.system() && jmx == wanted.management().jmx();
        return same
                ? wanted
                : wanted.withSystem(system).withManagement(wanted.management().withJmx(jmx));
    }

    private static Profile kept(Profile wanted, Profile running) {
        List<Attribute<?>> fixed = of(running, wanted);
        if (fixed.isEmpty()) {
            return wanted;
        }
        Map<Attribute<?>, Object> values = new LinkedHashMap<>();
        wanted.entries().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
        for (Attribute<?> attribute : fixed) {
            if (running.sets(attribute)) {
                values.put(attribute, running.get(attribute));
            } else {
                values.remove(attribute);
            }
        }
        return new Profile(wanted.kind(), wanted.name(), values);
    }
}
