package org.jl2tpd.linux;

import java.io.IOException;

/** A set-up system call failed; the message is for an operator. */
public class SystemCallException extends IOException {
    private static final long serialVersionUID = 1;

    private final int errno;

    /** @param errno positive, of errno.h */
    public SystemCallException(String call, int errno) {
        super(call + ": " + Errno.describe(errno));
        this.errno = errno;
    }

    /** The kernel refused a netlink request. */
    SystemCallException(String call, RtnetlinkFailure failure) {
        super(call + ": " + failure.describe());
        this.errno = failure.errno();
    }

    public SystemCallException(String message) {
        super(message);
        this.errno = 0;
    }

    /** The errno value; 0 when no call failed but the system is unfit. */
    public int errno() {
        return errno;
    }
}
