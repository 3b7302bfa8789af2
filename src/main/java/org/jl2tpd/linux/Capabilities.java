package org.jl2tpd.linux;

import java.lang.ref.Reference;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * Capabilities of the calling thread (capabilities(7)): Linux keeps them for each thread, and a thread that is started has those of the one that
 * starts it.
 */
public final class Capabilities {
    /** linux/capability.h _LINUX_CAPABILITY_VERSION_3: two halves of 32 bits of each set. */
    private static final int VERSION_3 = 0x20080522;

    private static final int HEADER = 8;
    /** sizeof(struct __user_cap_data_struct), offsets of its members. */
    private static final int DATA = 12;

    private static final int EFFECTIVE = 0;
    private static final int PERMITTED = 4;
    private static final int INHERITABLE = 8;

    /** linux/capability.h */
    private static final int CAP_CHOWN = 0;

    private static final int CAP_DAC_OVERRIDE = 1;
    private static final int CAP_FOWNER = 3;
    private static final int CAP_KILL = 5;
    private static final int CAP_SETGID = 6;
    private static final int CAP_SETUID = 7;

    /** Capabilities that the kernel may have, most. */
    private static final int LIMIT = 64;

    private Capabilities() {}

    /** The sets of capget(2), as masks. */
    private record Sets(long effective, long permitted, long inheritable) {}

    /** Something that is done with capabilities that programs started meanwhile have too. */
    @FunctionalInterface
    public interface Lending<T, E extends Exception> {
        T run() throws E;
    }

    private static NativeMemory header() {
        var header = new NativeMemory(HEADER);
        header.buffer.putInt(0, VERSION_3);
        return header;
    }

    private static Sets get() throws SystemCallException {
        Linux.require();
        NativeMemory header = header();
        var data = new NativeMemory(2 * DATA);
        int result = PrivilegeCalls.capget(header.address, data.address);
        Reference.reachabilityFence(header);
        Linux.check("capget", result);
        return new Sets(read(data, EFFECTIVE), read(data, PERMITTED), read(data, INHERITABLE));
    }

    private static void set(Sets sets) throws SystemCallException {
        NativeMemory header = header();
        var data = new NativeMemory(2 * DATA);
        write(data, EFFECTIVE, sets.effective);
        write(data, PERMITTED, sets.permitted);
        write(data, INHERITABLE, sets.inheritable);
        int result = PrivilegeCalls.capset(header.address, data.address);
        Reference.reachabilityFence(header);
        Reference.reachabilityFence(data);
        Linux.check("capset", result);
    }

    private static long read(NativeMemory data, int at) {
        return data.buffer.getInt(at) & 0xffff_ffffL | (long) data.buffer.getInt(DATA + at) << 32;
    }

    private static void write(NativeMemory data, int at, long mask) {
        data.buffer.putInt(at, (int) mask).putInt(DATA + at, (int) (mask >>> 32));
    }

    private static long mask(Collection<Capability> capabilities) {
        long mask = 0;
        for (Capability capability : capabilities) {
            mask |= capability.bit();
        }
        return mask;
    }

    /** Those of ours that are in effect for the calling thread. */
    public static Set<Capability> effective() throws SystemCallException {
        Set<Capability> found = EnumSet.noneOf(Capability.class);
        long mask = get().effective;
        for (Capability capability : Capability.values()) {
            if ((mask & capability.bit()) != 0) {
                found.add(capability);
            }
        }
        return found;
    }

    /** Has exactly these permitted and in effect, of what is permitted, and lends none to programs. */
    static void keep(Collection<Capability> kept) throws SystemCallException {
        long mask = mask(kept) & get().permitted;
        lendNone();
        set(new Sets(mask, mask, 0));
    }

    /** Keeps what a program may have at most to these, for the calling thread; needs CAP_SETPCAP. */
    static void bound(Collection<Capability> kept) throws SystemCallException {
        bound(mask(kept));
    }

