package org.jl2tpd.management.snmp.l2tp;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** Records that differ in one component. */
final class Records {
    private Records() {}

    /** The same with another value; {@code name} may be {@code detail.x} for a component of a component. */
    static <T extends Record> T with(T record, String name, Object value) {
        int dot = name.indexOf('.');
        String own = dot < 0 ? name : name.substring(0, dot);
        try {
            RecordComponent[] parts = record.getClass().getRecordComponents();
            List<String> names =
                    Arrays.stream(parts).map(RecordComponent::getName).toList();
            Object[] values = new Object[parts.length];
            for (int i = 0; i < parts.length; i++) {
                values[i] = parts[i].getAccessor().invoke(record);
            }
            int at = names.indexOf(own);
            values[at] = dot < 0 ? value : with((Record) values[at], name.substring(dot + 1), value);
            Class<?>[] types =
                    Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
            @SuppressWarnings("unchecked")
            T made = (T) record.getClass().getDeclaredConstructor(types).newInstance(values);
            return made;
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(name, e);
        }
    }
}
