package org.jl2tpd.management.snmp.jl2tpd;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.ManagedEvent;
import org.jl2tpd.management.model.NotificationSwitches;
import org.jl2tpd.management.snmp.Smi;
import org.jl2tpd.management.snmp.SnmpContext;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/**
 * Makes notifications of events, as far as they are switched on. The source of one that tells a state is the tunnel or session by its ids: two tunnels of one
 * peer are two sources, so that none's end goes untold for the other's.
 */
final class EventNotifier {
    private static final Pattern POOL = Pattern.compile("(.*) (ipv4|ipv6|delegated): ");

    private final SnmpContext context;
    private final Inventory inventory;
    private final NotificationSwitches switches;
    private final String root;

    EventNotifier(SnmpContext context, NotificationSwitches switches, String root) {
        this.context = context;
        this.inventory = context.daemon().inventory();
        this.switches = switches;
        this.root = root;
    }

    /** On the hub's thread. */
    void onEvent(ManagedEvent managed) {
        EngineEvent event = managed.event();
        switch (event.kind()) {
            case TUNNEL_UP -> tunnel("jl2tpdTunnelUp", event, false);
            case TUNNEL_DOWN -> tunnel("jl2tpdTunnelDown", event, true);
            case SESSION_UP -> session("jl2tpdSessionUp", event, false);
            case SESSION_DOWN -> session("jl2tpdSessionDown", event, true);
            case LIMIT_REACHED -> limit(event);
            case DATAPATH_FAILURE -> failure(event);
            case RADIUS_SERVER_DEAD -> server("jl2tpdRadiusServerDown", event);
            case RADIUS_SERVER_ALIVE -> server("jl2tpdRadiusServerUp", event);
            case POOL_NEARLY_FULL -> pool("jl2tpdPoolNearlyFull", event);
            case POOL_RELIEVED -> pool("jl2tpdPoolRelieved", event);
            default -> {
                // Told by the log alone.
            }
        }
    }

    private void tunnel(String name, EngineEvent event, boolean reason) {
        int id = event.tunnelId();
        List<VariableBinding> objects = new ArrayList<>();
        objects.add(object("jl2tpdTunnelName", Smi.text(event.tunnelName()), id));
        objects.add(object("jl2tpdTunnelPeerAddressType", Smi.addressType(event.peer()), id));
        objects.add(object("jl2tpdTunnelPeerAddress", Smi.addressOctets(event.peer()), id));
        if (reason) {
            objects.add(reason(event));
        }
        send(NotificationSwitches.Group.TUNNELS, name, "tunnel " + id, objects);
    }

    private void session(String name, EngineEvent event, boolean reason) {
        int tunnel = event.tunnelId();
        int id = event.sessionId();
        List<VariableBinding> objects = new ArrayList<>();
        objects.add(object("jl2tpdSessionUserName", Smi.text(event.user()), tunnel, id));
        objects.add(object("jl2tpdSessionPeerAddressType", Smi.addressType(event.address()), tunnel, id));
        objects.add(object("jl2tpdSessionPeerAddress", Smi.addressOctets(event.address()), tunnel, id));
        objects.add(object("jl2tpdSessionDevice", Smi.text(event.device()), tunnel, id));
        if (reason) {
            objects.add(reason(event));
        }
        send(NotificationSwitches.Group.SESSIONS, name, "session " + tunnel + "/" + id, objects);
    }

    private void limit(EngineEvent event) {
        Views.System system = inventory.whole().system();
        send(
                NotificationSwitches.Group.LIMITS,
                "jl2tpdLimitReached",
                "limit " + event.detail(),
                List.of(
                        object("jl2tpdSystemTunnels", Smi.gauge(system.tunnels()), 0),
                        object("jl2tpdLimitsTunnels", Smi.gauge(system.limits().tunnels()), 0),
                        object("jl2tpdSystemSessions", Smi.gauge(system.sessions()), 0),
                        object("jl2tpdLimitsSessions", Smi.gauge(system.limits().sessions()), 0),
                        reason(event)));
    }

    private void failure(EngineEvent event) {
        String datapath = inventory.whole().system().datapath();
        send(
                NotificationSwitches.Group.FAILURES,
                "jl2tpdDatapathFailure",
                "failure " + event.tunnelId(),
                List.of(object("jl2tpdSystemDatapath", Smi.text(datapath), 0), reason(event)));
    }

    /** The words begin with the server's name and role. */
    private void server(String name, EngineEvent event) {
        String server = event.detail().split(": ", 2)[0];
        send(NotificationSwitches.Group.FAILURES, name, "radius " + server, List.of(reason(event)));
    }

    /** The detail begins with the pool's name and the kind, see {@code LocalAuthenticator.PoolListener}. */
    private void pool(String name, EngineEvent event) {
        Matcher words = POOL.matcher(event.detail());
        if (!words.lookingAt()) {
            return;
        }
        int kind = PoolTable.KINDS.indexOf(words.group(2)) + 1;
        var row = PoolTable.row(context.daemon().control().listPools(), kind, words.group(1));
        int[] index = PoolTable.index(kind, words.group(1));
        send(
                NotificationSwitches.Group.LIMITS,
                name,
                "pool " + words.group(),
                List.of(
                        object("jl2tpdPoolSize", Smi.gauge(row.size()), index),
                        object("jl2tpdPoolUsed", Smi.gauge(row.used()), index),
                        reason(event)));
    }

    private VariableBinding reason(EngineEvent event) {
        return object("jl2tpdNotifyReason", Smi.text(event.detail()), 0);
    }

    private VariableBinding object(String name, Variable value, int... instance) {
        OID oid = oid(name);
        for (int part : instance) {
            oid.append(part);
        }
        return new VariableBinding(oid, value);
    }

    private OID oid(String name) {
        return new OID(root + "." + Jl2tpdObjects.named(name).oid());
    }

    private void send(NotificationSwitches.Group group, String name, String source, List<VariableBinding> objects) {
        if (switches.isOn(group)) {
            context.notifier().send(oid(name), new OctetString(source), objects.toArray(VariableBinding[]::new));
        }
    }
}
