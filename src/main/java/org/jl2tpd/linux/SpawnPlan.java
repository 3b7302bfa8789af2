package org.jl2tpd.linux;

import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What posix_spawn is told (spawn.h): descriptors 0, 1, 2 and at most one more as 3, nothing else of ours; every signal as by
 * default and none blocked; a session of its own; the root directory. {@link #close} frees what the C library keeps of it.
 */
final class SpawnPlan implements AutoCloseable {
    /** The descriptor that a child finds what it was given at. */
    static final int GIVEN = 3;

    /** Octets for posix_spawn_file_actions_t (80) and posix_spawnattr_t (336), with some to spare. */
    private static final int ACTIONS = 256;

    private static final int ATTRIBUTES = 512;
    /** sizeof(sigset_t) */
    private static final int SIGNALS = 128;
    /** spawn.h POSIX_SPAWN_SETSIGDEF, POSIX_SPAWN_SETSIGMASK, POSIX_SPAWN_SETSID */
    private static final short FLAGS = 0x04 | 0x08 | 0x80;

    private static final String NOTHING = "/dev/null";

    private final ProcessLibC c = ProcessCalls.c();
    private final NativeMemory actions = new NativeMemory(ACTIONS);
    private final NativeMemory attributes = new NativeMemory(ATTRIBUTES);
    private final NativeMemory pid = new NativeMemory(4);
    private boolean actionsMade;
    private boolean attributesMade;

    /**
     * @param input descriptor for standard input, -1 for /dev/null
     * @param output descriptor for standard output and error, -1 for /dev/null
     * @param given descriptor that becomes {@link #GIVEN}, -1 for none
     */
    SpawnPlan(int input, int output, int given) throws SystemCallException {
        try {
            check("posix_spawn_file_actions_init", c.posix_spawn_file_actions_init(actions.address));
            actionsMade = true;
            check("posix_spawnattr_init", c.posix_spawnattr_init(attributes.address));
            attributesMade = true;
            descriptors(input, output, given);
            signals();
        } catch (SystemCallException e) {
            close();
            throw e;
        }
    }

    /** Our ends of pipes and what is given lie above 2, so that no step overwrites what a later one needs. */
    private void descriptors(int input, int output, int given) throws SystemCallException {
        redirect(0, input, 0);
        redirect(1, output, SocketConstants.O_RDWR);
        redirect(2, output, SocketConstants.O_RDWR);
        int next = GIVEN;
        if (given >= 0) {
            check("adddup2", c.posix_spawn_file_actions_adddup2(actions.address, given, GIVEN));
            next++;
        }
        check("addclosefrom_np", c.posix_spawn_file_actions_addclosefrom_np(actions.address, next));
        check("addchdir_np", c.posix_spawn_file_actions_addchdir_np(actions.address, "/"));
    }

    private void redirect(int fd, int from, int flags) throws SystemCallException {
        int result = from < 0
                ? c.posix_spawn_file_actions_addopen(actions.address, fd, NOTHING, flags, 0)
                : c.posix_spawn_file_actions_adddup2(actions.address, from, fd);
        check("file action of descriptor " + fd, result);
    }

    private void signals() throws SystemCallException {
        var set = new NativeMemory(SIGNALS);
        c.sigfillset(set.address);
        check("setsigdefault", c.posix_spawnattr_setsigdefault(attributes.address, set.address));
        c.sigemptyset(set.address);
        check("setsigmask", c.posix_spawnattr_setsigmask(attributes.address, set.address));
        Reference.reachabilityFence(set);
        check("setflags", c.posix_spawnattr_setflags(attributes.address, FLAGS));
    }

    /** Starts the program; returns its process id. */
    int start(String path, List<String> arguments, List<String> environment) throws SystemCallException {
        NativeMemory argv = strings(arguments);
        NativeMemory envp = strings(environment);
        int result = c.posix_spawn(pid.address, path, actions.address, attributes.address, argv.address, envp.address);
        Reference.reachabilityFence(argv);
        Reference.reachabilityFence(envp);
        check(path, result);
        return pid.buffer.getInt(0);
    }

    /** An array of pointers that ends with a null one, and behind it the strings that they point to. */
    private static NativeMemory strings(List<String> texts) {
        List<byte[]> all =
                texts.stream().map(t -> t.getBytes(StandardCharsets.UTF_8)).toList();
        int at = 8 * (all.size() + 1);
        var memory =
                new NativeMemory(at + all.stream().mapToInt(t -> t.length + 1).sum());
        for (int i = 0; i < all.size(); i++) {
            memory.buffer.putLong(8 * i, memory.address + at);
            memory.buffer.put(at, all.get(i));
            at += all.get(i).length + 1;
        }
        return memory;
    }

    private static void check(String call, int errno) throws SystemCallException {
        if (errno != 0) {
            throw new SystemCallException(call, errno);
        }
    }

    @Override
    public void close() {
        if (actionsMade) {
            c.posix_spawn_file_actions_destroy(actions.address);
            actionsMade = false;
        }
        if (attributesMade) {
            c.posix_spawnattr_destroy(attributes.address);
            attributesMade = false;
        }
    }
}
