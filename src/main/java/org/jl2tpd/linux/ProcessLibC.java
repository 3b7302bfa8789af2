package org.jl2tpd.linux;

import jnr.ffi.annotations.Variadic;

/**
 * The C library's functions that start and end processes and arrange their mounts; as in {@link LibC} pointers are {@code long}.
 * The functions of posix_spawn return an errno value and leave errno alone.
 */
public interface ProcessLibC {
    int posix_spawn(long pid, String path, long actions, long attributes, long arguments, long environment);

    int posix_spawn_file_actions_init(long actions);

    int posix_spawn_file_actions_destroy(long actions);

    int posix_spawn_file_actions_addopen(long actions, int fd, String path, int flags, int mode);

    int posix_spawn_file_actions_adddup2(long actions, int fd, int newFd);

    int posix_spawn_file_actions_addclosefrom_np(long actions, int from);

    int posix_spawn_file_actions_addchdir_np(long actions, String path);

    int posix_spawnattr_init(long attributes);

    int posix_spawnattr_destroy(long attributes);

    int posix_spawnattr_setflags(long attributes, short flags);

    int posix_spawnattr_setsigdefault(long attributes, long signals);

    int posix_spawnattr_setsigmask(long attributes, long signals);

    int sigfillset(long signals);

    int sigemptyset(long signals);

    int waitpid(int pid, long status, int options);

    int kill(int pid, int signal);

    int pipe2(long fds, int flags);

    @Variadic(fixedCount = 1)
    long syscall(long number, long first, long second);

    int mount(String source, String target, String type, long flags, String data);

    int unshare(int flags);

    int umask(int mask);

    int connect(int fd, long address, int length);

    int socketpair(int domain, int type, int protocol, long fds);
}
