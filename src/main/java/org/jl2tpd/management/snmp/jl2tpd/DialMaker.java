package org.jl2tpd.management.snmp.jl2tpd;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.ControlException.Kind;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.snmp.RowMaker;
import org.jl2tpd.management.snmp.Smi;
import org.jl2tpd.management.snmp.Write;
import org.snmp4j.PDU;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Variable;

/** Makes and destroys tunnels that we dial. */
final class DialMaker implements RowMaker<DialRow> {
    private static final int STATUS = Jl2tpdObjects.named("jl2tpdDialRowStatus").number();
    private static final int PERSIST = Jl2tpdObjects.named("jl2tpdDialPersist").number();
    private static final int DESTINATION =
            Jl2tpdObjects.named("jl2tpdDialDestination").number();

    /** Columns of text and the attributes that they are. */
    private static final Map<Integer, String> TEXTS = Map.of(
            DESTINATION,
            "dest_ipaddr",
            Jl2tpdObjects.named("jl2tpdDialTunnelProfile").number(),
            "profile_name",
            Jl2tpdObjects.named("jl2tpdDialPeerProfile").number(),
            "peer_profile_name",
            Jl2tpdObjects.named("jl2tpdDialSecretName").number(),
            "secret_name");

    private final Control control;
    private final Inventory inventory;

    DialMaker(Control control, Inventory inventory) {
        this.control = control;
        this.inventory = inventory;
    }

    @Override
    public int statusColumn() {
        return STATUS;
    }

    @Override
    public Refusal check(int[] index, DialRow existing, Map<Integer, Variable> values) {
        for (Map.Entry<Integer, Variable> value : values.entrySet()) {
            int problem = problem(existing, value.getKey(), value.getValue());
            if (problem != PDU.noError) {
                return new Refusal(value.getKey(), problem);
            }
        }
        return existing == null ? newProblem(index, values) : null;
    }

    private static int problem(DialRow existing, int column, Variable value) {
        if (column == STATUS) {
            return RowStates.problem(existing != null, value);
        }
        if (column != PERSIST && !TEXTS.containsKey(column)) {
            return PDU.notWritable;
        }
        int problem = column == PERSIST ? Writes.truth(value) : Writes.text(value, Smi.TEXT_LIMIT);
        return problem == PDU.noError && existing != null ? PDU.inconsistentValue : problem;
    }

    private Refusal newProblem(int[] index, Map<Integer, Variable> values) {
        Variable status = values.get(STATUS);
        if (status == null) {
            return new Refusal(values.keySet().iterator().next(), PDU.noCreation);
        }
        if (LiveMaker.isDestroy(status)) {
            return null;
        }
        String name = Index.text(index, 0, ProfileRow.NAME_LIMIT);
        if (name == null || !ProfileRow.isName(name)) {
            return new Refusal(STATUS, PDU.noCreation);
        }
        try {
            control.checkTunnel(attributes(name, values));
            return null;
        } catch (ControlException e) {
            return new Refusal(STATUS, PDU.inconsistentValue);
        }
    }

    @Override
    public boolean isFinal(int[] index, DialRow existing, Map<Integer, Variable> values) {
        return existing != null && LiveMaker.isDestroy(values.get(STATUS));
    }

    private static Map<String, String> attributes(String name, Map<Integer, Variable> values) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("tunnel_name", name);
        values.forEach((column, value) -> {
            if (column == PERSIST) {
                attributes.put("persist", Writes.isTrue(value) ? "yes" : "no");
            } else if (TEXTS.containsKey(column) && !Smi.string(value).isEmpty()) {
                attributes.put(TEXTS.get(column), Smi.string(value));
            }
        });
        return attributes;
    }

    @Override
    public Write.Undo apply(int[] index, DialRow existing, Map<Integer, Variable> values) throws ControlException {
        Variable status = values.get(STATUS);
        String name = Index.text(index, 0, ProfileRow.NAME_LIMIT);
        if (existing == null && status instanceof Integer32 number && number.getValue() == Status.CREATE_AND_GO) {
            control.createTunnel(attributes(name, values));
            Scalars.show(inventory::refreshTunnels);
            return () -> close(name);
        }
        if (existing != null && LiveMaker.isDestroy(status)) {
            close(name);
            return () -> {
                throw new ControlException(Kind.REFUSED, "what was closed can't be opened again");
            };
        }
        return () -> {};
    }

    private void close(String name) throws ControlException {
        control.closeTunnel(new TunnelKey(0, name), "");
        Scalars.show(inventory::refreshTunnels);
    }
}
