package org.jl2tpd.datapath.kernel;

import java.nio.ByteBuffer;
import org.jl2tpd.datapath.DatapathCounter;
import org.jl2tpd.datapath.PolledSource;
import org.jl2tpd.engine.Engine;
import org.jl2tpd.linux.Errno;
import org.jl2tpd.linux.SystemCallException;

/** Reads a session's frames from a descriptor of its channel or unit, until it is closed. */
final class FrameReader implements PolledSource {
    private final KernelContext context;
    private final KernelSession session;
    private final int fd;
    private boolean open;

    private FrameReader(KernelContext context, KernelSession session, int fd) {
        this.context = context;
        this.session = session;
        this.fd = fd;
    }

    /** Reads from now on whenever there is something. */
    static FrameReader start(KernelContext context, KernelSession session, int fd) throws SystemCallException {
        var reader = new FrameReader(context, session, fd);
        Calls.check("watching /dev/ppp", context.sink().watch(fd, reader));
        reader.open = true;
        return reader;
    }

    /** Reads no more; does not close the descriptor. */
    void stop() {
        if (open) {
            open = false;
            context.sink().unwatch(fd);
        }
    }

    @Override
    public int drain(int budget) {
        int count = 0;
        while (open && count < budget && readOne()) {
            count++;
        }
        return count;
    }

    /**
     * The engine may close the session, and with it this reader, while it has the frame. One that is longer than the buffer
     * (EOVERFLOW) the driver has thrown away already.
     */
    private boolean readOne() {
        ByteBuffer frame = context.sink().lend().position(Engine.HEADROOM);
        int octets = context.kernel().read(fd, frame);
        if (octets > 0) {
            context.counters().add(DatapathCounter.FRAMES_IN);
            context.sink().onFrame(session.session(), frame.limit(Engine.HEADROOM + octets));
            return true;
        }
        if (octets == -Errno.EOVERFLOW) {
            context.counters().add(DatapathCounter.FRAME_TOO_LONG);
            return true;
        }
        if (octets != -Errno.EAGAIN && octets != -Errno.EINTR) {
            ended(octets);
        }
        return false;
    }

    private void ended(int result) {
        stop();
        context.counters().add(DatapathCounter.FRAME_READ);
        String why = result == 0 ? "it was taken away" : Errno.describe(-result);
        session.onDead("the kernel's PPP session is gone: " + why);
    }
}
