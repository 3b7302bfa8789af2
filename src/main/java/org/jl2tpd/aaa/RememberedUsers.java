package org.jl2tpd.aaa;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** What users had last. Of more than the limit, whoever was here the longest time ago is forgotten. */
final class RememberedUsers {
    /** Most users that are remembered: some hundred and fifty octets each. */
    static final int MAX_USERS = 1 << 18;

    private final Map<String, LeasedAddresses> byName;

    RememberedUsers() {
        this(MAX_USERS);
    }

    RememberedUsers(int most) {
        byName = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, LeasedAddresses> eldest) {
                return size() > most;
            }
        };
    }

    void add(LeasedAddresses addresses) {
        byName.remove(addresses.userName());
        byName.put(addresses.userName(), addresses);
    }

    /** Null for somebody unknown. */
    LeasedAddresses get(String userName) {
        return byName.get(userName);
    }

    /** Who was here the longest time ago first. */
    Collection<LeasedAddresses> all() {
        return byName.values();
    }
}
