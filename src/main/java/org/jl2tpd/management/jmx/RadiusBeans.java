package org.jl2tpd.management.jmx;

import java.util.ArrayList;
import java.util.List;
import javax.management.ObjectName;
import org.jl2tpd.management.RadiusView;
import org.jl2tpd.management.model.ManagedDaemon;
import org.jl2tpd.profile.RadiusDefinition;

/** MBeans of the RADIUS servers and clients that the configuration names. */
final class RadiusBeans {
    private final ManagedDaemon daemon;
    private final BeanRegistry registry;
    private final List<ObjectName> added = new ArrayList<>();

    RadiusBeans(ManagedDaemon daemon, BeanRegistry registry) {
        this.daemon = daemon;
        this.registry = registry;
    }

    /** Registers them, and returns their names. */
    List<ObjectName> add() {
        RadiusDefinition radius = daemon.configuration().radius();
        for (RadiusDefinition.RadiusServer server : radius.servers()) {
            add(server, "authentication", server.authenticationPort());
            add(server, "accounting", server.accountingPort());
        }
        radius.clients().forEach(this::add);
        return added;
    }

    private void add(RadiusDefinition.RadiusServer server, String role, int port) {
        if (port == 0) {
            return;
        }
        var none = RadiusView.Server.unknown(
                server.name(), server.group(), role, server.address().toString(), port);
        ObjectName name = registry.names().of("RadiusServer", "role", role, "name", server.name());
        registry.add(name, new RadiusServerBean(daemon.control(), none), RadiusServerMXBean.class);
        added.add(name);
    }

    private void add(RadiusDefinition.RadiusClient client) {
        var none = RadiusView.Client.unknown(client.name(), client.source().toString());
        ObjectName name = registry.names().of("RadiusClient", "name", client.name());
        registry.add(name, new RadiusClientBean(daemon.control(), none), RadiusClientMXBean.class);
        added.add(name);
    }
}
