package org.jl2tpd.aaa;

/**
 * What a session has of pools, by kind.
 *
 * @param ticket the session's
 * @param user number of its user, {@link #NOBODY} for none
 * @param userName as its user is counted, null for nobody
 * @param pools numbers of pools, {@link #NO_POOL} where it has nothing
 * @param slots of these pools, {@link SlotPool#NONE} where it has nothing
 */
record Lease(long ticket, int user, String userName, int[] pools, int[] slots) {
    static final int NOBODY = -1;
    static final int NO_POOL = -1;

    int pool(AddressKind kind) {
        return pools[kind.ordinal()];
    }

    int slot(AddressKind kind) {
        return slots[kind.ordinal()];
    }
}
