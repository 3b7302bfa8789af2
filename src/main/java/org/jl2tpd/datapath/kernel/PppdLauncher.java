package org.jl2tpd.datapath.kernel;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jl2tpd.linux.CredentialSocket;
import org.jl2tpd.linux.WatchedProcess;

/** Where pppds are started. On one thread but for {@link #refresh}. */
interface PppdLauncher extends AutoCloseable {
    /**
     * Starts a pppd.
     *
     * @param socket the session's PPPoX socket, which it has as descriptor 3
     * @throws IOException with words for an operator; nothing runs then
     */
    WatchedProcess start(PppdRequest request, int socket) throws IOException;

    /** Where their plugin's datagrams come. */
    CredentialSocket events();

    /** Readable when {@link #receive} has something to do; -1 where pidfds tell all. */
    default int fd() {
        return -1;
    }

    /**
     * Hands on the pppds that have ended, where no pidfd tells that.
     *
     * @return null; or why no pppd can be started any more, and those that run are on their own
     */
    default String receive(Consumer<WatchedProcess> ended) {
        return null;
    }

    /** Whether {@link #receive} has something to do that {@link #fd} does not tell. */
    default boolean hasReceived() {
        return false;
    }

    /** How many pppds of killed daemons it has ended; -1 where it has not looked. */
    default int orphansEnded() {
        return -1;
    }

    /**
     * Lets pppds that start from then on know other users. From any thread.
     *
     * @return completes with null, or the problem in words for an operator: then the users are those of before
     */
    CompletableFuture<String> refresh(PppdSettings settings);

    @Override
    void close();
}
