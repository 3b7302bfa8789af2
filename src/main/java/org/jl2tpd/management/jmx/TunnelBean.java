package org.jl2tpd.management.jmx;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jl2tpd.management.TraceNames;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.TunnelRow;
import org.jl2tpd.management.model.TunnelSettings;

/** {@code type=Tunnel}: shows the tunnel's row of the moment, and the last one when the tunnel has just gone. */
final class TunnelBean extends TunnelFacts implements TunnelMXBean {
    private final DaemonMXBean daemon;
    private final Listings listings;
    private final Changes changes;
    private final int id;

    TunnelBean(Inventory inventory, DaemonMXBean daemon, Changes changes, TunnelRow first) {
        super(
                () -> {
                    inventory.look();
                    TunnelRow now = inventory.tunnels().get(first.id());
                    return now != null && now.interfaceIndex() == first.interfaceIndex() ? now : first;
                },
                inventory.interfaces());
        this.daemon = daemon;
        this.listings = new Listings(inventory);
        this.changes = changes;
        this.id = first.id();
    }

    @Override
    public void setDebugMask(int mask) {
        changes.setDebugMask(id, 0, List.of(Integer.toString(mask)));
    }

    @Override
    public void setDraining(boolean draining) {
        changes.drainTunnel(id, draining);
    }

    @Override
    public void setHelloIntervalSeconds(int seconds) {
        set(() -> TunnelSettings.helloInterval(seconds));
    }

    @Override
    public void setIdleTimeoutSeconds(int seconds) {
        set(() -> TunnelSettings.idleTimeout(seconds));
    }

    @Override
    public void setMaxRetransmissions(int times) {
        set(() -> TunnelSettings.maxRetransmissions(times));
    }

    @Override
    public void setMaxRetransmitIntervalSeconds(int seconds) {
        set(() -> TunnelSettings.maxRetransmitInterval(seconds));
    }

    @Override
    public void setPayloadSequencing(String which) {
        set(() -> TunnelSettings.payloadSequencing(PayloadSequencingText.parse(which)));
    }

    @Override
    public void setReorderTimeoutMilliseconds(int milliseconds) {
        set(() -> TunnelSettings.reorderTimeout(milliseconds));
    }

    private void set(Calls.Task<Map<String, String>> settings) {
        changes.modifyTunnel(id, Calls.ask(settings));
    }

    @Override
    public SortedMap<Integer, SessionLine> sessionTable(int after, int limit) {
        return listings.sessionsOf(id, after, limit);
    }

    @Override
    public DebugMaskInfo showDebugMask() {
        return daemon.showDebugMask(id, 0);
    }

    @Override
    public void setLinkNotifications(boolean on) {
        changes.setLinkNotifications(id, 0, on);
    }

    @Override
    public String trace(String facilities) {
        return TraceNames.format(changes.setTrace(id, 0, Calls.list(facilities)));
    }

    @Override
    public void modify(String attributes) {
        changes.modifyTunnel(id, Calls.attributes(attributes));
    }

    @Override
    public SessionInfo createSession(String attributes) {
        return daemon.createSession(id, attributes);
    }

    @Override
    public void closeSession(int session, String reason) {
        daemon.closeSession(id, session, reason);
    }

    @Override
    public void close(String reason) {
        daemon.closeTunnel(id, reason);
    }
}
