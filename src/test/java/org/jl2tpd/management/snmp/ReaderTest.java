package org.jl2tpd.management.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snmp4j.PDU;
import org.snmp4j.PDUv1;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.SMIConstants;
import org.snmp4j.smi.VariableBinding;

class ReaderTest {
    private static final int REQUEST = 4711;
    private static final int ROOM = 60_000;
    private static final String ENTRY = "1.3.6.1.4.1.5.1";

    /** A table whose column has a value in the last row alone. */
    private static final String SPARSE = "1.3.6.1.4.1.7.1";

    private static final int SPARSE_ROWS = 10_000;

    private final ObjectTree tree = new ObjectTree();
    private int looked;

    @BeforeEach
    void register() {
        tree.scalar("1.3.6.1.4.1.4", () -> new Counter64(4));
        tree.table(
                ENTRY,
                new NumberedRows(5_000),
                List.of(Column.of(1, Integer32::new), Column.of(2, row -> new Counter64(row))));
        tree.table(
                SPARSE,
                new NumberedRows(SPARSE_ROWS),
                List.of(new Column<>(
                        1,
                        row -> {
                            looked++;
                            return row == SPARSE_ROWS ? new Integer32(row) : null;
                        },
                        null)));
        tree.scalar("1.3.6.1.4.1.9", () -> {
            throw new IllegalStateException("on purpose");
        });
    }

    private PDU ask(PDU request, int type, int room, String... names) {
        request.setType(type);
        for (String name : names) {
            request.add(new VariableBinding(new OID(name)));
        }
        var answer = new PDU();
        answer.setRequestID(new Integer32(REQUEST));
        new Reader(tree, View.ALL, request instanceof PDUv1).answer(request, answer, room);
        assertThat(answer.getRequestID().toInt()).isEqualTo(REQUEST);
        return answer;
    }

    private PDU bulk(int nonRepeaters, int repetitions, int room, String... names) {
        var request = new PDU();
        request.setType(PDU.GETBULK);
        request.setNonRepeaters(nonRepeaters);
        request.setMaxRepetitions(repetitions);
        return ask(request, PDU.GETBULK, room, names);
    }

    @Test
    void aBulkRepeatsRowByRow() {
        PDU answer = bulk(1, 2, ROOM, "1.3", ENTRY + ".1", ENTRY + ".2");
        assertThat(answer.getVariableBindings())
                .extracting(varbind -> varbind.getOid().toString())
                .containsExactly("1.3.6.1.4.1.4.0", ENTRY + ".1.1", ENTRY + ".2.1", ENTRY + ".1.2", ENTRY + ".2.2");
    }

    @Test
    void aBulkIsCutToItsRoom() {
        PDU answer = bulk(0, 1_000, 400, ENTRY + ".1");
        int octets = answer.getVariableBindings().stream()
                .mapToInt(VariableBinding::getBERLength)
                .sum();
        assertThat(octets).isBetween(370, 400);
        assertThat(answer.getErrorStatus()).isEqualTo(PDU.noError);
    }

    @Test
    void aBulkThatNothingFitsIntoIsTooBig() {
        PDU answer = bulk(0, 10, 5, ENTRY + ".1");
        assertThat(answer.getErrorStatus()).isEqualTo(PDU.tooBig);
        assertThat(answer.size()).isZero();
    }

    @Test
    void aBulkHasALimitOfVarbinds() {
        assertThat(bulk(0, Integer.MAX_VALUE, 10_000_000, ENTRY + ".1", ENTRY + ".1")
                        .size())
                .isEqualTo(Reader.VARBIND_LIMIT);
    }

    @Test
    void aBulkOfNothingIsAnsweredByNothing() {
        assertThat(bulk(0, 0, ROOM, ENTRY + ".1").size()).isZero();
        assertThat(bulk(5, 10, ROOM, ENTRY + ".1").size()).isEqualTo(1);
        assertThat(bulk(-3, -3, ROOM, ENTRY + ".1").getErrorStatus()).isEqualTo(PDU.noError);
    }

    @Test
    void theEndIsSaidOnceForARepetition() {
        PDU answer = bulk(0, 10, ROOM, "1.3.6.1.4.1.10", "1.3.6.1.4.1.11");
        assertThat(answer.size()).isEqualTo(2);
        assertThat(answer.getVariableBindings())
                .allMatch(varbind -> varbind.getSyntax() == SMIConstants.EXCEPTION_END_OF_MIB_VIEW);
    }

    @Test
    void snmpV1SeesNoCounter64() {
        PDU next = ask(new PDUv1(), PDU.GETNEXT, ROOM, "1.3");
        assertThat(next.get(0).getOid()).hasToString(ENTRY + ".1.1");
        PDU get = ask(new PDUv1(), PDU.GET, ROOM, ENTRY + ".1.1", "1.3.6.1.4.1.4.0");
        assertThat(get.getErrorStatus()).isEqualTo(PDU.noSuchName);
        assertThat(get.getErrorIndex()).isEqualTo(2);
    }

    @Test
    void aMissingObjectIsAnExceptionButAnErrorInSnmpV1() {
        assertThat(ask(new PDU(), PDU.GET, ROOM, ENTRY + ".9.9").get(0).getSyntax())
                .isEqualTo(SMIConstants.EXCEPTION_NO_SUCH_OBJECT);
        assertThat(ask(new PDUv1(), PDU.GET, ROOM, ENTRY + ".9.9").getErrorStatus())
                .isEqualTo(PDU.noSuchName);
    }

    @Test
    void anObjectThatThrowsIsAGeneralErrorOfItsVarbind() {
        PDU answer = ask(new PDU(), PDU.GET, ROOM, ENTRY + ".1.1", "1.3.6.1.4.1.9.0");
        assertThat(answer.getErrorStatus()).isEqualTo(PDU.genErr);
        assertThat(answer.getErrorIndex()).isEqualTo(2);
    }

    @Test
    void anAnswerThatDoesNotFitIsTooBig() {
        PDU answer = ask(new PDU(), PDU.GET, 20, ENTRY + ".1.1", ENTRY + ".1.2");
        assertThat(answer.getErrorStatus()).isEqualTo(PDU.tooBig);
        assertThat(answer.size()).isZero();
    }

    @Test
    void manyNextsThatPassOverManyRowsAreTooBigBeforeTheyTakeLong() {
        var names = new String[1_000];
        Arrays.fill(names, SPARSE + ".1");
        PDU answer = ask(new PDU(), PDU.GETNEXT, ROOM, names);
        assertThat(answer.getErrorStatus()).isEqualTo(PDU.tooBig);
        assertThat(answer.size()).isZero();
        assertThat(looked).isBetween(1, Work.ROW_LIMIT + SPARSE_ROWS);
    }

    @Test
    void aBulkThatPassesOverManyRowsIsAnsweredWithWhatWasFound() {
        var names = new String[1_000];
        Arrays.fill(names, SPARSE + ".1");
        PDU answer = bulk(0, 2, ROOM, names);
        assertThat(answer.getErrorStatus()).isEqualTo(PDU.noError);
        assertThat(answer.size()).isEqualTo(Work.ROW_LIMIT / SPARSE_ROWS);
        assertThat(looked).isLessThanOrEqualTo(Work.ROW_LIMIT + SPARSE_ROWS);
    }

    @Test
    void oneNextIsAnsweredHoweverManyRowsItPassesOver() {
        assertThat(ask(new PDU(), PDU.GETNEXT, ROOM, SPARSE + ".1").get(0).getOid())
                .hasToString(SPARSE + ".1." + SPARSE_ROWS);
    }
}
