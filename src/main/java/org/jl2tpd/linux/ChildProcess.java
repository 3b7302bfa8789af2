package org.jl2tpd.linux;

import static org.jl2tpd.linux.SocketConstants.*;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A program that we started and that inherits nothing but what it is given. It is watched by a pidfd, which becomes readable when the
 * program ends, and reaped by its own process id, so that other children of this process are left alone. Not for use by two threads at once.
 */
public final class ChildProcess implements WatchedProcess {
    /** asm-generic/signal.h */
    public static final int SIGKILL = 9;

    public static final int SIGTERM = 15;

    /** Octets that {@link Program#input} may have: what an empty pipe takes at once (linux/pipe_fs_i.h, 16 pages). */
    public static final int INPUT_LIMIT = 65_536;

    /** linux/wait.h */
    private static final int WNOHANG = 1;
    /** What {@link #output} is after {@link #close}. */
    private static final int CLOSED = -2;

    private final int pid;
    private final int pidfd;
    private int output;
    private Exit exit;

    private ChildProcess(int pid, int pidfd, int output) {
        this.pid = pid;
        this.pidfd = pidfd;
        this.output = output;
    }

    /**
     * What is started.
     *
     * @param path of the program
     * @param arguments from the program's name on
     * @param environment {@code NAME=value} each; nothing else is inherited
     * @param input what it reads from standard input, a pipe; null for an empty one
     * @param given descriptor above 2 that it has as 3; -1 for none
     * @param readsOutput whether what it writes to standard output and error can be read from {@link #output}; else it is dropped
     */
    public record Program(
            String path,
            List<String> arguments,
            List<String> environment,
            byte[] input,
            int given,
            boolean readsOutput) {
        /** Neither the arguments nor the input, which may be confidential. */
        @Override
        public String toString() {
            return path;
        }
    }

    /** Starts a program; when anything fails nothing is left of it. */
    public static ChildProcess start(Program program) throws SystemCallException {
        Linux.require();
        checkGiven(program.given);
        try (Pipe input = program.input == null ? null : new Pipe();
                Pipe output = program.readsOutput ? new Pipe() : null) {
            if (input != null) {
                checkInput(program.input);
                input.fill(program.input);
            }
            if (output != null) {
                output.readWithoutWaiting();
            }
            int pid = spawn(program, input == null ? -1 : input.readEnd(), output == null ? -1 : output.writeEnd());
            int pidfd = pidfd(pid);
            return new ChildProcess(pid, pidfd, output == null ? -1 : output.takeReadEnd());
        }
    }

    private static void checkGiven(int given) throws SystemCallException {
        if (given >= 0 && given < SpawnPlan.GIVEN) {
            throw new SystemCallException("descriptor " + given + " is no one's to give", Errno.EBADF);
        }
    }

    private static void checkInput(byte[] input) throws SystemCallException {
        if (input.length > INPUT_LIMIT) {
            throw new SystemCallException("input of " + input.length + " octets", Errno.EMSGSIZE);
        }
    }

    private static int spawn(Program program, int input, int output) throws SystemCallException {
        try (var plan = new SpawnPlan(input, output, program.given)) {
            return plan.start(program.path, program.arguments, program.environment);
        }
    }

    /** A child that can't be watched is not kept. */
    private static int pidfd(int pid) throws SystemCallException {
        int pidfd = ProcessCalls.pidfdOpen(pid);
        if (pidfd < 0) {
            ProcessCalls.kill(pid, SIGKILL);
            ProcessCalls.waitpid(pid, 0, 0);
        }
        return Linux.check("pidfd_open", pidfd);
    }

    @Override
    public int pid() {
        return pid;
    }

    @Override
    public int pidfd() {
        return pidfd;
    }

    @Override
    public int output() {
        return output;
    }

    @Override
    public int read(ByteBuffer direct) {
        int octets = Linux.read(output, Linux.addressOf(direct) + direct.position(), direct.remaining());
        Reference.reachabilityFence(direct);
        return octets;
    }

    @Override
    public Exit poll() {
        return exit != null ? exit : await(WNOHANG);
    }

    /** Waits for its end. */
    public Exit await() {
        return exit != null ? exit : await(0);
    }

    private Exit await(int options) {
        var status = new NativeMemory(4);
        int result;
        do {
            result = ProcessCalls.waitpid(pid, status.address, options);
        } while (result == -Errno.EINTR);
        if (result != 0) {
            exit = result < 0 ? new Exit(-1, 0) : exitOf(status.buffer.getInt(0));
        }
        return exit;
    }

    /** bits/waitstatus.h WTERMSIG, WEXITSTATUS. */
    private static Exit exitOf(int status) {
        int signal = status & 0x7f;
        return signal != 0 ? new Exit(-1, signal) : new Exit(status >> 8 & 0xff, 0);
    }

    /** Unless it was reaped: its process id is its own until then. */
    @Override
    public int signal(int signal) {
        return exit != null ? -Errno.ESRCH : ProcessCalls.kill(pid, signal);
    }

    /**
     * Sends a signal to it and to what it started, as far as that is in its process group still; until it is reaped. Returns 0 or a negated errno.
     */
    public int signalGroup(int signal) {
        return exit != null ? -Errno.ESRCH : ProcessCalls.kill(-pid, signal);
    }

    @Override
    public void closeOutput() {
        if (output >= 0) {
            Linux.close(output);
            output = -1;
        }
    }

    /** Closes our descriptors; a program that still runs is killed and reaped. */
    @Override
    public void close() {
        if (output == CLOSED) {
            return;
        }
        if (poll() == null) {
            signal(SIGKILL);
            await();
        }
        Linux.close(pidfd);
        if (output >= 0) {
            Linux.close(output);
        }
        output = CLOSED;
    }
}
