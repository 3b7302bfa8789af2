package org.jl2tpd.cli;

import java.util.ArrayList;
import java.util.List;

/** Columns of text, aligned; numbers to the right. */
public final class Table {
    private static final String GAP = "  ";
    private final List<Column> columns = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    public Table text(String title) {
        columns.add(new Column(title, false));
        return this;
    }

    public Table number(String title) {
        columns.add(new Column(title, true));
        return this;
    }

    /** One value for each column; control characters are shown as {@code ?}, nothing as {@code -}. */
    public void row(Object... values) {
        List<String> row = new ArrayList<>();
        for (Object value : values) {
            row.add(clean(String.valueOf(value)));
        }
        rows.add(row);
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    public String format() {
        int[] widths = new int[columns.size()];
        List<String> titles = columns.stream().map(Column::title).toList();
        widen(widths, titles);
        rows.forEach(row -> widen(widths, row));
        StringBuilder out = new StringBuilder();
        line(out, widths, titles);
        rows.forEach(row -> line(out, widths, row));
        return out.toString();
    }

    /** A peer chooses its host name: what a terminal would obey must not reach it. */
    static String clean(String text) {
        if (text.isEmpty()) {
            return "-";
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(isHarmless(c) ? c : '?'));
        return clean.toString();
    }

    private static boolean isHarmless(int codePoint) {
        int type = Character.getType(codePoint);
        return !Character.isISOControl(codePoint)
                && type != Character.FORMAT
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }

    private static void widen(int[] widths, List<String> row) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], row.get(i).length());
        }
    }

    private void line(StringBuilder out, int[] widths, List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String space = " ".repeat(widths[i] - row.get(i).length());
            line.append(columns.get(i).right() ? space + row.get(i) : row.get(i) + space);
            line.append(GAP);
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    private record Column(String title, boolean right) {}
}
