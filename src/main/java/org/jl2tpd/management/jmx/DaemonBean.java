package org.jl2tpd.management.jmx;

import java.util.List;
import java.util.Map;
import org.jl2tpd.engine.Command.SessionKey;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.TraceNames;
import org.jl2tpd.management.model.InterfaceIndex;
import org.jl2tpd.management.model.Inventory.Whole;
import org.jl2tpd.management.model.ManagedDaemon;
import org.jl2tpd.management.model.SessionRow;
import org.jl2tpd.management.model.TunnelRow;

/** {@code type=Daemon}. */
final class DaemonBean extends DaemonFacts implements DaemonMXBean {
    private final Control control;
    private final Listings listings;
    private final Changes changes;
    private final EventNotifications notifications;

    DaemonBean(ManagedDaemon daemon, EventNotifications notifications) {
        super(daemon, () -> looked(daemon));
        control = daemon.control();
        listings = new Listings(daemon.inventory());
        changes = new Changes(daemon);
        this.notifications = notifications;
    }

    private static Whole looked(ManagedDaemon daemon) {
        daemon.inventory().look();
        return daemon.inventory().whole();
    }

    @Override
    public void setEnabled(boolean enabled) {
        changes.toTunnels(() -> control.setEnabled(enabled));
    }

    @Override
    public void setDraining(boolean draining) {
        changes.toWhole(() -> control.drain(draining));
    }

    @Override
    public DaemonTotals getSnapshot() {
        Whole now = whole();
        return new DaemonFacts(daemon, () -> now);
    }

    @Override
    public Map<String, Long> getCounters() {
        return whole().counters();
    }

    @Override
    public List<ClosedTunnelInfo> getRecentlyClosedTunnels() {
        return whole().closed().tunnels().stream().map(ClosedTunnelInfo::of).toList();
    }

    @Override
    public List<ClosedSessionInfo> getRecentlyClosedSessions() {
        return whole().closed().sessions().stream().map(ClosedSessionInfo::of).toList();
    }

    @Override
    public List<TunnelLine> getWaitingTunnelList() {
        return whole().waitingTunnels().stream()
                .map(view -> TunnelLine.of(0, view))
                .toList();
    }

    @Override
    public boolean isSessionNotifications() {
        return notifications.sessions();
    }

    @Override
    public void setSessionNotifications(boolean on) {
        notifications.sessions(on);
    }

    @Override
    public int getNotificationsPerSecond() {
        return notifications.perSecond();
    }

    @Override
    public void setNotificationsPerSecond(int limit) {
        notifications.perSecond(limit);
    }

    @Override
    public long getNotificationsTotal() {
        return notifications.sent();
    }

    @Override
    public long getNotificationsSuppressedTotal() {
        return notifications.suppressed();
    }

    @Override
    public TunnelPage listTunnels(int offset, int limit, String filter) {
        return listings.tunnels(offset, limit, filter);
    }

    @Override
    public SessionPage listSessions(int offset, int limit, String filter) {
        return listings.sessions(offset, limit, filter);
    }

    @Override
    public SessionPage listSessionsAfter(int tunnel, int session, int limit) {
        return listings.sessionsAfter(tunnel, session, limit);
    }

    @Override
    public TunnelInfo showTunnel(int tunnel) {
        return Calls.ask(() -> info(control.showTunnel(Calls.tunnel(tunnel))));
    }

    @Override
    public SessionInfo showSession(int tunnel, int session) {
        return Calls.ask(() -> info(control.showSession(Calls.tunnel(tunnel), Calls.session(session))));
    }

    private TunnelInfo info(Views.Tunnel view) {
        var row = new TunnelRow(InterfaceIndex.of(view.detail().serial()), view);
        return new TunnelFacts(() -> row, daemon.inventory().interfaces());
    }

