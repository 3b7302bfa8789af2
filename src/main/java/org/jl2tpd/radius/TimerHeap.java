package org.jl2tpd.radius;

import java.util.Arrays;

/** What waits, the earliest first; each knows its place, so that ending its wait costs no search. */
final class TimerHeap {
    private static final int FIRST_ROOM = 64;

    private Timed[] heap = new Timed[FIRST_ROOM];
    private int size;

    /** Waits until then, instead of until when it waited before. */
    void set(Timed timed, long deadlineNs) {
        cancel(timed);
        timed.deadlineNs = deadlineNs;
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        put(timed, size++);
        up(timed.place);
    }

    void cancel(Timed timed) {
        int place = timed.place;
        if (place < 0) {
            return;
        }
        timed.place = -1;
        Timed last = heap[--size];
        heap[size] = null;
        if (last != timed) {
            put(last, place);
            up(place);
            down(last.place);
        }
    }

    /** The earliest, null when nothing waits. */
    Timed first() {
        return heap[0];
    }

    int size() {
        return size;
    }

    private void put(Timed timed, int place) {
        heap[place] = timed;
        timed.place = place;
    }

    private void up(int from) {
        Timed timed = heap[from];
        int place = from;
        while (place > 0 && before(timed, heap[(place - 1) / 2])) {
            put(heap[(place - 1) / 2], place);
            place = (place - 1) / 2;
        }
        put(timed, place);
    }

    private void down(int from) {
        Timed timed = heap[from];
        int place = from;
        while (2 * place + 1 < size) {
            int child = 2 * place + 1;
            if (child + 1 < size && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], timed)) {
                break;
            }
            put(heap[child], place);
            place = child;
        }
        put(timed, place);
    }

    private static boolean before(Timed one, Timed other) {
        return one.deadlineNs - other.deadlineNs < 0;
    }
}
