package org.jl2tpd.management.snmp.jl2tpd;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All objects of JL2TPD-MIB, in the order of its text: the one place where the program has their OIDs, syntax and access. */
public final class Jl2tpdObjects {
    private static final String FILE = "objects.txt";
    private static final Map<String, Item> ITEMS = read();

    /**
     * A table, a scalar, a column or a notification.
     *
     * @param name its descriptor
     * @param oid below the module's root, in dotted form; of a scalar without the instance's 0
     * @param syntax base type as SMIv2 writes it; {@code table} or {@code notification}
     * @param access MAX-ACCESS; {@code -} of a notification
     * @param source where its value comes from, {@code record.component} of the views or {@code Counters.name}; index objects of a table;
     *     {@code -} for what only SNMP has
     */
    public record Item(String name, String oid, String syntax, String access, String source) {
        public boolean isTable() {
            return syntax.equals("table");
        }

        public boolean isNotification() {
            return syntax.equals("notification");
        }

        /** Whether a manager can read it. */
        public boolean isReadable() {
            return access.startsWith("read-");
        }

        public boolean isWritable() {
            return access.equals("read-write") || access.equals("read-create");
        }

        /** Whether it is a column: its OID has the table's, the entry's 1 and a number. */
        public boolean isColumn() {
            return !isTable()
                    && !isNotification()
                    && oid.chars().filter(c -> c == '.').count() == 3;
        }

        /** Last sub-identifier. */
        public int number() {
            return Integer.parseInt(oid.substring(oid.lastIndexOf('.') + 1));
        }
    }

    private Jl2tpdObjects() {}

    /** In the order of the MIB's text. */
    public static List<Item> all() {
        return List.copyOf(ITEMS.values());
    }

    /** @throws IllegalArgumentException when the MIB has none of that name */
    public static Item named(String name) {
        Item item = ITEMS.get(name);
        if (item == null) {
            throw new IllegalArgumentException("the MIB has no object " + name);
        }
        return item;
    }

    private static Map<String, Item> read() {
        List<String> lines = new ArrayList<>();
        try (var reader = new BufferedReader(
                new InputStreamReader(Jl2tpdObjects.class.getResourceAsStream(FILE), StandardCharsets.UTF_8))) {
            reader.lines().filter(line -> !line.startsWith("#")).forEach(lines::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Item> items = new LinkedHashMap<>();
        for (String line : lines) {
            String[] words = line.split(" +");
            items.put(words[0], new Item(words[0], words[1], words[2].replace('_', ' '), words[3], words[4]));
        }
        return items;
    }
}
