package org.jl2tpd.management.snmp;

import java.util.List;

/**
 * What of the agent's objects one may see: all but some subtrees (RFC 3415). The agent has no objects about users, communities, views or targets, so that no
 * view can show them.
 *
 * @param hidden subtrees
 */
record View(List<int[]> hidden) {
    static final View ALL = new View(List.of());

    /** Null for a name that is seen, else a name behind all of the subtree that hides it. */
    int[] skip(int[] name) {
        for (int[] subtree : hidden) {
            if (Subids.startsWith(name, subtree)) {
                int[] behind = subtree.clone();
                behind[behind.length - 1]++;
                return behind;
            }
        }
        return null;
    }
}
