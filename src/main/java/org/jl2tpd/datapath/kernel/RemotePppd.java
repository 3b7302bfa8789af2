package org.jl2tpd.datapath.kernel;

import java.nio.ByteBuffer;
import org.jl2tpd.linux.ChildProcess;
import org.jl2tpd.linux.Errno;
import org.jl2tpd.linux.PipeEnd;
import org.jl2tpd.linux.WatchedProcess;

/** A pppd that a spawner started: the process is the spawner's child, its output is read here. */
final class RemotePppd implements WatchedProcess {
    private final PppdSpawner spawner;
    private final int number;
    private final int pid;
    private final PipeEnd output;
    private Exit exit;

    /** @param number by which the spawner knows it */
    RemotePppd(PppdSpawner spawner, int number, int pid, int output) {
        this.spawner = spawner;
        this.number = number;
        this.pid = pid;
        this.output = new PipeEnd(output);
    }

    void onEnd(Exit how) {
        exit = how;
    }

    @Override
    public int pid() {
        return pid;
    }

    @Override
    public int pidfd() {
        return -1;
    }

    @Override
    public int output() {
        return output.fd();
    }

    @Override
    public int read(ByteBuffer direct) {
        return output.read(direct);
    }

    @Override
    public Exit poll() {
        if (exit == null) {
            spawner.pump();
        }
        return exit;
    }

    @Override
    public int signal(int signal) {
        return exit != null ? -Errno.ESRCH : spawner.signal(number, signal);
    }

    @Override
    public void closeOutput() {
        output.close();
    }

    @Override
    public void close() {
        if (exit == null) {
            signal(ChildProcess.SIGKILL);
        }
        output.close();
    }
}