    private static void bound(long mask) throws SystemCallException {
        for (int number = 0; number < LIMIT; number++) {
            boolean is = PrivilegeCalls.prctl(PrivilegeCalls.PR_CAPBSET_READ, number, 0) == 1;
            if (is && (mask & 1L << number) == 0) {
                int result = PrivilegeCalls.prctl(PrivilegeCalls.PR_CAPBSET_DROP, number, 0);
                Linux.check("prctl PR_CAPBSET_DROP " + number, result);
            }
        }
    }

    /**
     * Keeps what the calling thread, and root's programs that it starts, may have to what a pppd and its scripts need: their devices, addresses, routes and
     * packet rules, files of others, and another user for a part of the work (linux/capability.h CAP_CHOWN to CAP_SETUID but CAP_FSETID, and those of the
     * network). Needs CAP_SETPCAP, which is gone then.
     */
    public static void boundForPppd() throws SystemCallException {
        Linux.require();
        long mask = 1L << CAP_CHOWN | 1L << CAP_DAC_OVERRIDE | 1L << CAP_FOWNER | 1L << CAP_KILL;
        mask |= 1L << CAP_SETGID | 1L << CAP_SETUID;
        mask |= mask(EnumSet.of(Capability.CAP_NET_ADMIN, Capability.CAP_NET_RAW, Capability.CAP_NET_BIND_SERVICE));
        NoNewPrivileges.ofThread();
        bound(mask);
        mask &= get().permitted;
        lendNone();
        set(new Sets(mask, mask, 0));
    }

    /** Kernels before 4.3 have no ambient set, and then there is nothing to clear. */
    private static void lendNone() {
        PrivilegeCalls.prctl(PrivilegeCalls.PR_CAP_AMBIENT, PrivilegeCalls.PR_CAP_AMBIENT_CLEAR_ALL, 0);
    }

    /**
     * The calling thread, threads and programs that it starts, and root's programs too, have no capability from then on; nor can a program's file
     * give one (no_new_privs). It can't be taken back. Other processes of the same user can't look into this process any more, since they could
     * else lay hold on its other threads.
     */
    public static void dropAllOfThread() throws SystemCallException {
        Linux.require();
        PrivilegeCalls.prctl(PrivilegeCalls.PR_SET_DUMPABLE, 0, 0);
        NoNewPrivileges.ofThread();
        try {
            bound(Set.of());
        } catch (SystemCallException e) {
            // Without CAP_SETPCAP there is nothing that a program could gain from it either: no_new_privs.
        }
        keep(Set.of());
    }

    /**
     * Does something while programs that the calling thread starts get capabilities (the ambient set); a capability that this thread has not is left
     * out. Root's programs have all of root's anyway.
     */
    public static <T, E extends Exception> T lend(Collection<Capability> lent, Lending<T, E> something) throws E {
        Sets before = raise(mask(lent));
        try {
            return something.run();
        } finally {
            lower(before);
        }
    }

    /** Returns the sets as they were; null when nothing was raised. */
    private static Sets raise(long wanted) {
        if (Linux.problem() != null || PrivilegeCalls.c().geteuid() == 0) {
            return null;
        }
        try {
            Sets before = get();
            long mask = wanted & before.permitted;
            set(new Sets(before.effective, before.permitted, before.inheritable | mask));
            for (Capability capability : Capability.values()) {
                if ((mask & capability.bit()) != 0) {
                    int raise = PrivilegeCalls.PR_CAP_AMBIENT_RAISE;
                    PrivilegeCalls.prctl(PrivilegeCalls.PR_CAP_AMBIENT, raise, capability.number());
                }
            }
            return before;
        } catch (SystemCallException e) {
            // The program says what it is not permitted.
            return null;
        }
    }

    private static void lower(Sets before) {
        if (before == null) {
            return;
        }
        lendNone();
        try {
            set(before);
        } catch (SystemCallException e) {
            // The inheritable set gives nothing to a program without the ambient one.
        }
    }
}
