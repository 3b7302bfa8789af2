package org.jl2tpd.management.http;

import org.jl2tpd.profile.ManagementDefinition.Access;

/**
 * Who asks.
 *
 * @param user empty for nobody in particular
 * @param access null for none
 * @param address where the request came from
 */
record Caller(String user, Access access, String address) {
    boolean mayRead() {
        return access != null;
    }

    boolean mayWrite() {
        return access == Access.WRITE;
    }
}
