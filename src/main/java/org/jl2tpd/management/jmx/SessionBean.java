package org.jl2tpd.management.jmx;

import java.util.List;
import org.jl2tpd.management.TraceNames;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.SessionRow;

/** {@code type=Session}: shows the session's row of the moment, and the last one when the session has just gone. */
final class SessionBean extends SessionFacts implements SessionMXBean {
    private final Changes changes;
    private final int tunnel;
    private final int id;

    SessionBean(Inventory inventory, Changes changes, SessionRow first) {
        super(
                () -> {
                    inventory.look();
                    SessionRow now = inventory.sessions().get(SessionRow.key(first.tunnelId(), first.id()));
                    return now != null && now.interfaceIndex() == first.interfaceIndex() ? now : first;
                },
                inventory.interfaces());
        this.changes = changes;
        this.tunnel = first.tunnelId();
        this.id = first.id();
    }

    @Override
    public void setDebugMask(int mask) {
        changes.setDebugMask(tunnel, id, List.of(Integer.toString(mask)));
    }

    @Override
    public void setLinkNotifications(boolean on) {
        changes.setLinkNotifications(tunnel, id, on);
    }

    @Override
    public String trace(String facilities) {
        return TraceNames.format(changes.setTrace(tunnel, id, Calls.list(facilities)));
    }

    @Override
    public void modify(String attributes) {
        changes.modifySession(tunnel, id, Calls.attributes(attributes));
    }

    @Override
    public void close(String reason) {
        changes.closeSession(tunnel, id, reason);
    }
}
