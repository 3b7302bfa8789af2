package org.jl2tpd.aaa;

import java.util.function.IntUnaryOperator;

/**
 * Leases by ticket: open addressing with linear probing over parallel arrays, so that a lease costs some eighty octets and no
 * object. A row number is good until the next insertion or removal.
 */
final class LeaseTable {
    /** No row. */
    static final int NONE = -1;

    private static final int FIRST_ROWS = 64;
    private static final int KINDS = AddressKind.COUNT;

    private boolean[] taken;
    private long[] tickets;
    private int[] users;
    private String[] names;
    /** {@link #KINDS} for each row. */
    private int[] pools;

    private int[] slots;
    private int size;

    LeaseTable() {
        allocate(FIRST_ROWS);
    }

    private void allocate(int rows) {
        taken = new boolean[rows];
        tickets = new long[rows];
        users = new int[rows];
        names = new String[rows];
        pools = new int[rows * KINDS];
        slots = new int[rows * KINDS];
    }

    int size() {
        return size;
    }

    /** The row of a ticket, {@link #NONE} when it has none. */
    int find(long ticket) {
        int row = home(ticket);
        while (taken[row]) {
            if (tickets[row] == ticket) {
                return row;
            }
            row = row + 1 & taken.length - 1;
        }
        return NONE;
    }

    /** Adds a ticket that has no row yet. */
    void insert(Lease lease) {
        if ((size + 1) * 3L > taken.length * 2L) {
            grow();
        }
        int row = freeRow(lease.ticket());
        taken[row] = true;
        tickets[row] = lease.ticket();
        users[row] = lease.user();
        names[row] = lease.userName();
        System.arraycopy(lease.pools(), 0, pools, row * KINDS, KINDS);
        System.arraycopy(lease.slots(), 0, slots, row * KINDS, KINDS);
        size++;
    }

    private int freeRow(long ticket) {
        int row = home(ticket);
        while (taken[row]) {
            row = row + 1 & taken.length - 1;
        }
        return row;
    }

    private void copy(LeaseTable from, int source, int row) {
        taken[row] = true;
        tickets[row] = from.tickets[source];
        users[row] = from.users[source];
        names[row] = from.names[source];
        System.arraycopy(from.pools, source * KINDS, pools, row * KINDS, KINDS);
        System.arraycopy(from.slots, source * KINDS, slots, row * KINDS, KINDS);
    }

    private void grow() {
        LeaseTable old = new LeaseTable();
        old.taken = taken;
        old.tickets = tickets;
        old.users = users;
        old.names = names;
        old.pools = pools;
        old.slots = slots;
        allocate(taken.length * 2);
        for (int row = 0; row < old.taken.length; row++) {
            if (old.taken[row]) {
                copy(old, row, freeRow(old.tickets[row]));
            }
        }
    }

    /** Removes a row, and closes the gap so that every other ticket is still found. */
    void remove(int row) {
        int mask = taken.length - 1;
        int gap = row;
        int at = gap + 1 & mask;
        while (taken[at]) {
            int distance = at - home(tickets[at]) & mask;
            if (distance >= (at - gap & mask)) {
                copy(this, at, gap);
                gap = at;
            }
            at = at + 1 & mask;
        }
        taken[gap] = false;
        names[gap] = null;
        size--;
    }

    private int home(long ticket) {
        long mixed = ticket * 0x9e3779b97f4a7c15L;
        return (int) (mixed >>> 32) & taken.length - 1;
    }

    /** Rows that may be taken, see {@link #isTaken}. */
    int rows() {
        return taken.length;
    }

    boolean isTaken(int row) {
        return taken[row];
    }

    /** Users and pools have other numbers now. */
    void renumber(IntUnaryOperator user, IntUnaryOperator pool) {
        for (int row = 0; row < taken.length; row++) {
            if (taken[row]) {
                users[row] = user.applyAsInt(users[row]);
                for (int i = row * KINDS; i < (row + 1) * KINDS; i++) {
                    pools[i] = pool.applyAsInt(pools[i]);
                }
            }
        }
    }

    /** A copy of the row. */
    Lease get(int row) {
        int from = row * KINDS;
        return new Lease(
                tickets[row],
                users[row],
                names[row],
                java.util.Arrays.copyOfRange(pools, from, from + KINDS),
                java.util.Arrays.copyOfRange(slots, from, from + KINDS));
    }

    long ticket(int row) {
        return tickets[row];
    }

    int user(int row) {
        return users[row];
    }

    int pool(int row, AddressKind kind) {
        return pools[row * KINDS + kind.ordinal()];
    }

    int slot(int row, AddressKind kind) {
        return slots[row * KINDS + kind.ordinal()];
    }
}
