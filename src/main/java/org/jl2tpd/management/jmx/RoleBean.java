package org.jl2tpd.management.jmx;

import java.util.function.Supplier;
import org.jl2tpd.management.jmx.RoleTally.Role;

/** {@code type=Lns} or {@code type=Lac}. */
final class RoleBean implements RoleMXBean {
    private final String name;
    private final Supplier<Role> role;

    RoleBean(String name, Supplier<Role> role) {
        this.name = name;
        this.role = role;
    }

    @Override
    public String getRole() {
        return name;
    }

    @Override
    public int getActiveTunnels() {
        return role.get().tunnels();
    }

    @Override
    public int getEstablishedTunnels() {
        return role.get().establishedTunnels();
    }

    @Override
    public int getActiveSessions() {
        return role.get().sessions();
    }

    @Override
    public int getEstablishedSessions() {
        return role.get().establishedSessions();
    }

    @Override
    public int getIncomingSessions() {
        return role.get().incoming();
    }

    @Override
    public int getOutgoingSessions() {
        return role.get().outgoing();
    }
}
