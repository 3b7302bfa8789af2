package org.jl2tpd.management.snmp.jl2tpd;

import java.util.function.Consumer;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.ManagedEvent;
import org.jl2tpd.management.model.NotificationSwitches;
import org.jl2tpd.management.snmp.MibModule;
import org.jl2tpd.management.snmp.MibRegistry;
import org.jl2tpd.management.snmp.Smi;
import org.jl2tpd.management.snmp.SnmpContext;
import org.jl2tpd.profile.SnmpAttributes;
import org.snmp4j.smi.Variable;

/** JL2TPD-MIB: every object of its text. */
public final class Jl2tpdMib implements MibModule {
    private final SnmpContext context;
    private final String root;
    private final NotificationSwitches switches;
    private final Consumer<ManagedEvent> listener;

    /** @param root where the MIB begins, in dotted form */
    public Jl2tpdMib(SnmpContext context, String root) {
        this.context = context;
        this.root = root;
        this.switches = new NotificationSwitches(context.daemon());
        this.listener = new EventNotifier(context, switches, root)::onEvent;
    }

    @Override
    public void register(MibRegistry registry) {
        Inventory inventory = context.daemon().inventory();
        Control control = context.daemon().control();
        var moments = new Moments(context);
        new WholeScalars(inventory, control, moments).register(registry, root);
        new HealthScalars(inventory, context.daemon().events()).register(registry, root);
        new CounterTables(inventory).register(registry, root);
        new TunnelTable(moments)
                .register(registry, root, new TunnelRows(inventory), new TunnelMaker(control, inventory));
        new SessionTable(moments)
                .register(registry, root, new SessionRows(inventory), new SessionMaker(control, inventory));
        DialTable.register(registry, root, inventory, control.configuration(), new DialMaker(control, inventory));
        ProfileTables.register(registry, root, control, inventory);
        PeerTable.register(registry, root, control, inventory);
        PoolTable.register(registry, root, control);
        new ClosedTables(inventory, moments).register(registry, root);
        notifications(registry);
    }

    @Override
    public void close() {
        context.daemon().events().forget(listener);
    }

    private void notifications(MibRegistry registry) {
        var to = new Scalars(registry, root, "jl2tpdNotify");
        add(to, "Tunnels", NotificationSwitches.Group.TUNNELS);
        add(to, "Sessions", NotificationSwitches.Group.SESSIONS);
        add(to, "Limits", NotificationSwitches.Group.LIMITS);
        add(to, "Failures", NotificationSwitches.Group.FAILURES);
        to.add("PerSecond", this::perSecond)
                .add("Suppressed", () -> Smi.counter32(context.notifier().suppressed()));
        context.daemon().events().listen(listener);
    }

    private void add(Scalars to, String name, NotificationSwitches.Group group) {
        to.add(name, () -> switches.isOn(group), (row, value) -> switches.set(group, value));
    }

    private Variable perSecond() {
        return Smi.gauge(context.daemon().management().snmp().get(SnmpAttributes.NOTIFICATIONS_PER_SECOND));
    }
}
