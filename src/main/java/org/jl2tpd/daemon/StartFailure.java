package org.jl2tpd.daemon;

/** The daemon can't start; the message is for the operator. Nothing of it is left running. */
public final class StartFailure extends Exception {
    StartFailure(String message, Throwable cause) {
        super(message, cause);
    }

    StartFailure(String message) {
        super(message);
    }
}
