package org.jl2tpd.reactor;

import java.util.function.Consumer;
import org.jl2tpd.linux.UdpSocket;

/**
 * The reactor's UDP sockets by number. A number is a place and how often it was used, so that a closed socket's number does not lead
 * to the next one at its place.
 */
final class Sockets {
    /** Sockets open at once. */
    static final int LIMIT = 1 << 16;

    private static final int PLACE_BITS = 16;
    private static final int GENERATION_MASK = 0x7fff;

    private UdpSocket[] sockets = new UdpSocket[8];
    private short[] generations = new short[8];
    private int[] free = new int[8];
    private int freeCount;
    private int used;

    /** Returns the socket's number, or -1 when there are too many. */
    int add(UdpSocket socket) {
        int place = freeCount > 0 ? free[--freeCount] : used;
        if (place >= LIMIT) {
            return -1;
        }
        if (place == used) {
            used++;
            grow();
        }
        sockets[place] = socket;
        return (generations[place] & GENERATION_MASK) << PLACE_BITS | place;
    }

    private void grow() {
        if (used > sockets.length) {
            sockets = java.util.Arrays.copyOf(sockets, 2 * sockets.length);
            generations = java.util.Arrays.copyOf(generations, sockets.length);
            free = java.util.Arrays.copyOf(free, sockets.length);
        }
    }

    /** The open socket with this number, or null. */
    UdpSocket get(int number) {
        int place = number & (LIMIT - 1);
        boolean present =
                number >= 0 && place < used && (generations[place] & GENERATION_MASK) == number >>> PLACE_BITS;
        return present ? sockets[place] : null;
    }

    /** Forgets a socket and returns it; null when there is none with this number. */
    UdpSocket remove(int number) {
        UdpSocket socket = get(number);
        if (socket != null) {
            int place = number & (LIMIT - 1);
            sockets[place] = null;
            generations[place]++;
            free[freeCount++] = place;
        }
        return socket;
    }

    void forEach(Consumer<UdpSocket> action) {
        for (int i = 0; i < used; i++) {
            if (sockets[i] != null) {
                action.accept(sockets[i]);
            }
        }
    }
}
