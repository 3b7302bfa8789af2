package org.jl2tpd.management.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jl2tpd.management.ControlException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snmp4j.PDU;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** Scalars .1 to .3 are written, .4 is not; below .5 is a table with a row 1, below .6 one whose rows are made. */
class SetterTest {
    private static final String ROOT = "1.3.6.1.4.1.7.";

    private final List<String> done = new ArrayList<>();
    private final Map<String, Integer> refusals = new HashMap<>();
    private final List<String> failing = new ArrayList<>();
    private final List<String> failingUndo = new ArrayList<>();
    private final ObjectTree tree = new ObjectTree();
    private final Setter setter = new Setter(tree);
    private final Map<Integer, String> made = new TreeMap<>();

    private final List<String> finals = new ArrayList<>();
    private ControlException.Kind kind = ControlException.Kind.REFUSED;

    private final class Recorder<R> implements Write<R> {
        private final String name;

        Recorder(String name) {
            this.name = name;
        }

        @Override
        public int check(R row, Variable value) {
            done.add("check " + name);
            if (!(value instanceof Integer32)) {
                return PDU.wrongType;
            }
            return refusals.getOrDefault(name, PDU.noError);
        }

        @Override
        public boolean isFinal(R row, Variable value) {
            return finals.contains(name);
        }

        @Override
        public Undo apply(R row, Variable value) throws ControlException {
            return SetterTest.this.apply(name + "=" + value, name);
        }
    }

    private final class Maker implements RowMaker<String> {
        @Override
        public int statusColumn() {
            return 3;
        }

        @Override
        public Refusal check(int[] index, String existing, Map<Integer, Variable> values) {
            done.add("check row " + index[0] + " " + values.keySet());
            for (int column : values.keySet()) {
                Integer status = refusals.get("column " + column);
                if (status != null) {
                    return new Refusal(column, status);
                }
            }
            return null;
        }

        @Override
        public boolean isFinal(int[] index, String existing, Map<Integer, Variable> values) {
            return finals.contains("row");
        }

        @Override
        public Write.Undo apply(int[] index, String existing, Map<Integer, Variable> values) throws ControlException {
            return SetterTest.this.apply("row " + index[0] + " " + existing + " " + values, "row");
        }
    }

    private Write.Undo apply(String what, String name) throws ControlException {
        if (failing.contains(name)) {
            throw new ControlException(kind, "no");
        }
        done.add(what);
        return () -> {
            done.add("undo " + name);
            if (failingUndo.contains(name)) {
                throw new ControlException(ControlException.Kind.REFUSED, "no");
            }
        };
    }

    private static final class Map1 implements Rows<String> {
        private final Map<Integer, String> rows;

        Map1(Map<Integer, String> rows) {
            this.rows = rows;
        }

        @Override
        public String get(int[] index) {
            return index.length == 1 ? rows.get(index[0]) : null;
        }

        @Override
        public Found<String> after(int[] index) {
            return null;
        }
    }

    @BeforeEach
    void register() {
        for (String name : List.of("1", "2", "3")) {
            tree.scalar(ROOT + name, () -> new Integer32(0), new Recorder<>(name));
        }
        tree.scalar(ROOT + "4", () -> new Integer32(0));
        tree.table(
                ROOT + "5.1",
                new Map1(Map.of(1, "row")),
                List.of(Column.of(1, OctetString::new), new Column<>(2, OctetString::new, new Recorder<>("cell"))));
        made.put(4, "four");
        List<Column<String>> columns =
                List.of(Column.of(1, OctetString::new), Column.of(2, OctetString::new), Column.of(3, OctetString::new));
        tree.table(ROOT + "6.1", new Map1(made), columns, new Maker());
    }

    private static VariableBinding varbind(String name, Variable value) {
        return new VariableBinding(new OID(ROOT + name), value);
    }

    private static VariableBinding varbind(String name) {
        return varbind(name, new Integer32(9));
    }

