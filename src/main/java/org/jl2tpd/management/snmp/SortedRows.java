package org.jl2tpd.management.snmp;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Rows by indices of any length, out of a map that is in their order. */
public final class SortedRows<R> implements Rows<R> {
    /** The order of indices: sub-identifier by sub-identifier, unsigned. */
    public static final Comparator<int[]> ORDER = Arrays::compareUnsigned;

    private final Supplier<NavigableMap<int[], R>> table;

    /** @param table gives rows in {@link #ORDER} */
    public SortedRows(Supplier<NavigableMap<int[], R>> table) {
        this.table = table;
    }

    /** Rows that stay. */
    public static <R> Rows<R> fixed(NavigableMap<int[], R> rows) {
        return new SortedRows<>(() -> rows);
    }

    /**
     * Rows made of a picture that is replaced as a whole; they are made again when it is another one.
     *
     * @param <S> the picture
     * @param make rows in {@link #ORDER}
     */
    public static <S, R> Rows<R> of(Supplier<S> source, Function<S, NavigableMap<int[], R>> make) {
        return new SortedRows<>(new Made<>(source, make));
    }

    /** Remembers what it made last. */
    private static final class Made<S, R> implements Supplier<NavigableMap<int[], R>> {
        private final Supplier<S> source;
        private final Function<S, NavigableMap<int[], R>> make;
        private volatile Last<S, R> last;

        private record Last<S, R>(S source, NavigableMap<int[], R> rows) {}

        Made(Supplier<S> source, Function<S, NavigableMap<int[], R>> make) {
            this.source = source;
            this.make = make;
        }

        @Override
        public NavigableMap<int[], R> get() {
            S now = source.get();
            Last<S, R> known = last;
            if (known != null && known.source == now) {
                return known.rows;
            }
            boolean isSame = known != null && known.source.equals(now);
            known = new Last<>(now, isSame ? known.rows : make.apply(now));
            last = known;
            return known.rows;
        }
    }

    @Override
    public R get(int[] index) {
        return table.get().get(index);
    }

    @Override
    public Found<R> after(int[] index) {
        Map.Entry<int[], R> entry = table.get().higherEntry(index);
        return entry == null ? null : new Found<>(entry.getKey(), entry.getValue());
    }
}
