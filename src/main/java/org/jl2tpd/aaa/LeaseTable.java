package org.jl2tpd.aaa;

import java.util.function.IntUnaryOperator;

/**
 * Leases by ticket: open addressing with linear probing over parallel arrays, so that a lease costs some fifty octets and no
 * object. A row number is good until the next insertion or removal.
 */
final class LeaseTable {
    /** No row. */
    static final int NONE = -1;

    private static final int FIRST_ROWS = 64;

    private boolean[] taken;
    private long[] tickets;
    private int[] users;
    private int[] pools;
    private int[] ipv4;
    private int[] ipv6;
    private int[] delegated;
    private int size;

    LeaseTable() {
        allocate(FIRST_ROWS);
    }

    private void allocate(int rows) {
        taken = new boolean[rows];
        tickets = new long[rows];
        users = new int[rows];
        pools = new int[rows];
        ipv4 = new int[rows];
        ipv6 = new int[rows];
        delegated = new int[rows];
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
    void insert(long ticket, int user, int pool, int ipv4Slot, int ipv6Slot, int delegatedSlot) {
        if ((size + 1) * 3L > taken.length * 2L) {
            grow();
        }
        int row = home(ticket);
        while (taken[row]) {
            row = row + 1 & taken.length - 1;
        }
        set(row, ticket, user, pool, ipv4Slot, ipv6Slot, delegatedSlot);
        size++;
    }

    private void set(int row, long ticket, int user, int pool, int ipv4Slot, int ipv6Slot, int delegatedSlot) {
        taken[row] = true;
        tickets[row] = ticket;
        users[row] = user;
        pools[row] = pool;
        ipv4[row] = ipv4Slot;
        ipv6[row] = ipv6Slot;
        delegated[row] = delegatedSlot;
    }

    private void grow() {
        LeaseTable old = new LeaseTable();
        old.copyFrom(this);
        allocate(taken.length * 2);
        size = 0;
        for (int row = 0; row < old.taken.length; row++) {
            if (old.taken[row]) {
                insert(
                        old.tickets[row],
                        old.users[row],
                        old.pools[row],
                        old.ipv4[row],
                        old.ipv6[row],
                        old.delegated[row]);
            }
        }
    }

    private void copyFrom(LeaseTable other) {
        taken = other.taken;
        tickets = other.tickets;
        users = other.users;
        pools = other.pools;
        ipv4 = other.ipv4;
        ipv6 = other.ipv6;
        delegated = other.delegated;
    }

    /** Removes a row, and closes the gap so that every other ticket is still found. */
    void remove(int row) {
        int mask = taken.length - 1;
        int gap = row;
        int at = gap + 1 & mask;
        while (taken[at]) {
            int distance = at - home(tickets[at]) & mask;
            if (distance >= (at - gap & mask)) {
                set(gap, tickets[at], users[at], pools[at], ipv4[at], ipv6[at], delegated[at]);
                gap = at;
            }
            at = at + 1 & mask;
        }
        taken[gap] = false;
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

    long ticket(int row) {
        return tickets[row];
    }

    /** Users and pools have other numbers now. */
    void renumber(IntUnaryOperator user, IntUnaryOperator pool) {
        for (int row = 0; row < taken.length; row++) {
            if (taken[row]) {
                users[row] = user.applyAsInt(users[row]);
                pools[row] = pool.applyAsInt(pools[row]);
            }
        }
    }

    int user(int row) {
        return users[row];
    }

    int pool(int row) {
        return pools[row];
    }

    int ipv4(int row) {
        return ipv4[row];
    }

    int ipv6(int row) {
        return ipv6[row];
    }

    int delegated(int row) {
        return delegated[row];
    }
}
