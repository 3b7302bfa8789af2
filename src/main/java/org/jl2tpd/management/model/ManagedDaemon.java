package org.jl2tpd.management.model;

import org.jl2tpd.management.Control;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.ManagementDefinition;

/**
 * A daemon as the faces of its management see it.
 *
 * @param name tells it from others in the process; empty where it is alone
 * @param control everything that can be done with it
 * @param inventory what it has
 * @param events what happens to it
 * @param state what outlives a restart
 */
public record ManagedDaemon(String name, Control control, Inventory inventory, EventHub events, StateStore state) {
    /** The configuration in force. */
    public Configuration configuration() {
        return control.configuration().get();
    }

    /** Who may manage it, and by what means. */
    public ManagementDefinition management() {
        return configuration().management();
    }
}
