package org.jl2tpd.management.snmp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.Variable;

/** All objects of the agent, in order. Filled before the agent answers, then only read. */
final class ObjectTree implements MibRegistry {
    private final List<Managed> objects = new ArrayList<>();
    private final List<Runnable> beforeSet = new ArrayList<>();
    private final List<int[]> perSession = new ArrayList<>();

    @Override
    public void scalar(String oid, Supplier<Variable> value) {
        scalar(oid, value, null);
    }

    @Override
    public void scalar(String oid, Supplier<Variable> value, Write<Variable> write) {
        add(new LiveScalar(Subids.parse(oid), value, write));
    }

    @Override
    public <R> void table(String entryOid, Rows<R> rows, List<Column<R>> columns) {
        table(entryOid, rows, columns, null);
    }

    @Override
    public <R> void table(String entryOid, Rows<R> rows, List<Column<R>> columns, RowMaker<R> maker) {
        add(new LiveTable<>(Subids.parse(entryOid), rows, columns, maker));
    }

    @Override
    public void perSession(String oid) {
        perSession.add(Subids.parse(oid));
    }

    @Override
    public void beforeSet(Runnable listener) {
        beforeSet.add(listener);
    }

    /** A SET begins. */
    void beginSet() {
        beforeSet.forEach(Runnable::run);
    }

    /** Subtrees with rows of sessions. */
    List<int[]> perSession() {
        return List.copyOf(perSession);
    }

    private void add(Managed object) {
        int at = floor(object.oid()) + 1;
        if (at > 0 && Subids.startsWith(object.oid(), objects.get(at - 1).oid())
                || at < objects.size() && Subids.startsWith(objects.get(at).oid(), object.oid())) {
            throw new IllegalArgumentException("objects overlap");
        }
        objects.add(at, object);
    }

    /** Position of the last object that is not behind a name; -1 for none. */
    private int floor(int[] name) {
        int low = 0;
        int high = objects.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (Subids.compare(objects.get(middle).oid(), name) <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    /** The object that a name is below of, null for none. */
    Managed find(int[] name) {
        int at = floor(name);
        return at >= 0 && Subids.startsWith(name, objects.get(at).oid()) ? objects.get(at) : null;
    }

    Variable get(int[] name, View view) {
        Managed object = view.skip(name) == null ? find(name) : null;
        return object == null ? Null.noSuchObject : object.get(name);
    }

    /** The first instance behind a name that the view shows, null for the end. */
    Managed.Instance next(int[] name, View view, Work work) {
        int[] after = name;
        int at = Math.max(0, floor(after));
        while (at < objects.size()) {
            work.look();
            Managed.Instance found = objects.get(at).next(after, work);
            if (found == null) {
                at++;
                continue;
            }
            int[] behind = view.skip(found.name());
            if (behind == null) {
                return found;
            }
            after = behind;
            at = Math.max(0, floor(after));
        }
        return null;
    }
}
