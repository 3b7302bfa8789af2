package org.jl2tpd.management.jmx;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jl2tpd.management.model.ManagedDaemon;
import org.jl2tpd.management.model.NotificationSwitches;
import org.jl2tpd.management.model.NotificationSwitches.Group;
import org.jl2tpd.profile.ManagementDefinition;
import org.jl2tpd.profile.ManagementDefinition.Access;
import org.jl2tpd.profile.SnmpAttributes;

/** {@code type=SnmpAgent}: what the configuration says of it, what it keeps in the state store, and what it counted. */
final class SnmpAgentBean implements SnmpAgentMXBean {
    private static final String PREFIX = "snmp.";

    private final ManagedDaemon daemon;
    private final NotificationSwitches switches;
    private volatile Supplier<SnmpFigures> figures;

    SnmpAgentBean(ManagedDaemon daemon) {
        this.daemon = daemon;
        this.switches = new NotificationSwitches(daemon);
    }

    void show(Supplier<SnmpFigures> running) {
        figures = running;
    }

    private SnmpFigures now() {
        Supplier<SnmpFigures> source = figures;
        return source == null ? SnmpFigures.NONE : source.get();
    }

    private ManagementDefinition management() {
        return daemon.management();
    }

    @Override
    public boolean isRunning() {
        return figures != null;
    }

    @Override
    public String getEngineId() {
        return daemon.state().get(PREFIX + "engine_id", "");
    }

    @Override
    public int getEngineBoots() {
        String boots = daemon.state().get(PREFIX + "engine_boots", "0");
        return boots.matches("[0-9]{1,9}") ? Integer.parseInt(boots) : Integer.MAX_VALUE;
    }

    @Override
    public List<String> getUsers() {
        return management().snmpUsers().stream()
                .map(user -> user.name() + " " + word(user.access()))
                .toList();
    }

    @Override
    public List<String> getCommunities() {
        return management().snmpCommunities().stream()
                .map(community -> community.name() + " " + word(community.access()))
                .toList();
    }

    @Override
    public List<String> getTargets() {
        return management().snmpTargets().stream()
                .map(target -> target.name() + " " + target.address() + " " + target.port())
                .toList();
    }

    private static String word(Access access) {
        return access.name().toLowerCase(Locale.ROOT);
    }

    private void set(Group group, boolean on) {
        Calls.act(() -> switches.set(group, on));
    }

    private boolean withSessions() {
        return management().snmp().get(SnmpAttributes.SESSION_INTERFACES);
    }

    @Override
    public int getInterfaces() {
        daemon.inventory().look();
        return daemon.inventory().interfaces().count(withSessions());
    }

    @Override
    public long getInterfacesChangedMilliseconds() {
        daemon.inventory().look();
        long momentNs = daemon.inventory().interfaces().listChangedNs(withSessions());
        return momentNs == 0 ? 0 : Ages.wall(momentNs);
    }

    @Override
    public boolean isNotifyTunnels() {
        return switches.isOn(Group.TUNNELS);
    }

    @Override
    public void setNotifyTunnels(boolean on) {
        set(Group.TUNNELS, on);
    }

    @Override
    public boolean isNotifySessions() {
        return switches.isOn(Group.SESSIONS);
    }

    @Override
    public void setNotifySessions(boolean on) {
        set(Group.SESSIONS, on);
    }

    @Override
    public boolean isNotifyLimits() {
        return switches.isOn(Group.LIMITS);
    }

    @Override
    public void setNotifyLimits(boolean on) {
        set(Group.LIMITS, on);
    }

    @Override
    public boolean isNotifyFailures() {
        return switches.isOn(Group.FAILURES);
    }

    @Override
    public void setNotifyFailures(boolean on) {
        set(Group.FAILURES, on);
    }

    @Override
    public boolean isNotifyAuthenticationFailures() {
        return switches.isOn(Group.AUTHENTICATION);
    }

    @Override
    public void setNotifyAuthenticationFailures(boolean on) {
        set(Group.AUTHENTICATION, on);
    }

    @Override
    public int getNotificationsPerSecond() {
        return management().snmp().get(SnmpAttributes.NOTIFICATIONS_PER_SECOND);
    }

    @Override
    public long getNotificationsSuppressedTotal() {
        return now().suppressed();
    }

    @Override
    public long getInformsUnacknowledgedTotal() {
        return now().unacknowledged();
    }

    @Override
    public Map<String, Long> getCounters() {
        return now().counters();
    }
}
