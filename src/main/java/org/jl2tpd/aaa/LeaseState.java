package org.jl2tpd.aaa;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a former process left.
 *
 * @param live what its sessions had at its end, by ticket
 * @param held what sessions of a process before that had, and when that was, in seconds since 1970
 * @param users what users had last
 */
record LeaseState(Map<Long, LeasedAddresses> live, List<Held> held, RememberedUsers users) {
    /** @param sinceSeconds when its session was cut, in seconds since 1970 */
    record Held(LeasedAddresses addresses, long sinceSeconds) {}

    static LeaseState empty() {
        return new LeaseState(new LinkedHashMap<>(), new java.util.ArrayList<>(), new RememberedUsers());
    }
}
