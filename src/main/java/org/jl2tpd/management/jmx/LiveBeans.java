package org.jl2tpd.management.jmx;

import java.util.HashSet;
import java.util.Set;
import javax.management.ObjectName;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.ManagedDaemon;
import org.jl2tpd.management.model.SessionRow;
import org.jl2tpd.management.model.TunnelRow;
import org.jl2tpd.profile.ProfileKind;

/** MBeans of what comes and goes: tunnels, peer profiles, and sessions as far as they are wanted. */
final class LiveBeans implements Inventory.Listener {
    private final ManagedDaemon daemon;
    private final BeanRegistry registry;
    private final DaemonMXBean bean;
    private final Changes changes;
    private final int mostSessions;
    private final Set<ObjectName> sessions = new HashSet<>();
    private final Set<ObjectName> peers = new HashSet<>();

    /** @param mostSessions how many sessions may have an MBean */
    LiveBeans(ManagedDaemon daemon, BeanRegistry registry, DaemonMXBean bean, int mostSessions) {
        this.daemon = daemon;
        this.registry = registry;
        this.bean = bean;
        this.changes = new Changes(daemon);
        this.mostSessions = mostSessions;
    }

    /** Registers what is there, and from now on what comes. */
    void begin() {
        Inventory inventory = daemon.inventory();
        inventory.listen(this);
        inventory.tunnels().values().forEach(row -> {
            if (!registry.has(name(row))) {
                tunnelAppeared(row);
            }
        });
        inventory.sessions().values().forEach(this::sessionAppeared);
        peersChanged();
    }

    void end() {
        daemon.inventory().forget(this);
    }

    private ObjectName name(TunnelRow row) {
        return registry.names().of("Tunnel", "tunnel", row.id());
    }

    private ObjectName name(SessionRow row) {
        return registry.names().of("Session", "tunnel", row.tunnelId(), "session", row.id());
    }

    @Override
    public void tunnelAppeared(TunnelRow row) {
        registry.add(name(row), new TunnelBean(daemon.inventory(), bean, changes, row), TunnelMXBean.class);
    }

    @Override
    public void tunnelGone(TunnelRow row) {
        registry.remove(name(row));
    }

    @Override
    public synchronized void sessionAppeared(SessionRow row) {
        ObjectName name = sessions.size() < mostSessions ? name(row) : null;
        if (name != null && sessions.add(name)) {
            registry.add(name, new SessionBean(daemon.inventory(), changes, row), SessionMXBean.class);
        }
    }

    @Override
    public synchronized void sessionGone(SessionRow row) {
        if (mostSessions > 0 && sessions.remove(name(row))) {
            registry.remove(name(row));
        }
    }

    @Override
    public void wholeRead() {
        peersChanged();
    }

    /** Peer profiles come and go by an operator's word. */
    synchronized void peersChanged() {
        var wanted = new HashSet<ObjectName>();
        for (String profile : daemon.control().profiles().names(ProfileKind.PEER)) {
            ObjectName name = registry.names().of("PeerProfile", "name", profile);
            wanted.add(name);
            if (peers.add(name)) {
                registry.add(name, new PeerProfileBean(daemon, changes, profile), PeerProfileMXBean.class);
            }
        }
        peers.removeIf(name -> {
            if (!wanted.contains(name)) {
                registry.remove(name);
            }
            return !wanted.contains(name);
        });
    }
}
