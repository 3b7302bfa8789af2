package org.jl2tpd.linux;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Collection;

/** A user of this system, as its name service knows it, and the process's becoming that user. */
public final class Identity {
    /** pwd.h struct passwd of 64-bit systems: its size, and where the ids are. */
    private static final int PASSWD = 48;

    private static final int UID = 16;
    private static final int GID = 20;
    /** Octets for the strings of an entry. */
    private static final int STRINGS = 16_384;
    /** linux/limits.h NGROUPS_MAX is 65,536; nobody has so many. */
    private static final int GROUP_LIMIT = 4_096;

    private final String name;
    private final int uid;
    private final int gid;
    private final int[] groups;

    private Identity(String name, int uid, int gid, int[] groups) {
        this.name = name;
        this.uid = uid;
        this.gid = gid;
        this.groups = groups;
    }

    /** Returns null when there is no such user. */
    public static Identity find(String name) throws SystemCallException {
        Linux.require();
        var passwd = new NativeMemory(PASSWD);
        var strings = new NativeMemory(STRINGS);
        var found = new NativeMemory(8);
        PrivilegeLibC c = PrivilegeCalls.c();
        c.getpwnam_r(name, passwd.address, strings.address, STRINGS, found.address);
        Reference.reachabilityFence(strings);
        if (found.buffer.getLong(0) == 0) {
            return null;
        }
        int gid = passwd.buffer.getInt(GID);
        var groups = new NativeMemory(4 * GROUP_LIMIT);
        var count = new NativeMemory(4);
        count.buffer.putInt(0, GROUP_LIMIT);
        if (c.getgrouplist(name, gid, groups.address, count.address) < 0) {
            throw new SystemCallException("the user " + name + " is in more than " + GROUP_LIMIT + " groups");
        }
        int[] all = new int[count.buffer.getInt(0)];
        for (int i = 0; i < all.length; i++) {
            all[i] = groups.buffer.getInt(4 * i);
        }
        return new Identity(name, passwd.buffer.getInt(UID), gid, all);
    }

    /** The user whose rights the process has. */
    public static int effectiveUid() {
        return Linux.problem() == null ? PrivilegeCalls.c().geteuid() : -1;
    }

    public static boolean isRoot() {
        return effectiveUid() == 0;
    }

    public String name() {
        return name;
    }

    public int uid() {
        return uid;
    }

    /** Of the user's own group. */
    public int gid() {
        return gid;
    }

    /** Whether it is a member of a group. */
    public boolean isIn(int group) {
        return group == gid || Arrays.stream(groups).anyMatch(each -> each == group);
    }

    /**
     * Makes the process this user's, from root, for good. Every thread gets its ids and groups. The calling thread, and those that it starts
     * later, keep these capabilities and no others; those that were there before keep none. No program that any of them starts can gain
     * privileges, and other processes of the user can't look into this one, since a thread without capabilities would let them in.
     *
     * @return whether no_new_privs holds for the threads that were there before, too
     * @throws SystemCallException with the call that failed; the process may then have part of it done, and should end
     */
    public boolean become(Collection<Capability> kept) throws SystemCallException {
        Linux.require();
        Capabilities.bound(kept);
        // The C library gives the new ids to all threads; the kernel takes the capabilities of those that have not this
        // flag.
        Linux.check("prctl PR_SET_KEEPCAPS", PrivilegeCalls.prctl(PrivilegeCalls.PR_SET_KEEPCAPS, 1, 0));
        setGroups();
        Linux.check("setresgid", PrivilegeCalls.setresgid(gid));
        Linux.check("setresuid", PrivilegeCalls.setresuid(uid));
        Capabilities.keep(kept);
        Linux.check("prctl PR_SET_KEEPCAPS", PrivilegeCalls.prctl(PrivilegeCalls.PR_SET_KEEPCAPS, 0, 0));
        Linux.check("prctl PR_SET_DUMPABLE", PrivilegeCalls.prctl(PrivilegeCalls.PR_SET_DUMPABLE, 0, 0));
        return NoNewPrivileges.ofAllThreads();
    }

    private void setGroups() throws SystemCallException {
        var list = new NativeMemory(4 * Math.max(1, groups.length));
        for (int i = 0; i < groups.length; i++) {
            list.buffer.putInt(4 * i, groups[i]);
        }
        int result = PrivilegeCalls.setgroups(groups.length, list.address);
        Reference.reachabilityFence(list);
        Linux.check("setgroups", result);
    }
}
