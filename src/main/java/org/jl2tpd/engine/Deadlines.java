package org.jl2tpd.engine;

import java.util.Arrays;

/**
 * Everything that has a deadline, earliest first: a binary heap. Monotonic times are compared by difference, except {@link
 * Long#MAX_VALUE}, which means never and is not kept in the heap.
 */
final class Deadlines {
    private static final int FIRST_CAPACITY = 64;

    private Timed[] heap = new Timed[FIRST_CAPACITY];
    private int size;

    /** Reads the object's deadline again and moves it to its place. */
    void update(Timed timed) {
        long dueNs = timed.nextDeadlineNs();
        if (dueNs == Long.MAX_VALUE) {
            remove(timed);
            return;
        }
        if (timed.heapIndex < 0) {
            timed.dueNs = dueNs;
            append(timed);
            siftUp(timed.heapIndex);
        } else if (timed.dueNs != dueNs) {
            timed.dueNs = dueNs;
            siftUp(timed.heapIndex);
            siftDown(timed.heapIndex);
        }
    }

    void remove(Timed timed) {
        int index = timed.heapIndex;
        if (index < 0) {
            return;
        }
        timed.heapIndex = -1;
        timed.dueNs = Long.MAX_VALUE;
        Timed last = heap[--size];
        heap[size] = null;
        if (last != timed) {
            place(last, index);
            siftUp(index);
            siftDown(last.heapIndex);
        }
    }

    /** The earliest deadline, {@link Long#MAX_VALUE} without any. */
    long nextNs() {
        return size == 0 ? Long.MAX_VALUE : heap[0].dueNs;
    }

    /** The earliest object if it is due, else null; it stays until {@link #update} or {@link #remove}. */
    Timed due(long nowNs) {
        return size > 0 && heap[0].dueNs - nowNs <= 0 ? heap[0] : null;
    }

    private void append(Timed timed) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        place(timed, size++);
    }

    private void siftUp(int from) {
        Timed moved = heap[from];
        int index = from;
        while (index > 0 && isBefore(moved, heap[(index - 1) / 2])) {
            place(heap[(index - 1) / 2], index);
            index = (index - 1) / 2;
        }
        place(moved, index);
    }

    private void siftDown(int from) {
        Timed moved = heap[from];
        int index = from;
        while (2 * index + 1 < size) {
            int child = 2 * index + 1;
            if (child + 1 < size && isBefore(heap[child + 1], heap[child])) {
                child++;
            }
            if (!isBefore(heap[child], moved)) {
                break;
            }
            place(heap[child], index);
            index = child;
        }
        place(moved, index);
    }

    private void place(Timed timed, int index) {
        heap[index] = timed;
        timed.heapIndex = index;
    }

    private static boolean isBefore(Timed a, Timed b) {
        return a.dueNs - b.dueNs < 0;
    }
}
