package org.jl2tpd.management.snmp.jl2tpd;

import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jl2tpd.management.snmp.Rows;

/**
 * Rows made of a picture that is replaced as a whole; they are made again when it is another one.
 *
 * @param <S> the picture
 */
final class SortedRows<S, R> implements Rows<R> {
    private final Supplier<S> source;
    private final Function<S, NavigableMap<int[], R>> make;
    private volatile Made<S, R> made;

    private record Made<S, R>(S source, NavigableMap<int[], R> rows) {}

    /** @param make rows in the order of {@link Index#ORDER} */
    SortedRows(Supplier<S> source, Function<S, NavigableMap<int[], R>> make) {
        this.source = source;
        this.make = make;
    }

    /** Rows that stay. */
    static <R> Rows<R> fixed(NavigableMap<int[], R> rows) {
        return new SortedRows<>(() -> rows, same -> same);
    }

    private NavigableMap<int[], R> rows() {
        S now = source.get();
        Made<S, R> last = made;
        if (last == null || last.source != now && !last.source.equals(now)) {
            last = new Made<>(now, make.apply(now));
            made = last;
        }
        return last.rows;
    }

    @Override
    public R get(int[] index) {
        return rows().get(index);
    }

    @Override
    public Found<R> after(int[] index) {
        Map.Entry<int[], R> entry = rows().higherEntry(index);
        return entry == null ? null : new Found<>(entry.getKey(), entry.getValue());
    }
}
