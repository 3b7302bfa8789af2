package org.jl2tpd.management.jmx;

import java.util.Map;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.model.Domain;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.ManagedDaemon;
import org.jl2tpd.management.model.TunnelProfileUse;
import org.jl2tpd.management.model.TunnelSettings;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.profile.TunnelAttributes;

/** {@code type=PeerProfile}. */
final class PeerProfileBean extends PeerFacts implements PeerProfileMXBean {
    private final ManagedDaemon daemon;
    private final Changes changes;
    private final String name;

    PeerProfileBean(ManagedDaemon daemon, Changes changes, String name) {
        super(() -> {
            Inventory inventory = daemon.inventory();
            inventory.look();
            return inventory.whole().peers().stream()
                    .filter(peer -> peer.profile().equals(name))
                    .findFirst()
                    .orElse(none(name));
        });
        this.daemon = daemon;
        this.changes = changes;
        this.name = name;
    }

    private static Views.Peer none(String name) {
        return new Views.Peer(name, false, false, false, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Override
    public void setEnabled(boolean enabled) {
        changes.toWhole(() -> changes.control().setPeerState(name, enabled, null));
    }

    @Override
    public void setDraining(boolean draining) {
        changes.toWhole(() -> changes.control().setPeerState(name, null, draining));
    }

    private Domain domain() {
        return Domain.of(daemon, peer(), new TunnelProfileUse(daemon.configuration()));
    }

    private void change(Calls.Task<Map<String, String>> settings) {
        Map<String, String> all = Calls.ask(settings);
        changes.toWhole(() -> domain().change(daemon, all));
    }

    @Override
    public int getHelloIntervalSeconds() {
        return domain().helloInterval();
    }

    @Override
    public void setHelloIntervalSeconds(int seconds) {
        change(() -> TunnelSettings.helloInterval(seconds));
    }

    @Override
    public int getIdleTimeoutSeconds() {
        return domain().idleTimeout();
    }

    @Override
    public void setIdleTimeoutSeconds(int seconds) {
        change(() -> TunnelSettings.idleTimeout(seconds));
    }

    @Override
    public int getReceiveWindow() {
        return domain().tunnel().get(TunnelAttributes.RX_WINDOW_SIZE);
    }

    @Override
    public int getMaxRetransmissions() {
        return domain().tunnel().get(TunnelAttributes.MAX_RETRIES);
    }

    @Override
    public int getMaxRetransmitIntervalSeconds() {
        return domain().tunnel().get(TunnelAttributes.MAX_RETRY_TIMEOUT);
    }

    @Override
    public String getPayloadSequencing() {
        return domain().payloadSequencing().name();
    }

    @Override
    public int getPayloadSequencingCode() {
        return domain().payloadSequencing().ordinal() + 1;
    }

    @Override
    public int getReorderTimeoutMilliseconds() {
        return domain().session().get(SessionAttributes.REORDER_TIMEOUT);
    }

    @Override
    public boolean isProxyPpp() {
        return domain().tunnel().get(TunnelAttributes.ALLOW_PPP_PROXY);
    }

    @Override
    public boolean isFiled() {
        return domain().filed();
    }
}
