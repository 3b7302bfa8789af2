package org.jl2tpd.management.jmx;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jl2tpd.management.model.ManagedDaemon;
import org.jl2tpd.profile.ManagementDefinition;
import org.jl2tpd.profile.ManagementDefinition.Access;
import org.jl2tpd.profile.SnmpAttributes;

/** {@code type=SnmpAgent}: what the configuration says of it, what it keeps in the state store, and what it counted. */
final class SnmpAgentBean implements SnmpAgentMXBean {
    private static final String PREFIX = "snmp.";

    private final ManagedDaemon daemon;
    private volatile Supplier<SnmpFigures> figures;

    SnmpAgentBean(ManagedDaemon daemon) {
        this.daemon = daemon;
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

    private boolean isOn(String group, boolean otherwise) {
        return Boolean.parseBoolean(daemon.state().get(PREFIX + "notify_" + group, Boolean.toString(otherwise)));
    }

    private void set(String group, boolean on) {
        try {
            daemon.state().put(PREFIX + "notify_" + group, Boolean.toString(on));
        } catch (IOException e) {
            throw new IllegalStateException("it could not be written to disk: " + e.getMessage());
        }
    }

    @Override
    public boolean isNotifyTunnels() {
        return isOn("tunnels", true);
    }

    @Override
    public void setNotifyTunnels(boolean on) {
        set("tunnels", on);
    }

    @Override
    public boolean isNotifySessions() {
        return isOn("sessions", management().snmp().get(SnmpAttributes.NOTIFY_SESSIONS));
    }

    @Override
    public void setNotifySessions(boolean on) {
        set("sessions", on);
    }

    @Override
    public boolean isNotifyLimits() {
        return isOn("limits", true);
    }

    @Override
    public void setNotifyLimits(boolean on) {
        set("limits", on);
    }

    @Override
    public boolean isNotifyFailures() {
        return isOn("failures", true);
    }

    @Override
    public void setNotifyFailures(boolean on) {
        set("failures", on);
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
