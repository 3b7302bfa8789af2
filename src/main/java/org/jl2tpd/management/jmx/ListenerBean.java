package org.jl2tpd.management.jmx;

import org.jl2tpd.management.model.Inventory;

/** {@code type=Listener}. */
final class ListenerBean implements ListenerMXBean {
    private final Inventory inventory;
    private final String address;
    private final int port;
    private final boolean any;

    /** @param any whether it listens on every address of the host */
    ListenerBean(Inventory inventory, String address, int port, boolean any) {
        this.inventory = inventory;
        this.address = address;
        this.port = port;
        this.any = any;
    }

    @Override
    public String getAddress() {
        return address;
    }

    @Override
    public int getPort() {
        return port;
    }

    @Override
    public int getActiveTunnels() {
        inventory.look();
        return (int) inventory.tunnels().values().stream()
                .map(row -> row.view())
                .filter(view -> !view.detail().initiatedLocally())
                .filter(view -> any || view.localAddress().equals(address))
                .count();
    }
}