    /** @param view of a session, whose tunnel has gone since where the tables don't have it */
    private SessionInfo info(Views.Session view) {
        TunnelRow tunnel = daemon.inventory().tunnels().get(view.tunnelId());
        TunnelRow known = tunnel == null ? new TunnelRow(0, NoTunnel.VIEW) : tunnel;
        var row = new SessionRow(InterfaceIndex.of(view.detail().serial()), known, view);
        return new SessionFacts(() -> row, daemon.inventory().interfaces());
    }

    @Override
    public List<EventInfo> eventsAfter(long number) {
        return daemon.events().after(number).stream().map(EventInfo::of).toList();
    }

    @Override
    public Dashboard dashboard(long eventsAfter) {
        return new Dashboard(getSnapshot(), eventsAfter < 0 ? List.of() : eventsAfter(eventsAfter));
    }

    @Override
    public List<StaticTunnelInfo> listStaticTunnels() {
        return control.listStaticTunnels().stream().map(StaticTunnelInfo::of).toList();
    }

    @Override
    public TunnelInfo createTunnel(String attributes) {
        Map<String, String> all = Calls.attributes(attributes);
        return Calls.ask(() -> {
            Views.Tunnel view = control.createTunnel(all);
            changes.tunnelAppeared();
            return info(view);
        });
    }

    @Override
    public SessionInfo createSession(int tunnel, String attributes) {
        TunnelKey key = Calls.tunnel(tunnel);
        Map<String, String> all = Calls.attributes(attributes);
        return Calls.ask(() -> {
            Views.Session view = control.createSession(key, all);
            changes.appeared(view);
            return info(view);
        });
    }

    @Override
    public TunnelInfo modifyTunnel(int tunnel, String attributes) {
        return info(changes.modifyTunnel(tunnel, Calls.attributes(attributes)));
    }

    @Override
    public SessionInfo modifySession(int tunnel, int session, String attributes) {
        return info(changes.modifySession(tunnel, session, Calls.attributes(attributes)));
    }

    @Override
    public void closeTunnel(int tunnel, String reason) {
        changes.closeTunnel(Calls.tunnel(tunnel), reason);
    }

    @Override
    public void closeNamedTunnel(String name, String reason) {
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException("say the tunnel's name");
        }
        changes.closeTunnel(new TunnelKey(0, name), reason);
    }

    @Override
    public void closeSession(int tunnel, int session, String reason) {
        changes.closeSession(tunnel, session, reason);
    }

    @Override
    public DebugMaskInfo showDebugMask(int tunnel, int session) {
        TunnelKey key = Calls.tunnel(tunnel);
        SessionKey inner = session == 0 ? null : Calls.session(session);
        return Calls.ask(() -> DebugMaskInfo.of(control.debugMask(key, inner)));
    }

    @Override
    public DebugMaskInfo setDebugMask(int tunnel, int session, String bits) {
        return changes.setDebugMask(tunnel, session, Calls.list(bits));
    }

    @Override
    public String setTrace(int tunnel, int session, String facilities) {
        return TraceNames.format(changes.setTrace(tunnel, session, Calls.list(facilities)));
    }

    @Override
    public void setLinkNotifications(int tunnel, int session, boolean on) {
        changes.setLinkNotifications(tunnel, session, on);
    }

    @Override
    public void drain(boolean drain) {
        setDraining(drain);
    }

    @Override
    public void drainTunnel(int tunnel, boolean drain) {
        changes.drainTunnel(tunnel, drain);
    }

    @Override
    public SavedInfo saveConfiguration(boolean force) {
        return Calls.ask(() -> SavedInfo.of(control.saveConfiguration("", force)));
    }

    @Override
    public ReloadInfo reload(boolean dryRun) {
        return Calls.ask(() -> ReloadInfo.of(control.reload(dryRun, "jmx")));
    }

    @Override
    public void enable() {
        setEnabled(true);
    }

    @Override
    public void disable() {
        setEnabled(false);
    }
}
