package org.jl2tpd.reactor;

/** Errors of sockets that wait until the engine can be told: bounded, the rest is counted alone. */
final class SendErrors {
    static final int LIMIT = 64;

    private final int[] sockets = new int[LIMIT];
    private final int[] errnos = new int[LIMIT];
    private int size;

    /** Notes an error; the same one twice in a row only once. */
    void add(int socket, int errno) {
        boolean repeated = size > 0 && sockets[size - 1] == socket && errnos[size - 1] == errno;
        if (size < LIMIT && !repeated) {
            sockets[size] = socket;
            errnos[size++] = errno;
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Forgets the latest error and tells it to the engine. */
    void tellOne(EngineInputs engine, long nowNs) {
        size--;
        engine.onSocketError(nowNs, sockets[size], errnos[size]);
    }
}
