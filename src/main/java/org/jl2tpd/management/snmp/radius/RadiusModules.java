package org.jl2tpd.management.snmp.radius;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.RadiusView;
import org.jl2tpd.management.snmp.HostName;
import org.jl2tpd.management.snmp.MibModule;
import org.jl2tpd.management.snmp.Rows;
import org.jl2tpd.management.snmp.Smi;
import org.jl2tpd.management.snmp.SnmpContext;
import org.jl2tpd.management.snmp.SortedRows;
import org.jl2tpd.management.snmp.l2tp.MibGroup;
import org.jl2tpd.management.snmp.l2tp.MibObject;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.RadiusAttributes;
import org.jl2tpd.profile.SystemAttributes;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.Variable;

/** The modules of this package. A server's or client's index is its place among those of its table. */
public final class RadiusModules {
    private static final long NS_A_TICK = 10_000_000L;

    private final Control control;
    private final SnmpContext context;

    private RadiusModules(SnmpContext context) {
        this.context = context;
        control = context.daemon().control();
    }

    public static List<MibModule> of(SnmpContext context) {
        return List.copyOf(groups(context));
    }

    /** Every object that is served, and what it shows. */
    public static List<MibObject> objects(SnmpContext context) {
        return groups(context).stream()
                .flatMap(group -> group.objects().stream())
                .toList();
    }

    private static List<MibGroup> groups(SnmpContext context) {
        var radius = new RadiusModules(context);
        return List.of(
                new AuthenticationMib(radius).group(),
                new AccountingMib(radius).group(),
                new DynamicAuthorizationMib(radius).group());
    }

    RadiusView view() {
        return control.radius();
    }

    /** The NAS-Identifier that servers are told. */
    Variable identifier() {
        Configuration now = context.daemon().configuration();
        String name = now.radius().settings().get(RadiusAttributes.NAS_IDENTIFIER);
        String host = now.system().get(SystemAttributes.HOST_NAME);
        return Smi.text(!name.isEmpty() ? name : host.isEmpty() ? HostName.read() : host);
    }

    /** Counters begin with the daemon. */
    Variable sinceStart() {
        long ns = System.nanoTime() - control.info().startedNs();
        return new TimeTicks(Math.max(0, ns) / NS_A_TICK & 0xffffffffL);
    }

    static Variable ticks(long micros) {
        return new TimeTicks(TimeUnit.MICROSECONDS.toNanos(micros) / NS_A_TICK & 0xffffffffL);
    }

    Rows<RadiusView.Server> servers(String role) {
        return numbered(view -> view.servers().stream()
                .filter(server -> server.role().equals(role))
                .toList());
    }

    <R> Rows<R> numbered(Function<RadiusView, List<R>> list) {
        return SortedRows.of(this::view, view -> number(list.apply(view)));
    }

    private static <R> NavigableMap<int[], R> number(List<R> list) {
        NavigableMap<int[], R> rows = new TreeMap<>(SortedRows.ORDER);
        for (R row : list) {
            rows.put(new int[] {rows.size() + 1}, row);
        }
        return rows;
    }
}
