package org.jl2tpd.management.jmx;

import java.io.Closeable;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jl2tpd.management.PoolView;
import org.jl2tpd.management.model.ManagedDaemon;
import org.jl2tpd.profile.JmxAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.wire.IpAddress;

/** The MBeans of a daemon, in the platform's MBean server. Closing takes all of them away. */
public final class JmxFace implements Closeable {
    private static final List<ProfileKind> KINDS = List.of(
            ProfileKind.PEER,
            ProfileKind.TUNNEL,
            ProfileKind.SESSION,
            ProfileKind.PPP,
            ProfileKind.SYSTEM,
            ProfileKind.SNMP,
            ProfileKind.JMX,
            ProfileKind.HTTP,
            ProfileKind.HOOKS,
            ProfileKind.RADIUS);

    private final ManagedDaemon daemon;
    private final BeanRegistry registry;
    private final EventNotifications notifications;
    private final LiveBeans live;
    private final SnmpAgentBean snmp;
    /** MBeans of what the configuration names. */
    private final List<ObjectName> ofConfiguration = new CopyOnWriteArrayList<>();

    private JmxFace(ManagedDaemon daemon, MBeanServer server) {
        this.daemon = daemon;
        var names = new BeanNames(daemon.name());
        registry = new BeanRegistry(server, names);
        notifications = new EventNotifications(daemon, names.of("Daemon"));
        var bean = new DaemonBean(daemon, notifications);
        registry.add(names.of("Daemon"), bean, DaemonMXBean.class, notifications.broadcaster());
        int sessions = daemon.management().jmx().get(JmxAttributes.SESSION_MBEANS);
        snmp = new SnmpAgentBean(daemon);
        registry.add(names.of("SnmpAgent"), snmp, SnmpAgentMXBean.class);
        registry.add(names.of("Radius"), new RadiusBean(daemon.control()), RadiusMXBean.class);
        registry.add(names.of("Jvm"), new JvmBean(), JvmMXBean.class);
        live = new LiveBeans(daemon, registry, bean, sessions);
    }

    /** Registers them. */
    public static JmxFace start(ManagedDaemon daemon) {
        return start(daemon, ManagementFactory.getPlatformMBeanServer());
    }

    static JmxFace start(ManagedDaemon daemon, MBeanServer server) {
        var face = new JmxFace(daemon, server);
        face.addRoles();
        face.addListeners();
        face.addProfiles();
        face.addPools();
        face.addRadius();
        face.live.begin();
        return face;
    }

    /** An SNMP agent runs, and counted that; the supplier must not wait. */
    public void showSnmpOf(Supplier<SnmpFigures> figures) {
        snmp.show(figures);
    }

    private void addRoles() {
        var tally = new RoleTally(daemon.inventory());
        registry.add(registry.names().of("Lns"), new RoleBean("LNS", tally::lns), RoleMXBean.class);
        registry.add(registry.names().of("Lac"), new RoleBean("LAC", tally::lac), RoleMXBean.class);
    }

    /** Listeners, pools, RADIUS servers and peers may be others than before. */
    public void follow() {
        List.copyOf(ofConfiguration).forEach(registry::remove);
        ofConfiguration.clear();
        addListeners();
        addPools();
        addRadius();
        live.peersChanged();
    }

    private void addListeners() {
        Profile system = daemon.configuration().system();
        int port = system.get(SystemAttributes.UDP_PORT);
        int number = 0;
        for (IpAddress address : system.get(SystemAttributes.LISTEN_ADDRESSES)) {
            number++;
            boolean any = address.hi() == 0 && address.lo() == 0 || address.isV4() && address.v4() == 0;
            var bean = new ListenerBean(daemon.inventory(), address.toString(), port, any);
            ObjectName name = registry.names().of("Listener", "listener", number);
            registry.add(name, bean, ListenerMXBean.class);
            ofConfiguration.add(name);
        }
    }

    private void addProfiles() {
        for (ProfileKind kind : KINDS) {
            String word = kind.name().toLowerCase(Locale.ROOT);
            var bean = new ProfilesBean(daemon.control().profiles(), kind, live::peersChanged);
            registry.add(registry.names().of("Profile", "kind", word), bean, ProfilesMXBean.class);
        }
    }

    private void addPools() {
        for (PoolView pool : daemon.control().listPools()) {
            var bean = new AddressPoolBean(daemon.control(), pool.name());
            ObjectName name = registry.names().of("AddressPool", "name", pool.name());
            registry.add(name, bean, AddressPoolMXBean.class);
            ofConfiguration.add(name);
        }
    }

    private void addRadius() {
        ofConfiguration.addAll(new RadiusBeans(daemon, registry).add());
    }

    @Override
    public void close() {
        live.end();
        notifications.close();
        registry.close();
    }
}
