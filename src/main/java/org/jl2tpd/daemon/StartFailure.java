package org.jl2tpd.daemon;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon can't start; the message is for the operator. Nothing of it is left running. */
public final class StartFailure extends Exception {
    private static final Logger LOG = LoggerFactory.getLogger(StartFailure.class);

    StartFailure(String message, Throwable cause) {
        super(message, cause);
    }

    StartFailure(String message) {
        super(message);
    }

    /** What a start ended with; of what nobody expected the log has the whole. */
    static StartFailure of(Throwable thrown) {
        if (thrown instanceof StartFailure known) {
            return known;
        }
        boolean isWrapped = thrown instanceof CompletionException && thrown.getCause() != null;
        Throwable cause = isWrapped ? thrown.getCause() : thrown;
        if (cause instanceof IOException && cause.getMessage() != null) {
            return new StartFailure(cause.getMessage(), cause);
        }
        LOG.atError().setCause(cause).log("start_failed");
        return new StartFailure("it can't start, by an error of its own (the log says where): " + cause, cause);
    }
}