    private PDU set(View view, VariableBinding... varbinds) {
        var request = new PDU(PDU.SET, List.of(varbinds));
        var answer = new PDU();
        setter.answer(request, view, answer);
        return answer;
    }

    private void assertRefused(int status, int index, VariableBinding... varbinds) {
        PDU answer = set(View.ALL, varbinds);
        assertThat(answer.getErrorStatusText()).isEqualTo(PDU.toErrorStatusText(status));
        assertThat(answer.getErrorIndex()).isEqualTo(index);
        assertThat(done).allMatch(step -> step.startsWith("check"));
    }

    @Test
    void everythingIsCheckedBeforeAnythingIsApplied() {
        PDU answer = set(View.ALL, varbind("1.0"), varbind("2.0"), varbind("5.1.2.1"));
        assertThat(answer.getErrorStatus()).isEqualTo(PDU.noError);
        assertThat(answer.size()).isEqualTo(3);
        assertThat(done).containsExactly("check 1", "check 2", "check cell", "1=9", "2=9", "cell=9");
    }

    @Test
    void eachRefusalNamesItsVarbind() {
        for (int status : List.of(
                PDU.wrongLength,
                PDU.wrongValue,
                PDU.inconsistentValue,
                PDU.resourceUnavailable,
                PDU.inconsistentName)) {
            done.clear();
            refusals.put("2", status);
            assertRefused(status, 2, varbind("1.0"), varbind("2.0"), varbind("3.0"));
        }
        refusals.clear();
        assertRefused(PDU.wrongType, 3, varbind("1.0"), varbind("2.0"), varbind("3.0", new OctetString("x")));
    }

    @Test
    void whatCannotBeWrittenIsNotWritable() {
        assertRefused(PDU.notWritable, 2, varbind("1.0"), varbind("4.0"));
        assertRefused(PDU.notWritable, 1, varbind("5.1.1.1"));
        assertRefused(PDU.notWritable, 1, varbind("5.1.9.1"));
        assertRefused(PDU.notWritable, 1, varbind("99.0"));
    }

    @Test
    void whatIsNotThereIsNotMade() {
        assertRefused(PDU.noCreation, 1, varbind("1.1"));
        assertRefused(PDU.noCreation, 1, varbind("5.1.2.7"));
    }

    @Test
    void whatTheViewHidesIsNotAccessible() {
        var view = new View(List.of(Subids.parse(ROOT + "2")));
        PDU answer = set(view, varbind("1.0"), varbind("2.0"));
        assertThat(answer.getErrorStatus()).isEqualTo(PDU.noAccess);
        assertThat(answer.getErrorIndex()).isEqualTo(2);
        assertThat(done).isEmpty();
    }

    @Test
    void oneObjectIsNotSetTwice() {
        assertRefused(PDU.inconsistentValue, 2, varbind("1.0"), varbind("1.0"));
    }

    @Test
    void aFailedStepUndoesThoseBeforeItLastFirst() {
        failing.add("3");
        PDU answer = set(View.ALL, varbind("1.0"), varbind("2.0"), varbind("3.0"));
        assertThat(answer.getErrorStatus()).isEqualTo(PDU.commitFailed);
        assertThat(answer.getErrorIndex()).isEqualTo(3);
        assertThat(done.subList(3, done.size())).containsExactly("1=9", "2=9", "undo 2", "undo 1");
    }

    @Test
    void anUndoThatFailsIsSaidAndTheOthersGoOn() {
        failing.add("3");
        failingUndo.add("2");
        PDU answer = set(View.ALL, varbind("1.0"), varbind("2.0"), varbind("3.0"));
        assertThat(answer.getErrorStatus()).isEqualTo(PDU.undoFailed);
        assertThat(answer.getErrorIndex()).isZero();
        assertThat(done).endsWith("undo 2", "undo 1");
    }

