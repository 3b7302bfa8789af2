package org.jl2tpd.management.snmp;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.model.ManagedDaemon;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.SnmpAttributes;
import org.snmp4j.PDU;
import org.snmp4j.security.USM;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

/**
 * What any SNMP engine has: groups system, snmp and snmpSet of SNMPv2-MIB (RFC 3418), snmpEngine of SNMP-FRAMEWORK-MIB (RFC 3411), statistics of SNMP-MPD-MIB (RFC 3412), of
 * USM (RFC 3414) and of contexts (RFC 3413).
 */
final class SystemObjects implements MibModule {
    private static final String SYSTEM = "1.3.6.1.2.1.1.";
    private static final String SNMP = "1.3.6.1.2.1.11.";
    private static final String SET_SERIAL = "1.3.6.1.6.3.1.1.6.1";
    private static final String ENGINE = "1.3.6.1.6.3.10.2.1.";
    private static final int[] SNMP_COUNTERS = {1, 3, 4, 5, 6, 13, 14, 31, 32};
    private static final String[] OTHER_COUNTERS = {
        "1.3.6.1.6.3.11.2.1.1",
        "1.3.6.1.6.3.11.2.1.2",
        "1.3.6.1.6.3.11.2.1.3",
        "1.3.6.1.6.3.15.1.1.1",
        "1.3.6.1.6.3.15.1.1.2",
        "1.3.6.1.6.3.15.1.1.3",
        "1.3.6.1.6.3.15.1.1.4",
        "1.3.6.1.6.3.15.1.1.5",
        "1.3.6.1.6.3.15.1.1.6",
        "1.3.6.1.6.3.12.1.4",
        "1.3.6.1.6.3.12.1.5"
    };
    /** sysServices: applications (layer 7) and internet (layer 3). */
    private static final int SERVICES = 68;

    private final SnmpContext context;
    private final EngineCounters counters;
    private final USM usm;
    private final StoredSwitch authenTraps;
    private final AtomicInteger setSerial = new AtomicInteger();

    SystemObjects(SnmpContext context, EngineCounters counters, USM usm, StoredSwitch authenTraps) {
        this.context = context;
        this.counters = counters;
        this.usm = usm;
        this.authenTraps = authenTraps;
    }

    @Override
    public void register(MibRegistry registry) {
        system(registry);
        for (int number : SNMP_COUNTERS) {
            counter(registry, SNMP + number);
        }
        for (String oid : OTHER_COUNTERS) {
            counter(registry, oid);
        }
        registry.scalar(SNMP + 30, authenTraps::value, authenTraps);
        registry.scalar(SET_SERIAL, () -> new Integer32(setSerial.get()), new TestAndIncrement());
        registry.scalar(ENGINE + 1, () -> usm.getLocalEngineID());
        registry.scalar(ENGINE + 2, () -> new Integer32(usm.getEngineBoots()));
        registry.scalar(ENGINE + 3, () -> new Integer32(usm.getEngineTime()));
        registry.scalar(ENGINE + 4, () -> new Integer32(AgentSocket.MESSAGE_LIMIT));
    }

    private void system(MibRegistry registry) {
        ManagedDaemon daemon = context.daemon();
        Supplier<Profile> snmp = () -> daemon.management().snmp();
        String description = "jl2tpd " + daemon.control().info().version() + " (Java "
                + System.getProperty("java.version") + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.version") + ")";
        Variable descr = text(description);
        Variable objectId = new OID(Oids.root(daemon) + ".4.1");
        String host = HostName.read();
        registry.scalar(SYSTEM + 1, () -> descr);
        registry.scalar(SYSTEM + 2, () -> objectId);
        registry.scalar(SYSTEM + 3, context::upTime);
        registry.scalar(SYSTEM + 4, () -> text(snmp.get().get(SnmpAttributes.SYS_CONTACT)));
        registry.scalar(SYSTEM + 5, () -> {
            String name = snmp.get().get(SnmpAttributes.SYS_NAME);
            return text(name.isEmpty() ? host : name);
        });
        registry.scalar(SYSTEM + 6, () -> text(snmp.get().get(SnmpAttributes.SYS_LOCATION)));
        registry.scalar(SYSTEM + 7, () -> new Integer32(SERVICES));
    }

    private void counter(MibRegistry registry, String oid) {
        var instance = new OID(oid + ".0");
        registry.scalar(oid, () -> counters.value(instance));
    }

    /** DisplayString of at most 255 octets (RFC 2579). */
    private static OctetString text(String text) {
        String plain = text.replaceAll("[^\\x20-\\x7e]", "?");
        return new OctetString(plain.substring(0, Math.min(255, plain.length())));
    }

    /** snmpSetSerialNo (RFC 2579 TestAndIncr): the present value must be written, and goes up. */
    private final class TestAndIncrement implements Write<Variable> {
        @Override
        public int check(Variable row, Variable value) {
            if (!(value instanceof Integer32 number)) {
                return PDU.wrongType;
            }
            if (number.getValue() < 0) {
                return PDU.wrongValue;
            }
            return number.getValue() == setSerial.get() ? PDU.noError : PDU.inconsistentValue;
        }

        @Override
        public Undo apply(Variable row, Variable value) throws ControlException {
            int before = value.toInt();
            setSerial.set(before == Integer.MAX_VALUE ? 0 : before + 1);
            return () -> setSerial.set(before);
        }
    }
}
