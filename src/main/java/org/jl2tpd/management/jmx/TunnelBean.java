package org.jl2tpd.management.jmx;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jl2tpd.management.TraceNames;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.TunnelRow;

/** {@code type=Tunnel}: shows the tunnel's row of the moment, and the last one when the tunnel has just gone. */
final class TunnelBean extends TunnelFacts implements TunnelMXBean {
    private final DaemonMXBean daemon;
    private final Listings listings;
    private final Changes changes;
    private final int id;

    TunnelBean(Inventory inventory, DaemonMXBean daemon, Changes changes, TunnelRow first) {
        super(() -> {
            inventory.look();
            TunnelRow now = inventory.tunnels().get(first.id());
            return now != null && now.interfaceIndex() == first.interfaceIndex() ? now : first;
        });
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
        set("hello_timeout", Integer.toString(seconds));
    }

    @Override
    public void setIdleTimeoutSeconds(int seconds) {
        set("idle_timeout", Integer.toString(seconds));
    }

    @Override
    public void setMaxRetransmissions(int times) {
        set("max_retries", Integer.toString(times));
    }

    @Override
    public void setMaxRetransmitIntervalSeconds(int seconds) {
        set("max_retry_timeout", Integer.toString(seconds));
    }

    @Override
    public void setPayloadSequencing(String which) {
        changes.modifyTunnel(id, PayloadSequencingText.attributes(which));
    }

    private void set(String attribute, String value) {
        changes.modifyTunnel(id, Map.of(attribute, value));
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