    @Test
    void whatCannotBeUndoneIsAppliedLast() {
        finals.addAll(List.of("1", "row"));
        PDU answer = set(View.ALL, varbind("1.0"), varbind("6.1.3.4"), varbind("2.0"));
        assertThat(answer.getErrorStatus()).isEqualTo(PDU.noError);
        assertThat(done.subList(3, done.size())).containsExactly("2=9", "1=9", "row 4 four {3=9}");
    }

    @Test
    void aFailureOfAnotherStepFindsNothingDoneThatCannotBeUndone() {
        finals.add("1");
        failing.add("3");
        PDU answer = set(View.ALL, varbind("1.0"), varbind("2.0"), varbind("3.0"));
        assertThat(answer.getErrorStatus()).isEqualTo(PDU.commitFailed);
        assertThat(answer.getErrorIndex()).isEqualTo(3);
        assertThat(done.subList(3, done.size())).containsExactly("2=9", "undo 2");
    }

    @Test
    void aFinalStepThatIsRefusedUndoesTheOthers() {
        finals.add("1");
        failing.add("1");
        PDU answer = set(View.ALL, varbind("1.0"), varbind("2.0"));
        assertThat(answer.getErrorStatus()).isEqualTo(PDU.commitFailed);
        assertThat(answer.getErrorIndex()).isEqualTo(1);
        assertThat(done).endsWith("2=9", "undo 2");
    }

    @Test
    void aFinalStepThatFailsAfterAnotherOneIsSaidHonestly() {
        finals.addAll(List.of("1", "3"));
        failing.add("3");
        PDU answer = set(View.ALL, varbind("1.0"), varbind("2.0"), varbind("3.0"));
        assertThat(answer.getErrorStatus()).isEqualTo(PDU.undoFailed);
        assertThat(answer.getErrorIndex()).isZero();
        assertThat(done.subList(3, done.size())).containsExactly("2=9", "1=9", "undo 1", "undo 2");
    }

    @Test
    void aFinalStepThatMayYetBeExecutedIsNotSaidToBeUndone() {
        finals.add("1");
        failing.add("1");
        kind = ControlException.Kind.TIMED_OUT;
        assertThat(set(View.ALL, varbind("1.0")).getErrorStatus()).isEqualTo(PDU.undoFailed);
    }

    @Test
    void allVarbindsOfARowGoTogether() {
        PDU answer = set(View.ALL, varbind("6.1.3.8"), varbind("1.0"), varbind("6.1.2.8"), varbind("6.1.2.4"));
        assertThat(answer.getErrorStatus()).isEqualTo(PDU.noError);
        assertThat(done)
                .containsExactly(
                        "check row 8 [3, 2]",
                        "check 1",
                        "check row 4 [2]",
                        "row 8 null {3=9, 2=9}",
                        "1=9",
                        "row 4 four {2=9}");
    }

    @Test
    void aRefusedColumnNamesItsVarbind() {
        refusals.put("column 2", PDU.inconsistentValue);
        assertRefused(PDU.inconsistentValue, 3, varbind("6.1.3.8"), varbind("1.0"), varbind("6.1.2.8"));
    }

    @Test
    void aFailedRowIsACommitFailedOfItsFirstVarbind() {
        failing.add("row");
        PDU answer = set(View.ALL, varbind("1.0"), varbind("6.1.3.8"), varbind("6.1.2.8"));
        assertThat(answer.getErrorStatus()).isEqualTo(PDU.commitFailed);
        assertThat(answer.getErrorIndex()).isEqualTo(2);
        assertThat(done).endsWith("undo 1");
    }

    @Test
    void statusesThatSnmpV1DoesNotKnowAreTranslated() {
        assertThat(SetErrors.forV1(PDU.wrongType)).isEqualTo(PDU.badValue);
        assertThat(SetErrors.forV1(PDU.notWritable)).isEqualTo(PDU.noSuchName);
        assertThat(SetErrors.forV1(PDU.commitFailed)).isEqualTo(PDU.genErr);
        assertThat(SetErrors.forV1(PDU.tooBig)).isEqualTo(PDU.tooBig);
    }
}
