package org.jl2tpd.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.control.TestParameters.SECOND;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.jl2tpd.wire.AvpType;
import org.jl2tpd.wire.ControlMessage;
import org.jl2tpd.wire.L2tpHeader;
import org.jl2tpd.wire.MessageType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every (state, message) pair of RFC 2661 7.2.1, played by a scripted peer: the next state and what is sent. */
class TunnelStateTableTest {
    /** A row for each state: message -> next state and what is sent, ZLB being an acknowledgement only. */
    private static final String EXPECTED = """
            WAIT_CTL_REPLY SCCRQ   CLOSING         STOPCCN
            WAIT_CTL_REPLY SCCRP   ESTABLISHED     SCCCN
            WAIT_CTL_REPLY SCCCN   CLOSING         STOPCCN
            WAIT_CTL_REPLY STOPCCN CLOSING         ZLB
            WAIT_CTL_REPLY HELLO   WAIT_CTL_REPLY  -
            WAIT_CTL_REPLY ICRQ    WAIT_CTL_REPLY  -
            WAIT_CTL_REPLY ICRP    WAIT_CTL_REPLY  -
            WAIT_CTL_REPLY ICCN    WAIT_CTL_REPLY  -
            WAIT_CTL_REPLY OCRQ    WAIT_CTL_REPLY  -
            WAIT_CTL_REPLY OCRP    WAIT_CTL_REPLY  -
            WAIT_CTL_REPLY OCCN    WAIT_CTL_REPLY  -
            WAIT_CTL_REPLY CDN     WAIT_CTL_REPLY  -
            WAIT_CTL_REPLY WEN     WAIT_CTL_REPLY  -
            WAIT_CTL_REPLY SLI     WAIT_CTL_REPLY  -
            WAIT_CTL_CONN  SCCRQ   CLOSING         STOPCCN
            WAIT_CTL_CONN  SCCRP   CLOSING         STOPCCN
            WAIT_CTL_CONN  SCCCN   ESTABLISHED     ZLB
            WAIT_CTL_CONN  STOPCCN CLOSING         ZLB
            WAIT_CTL_CONN  HELLO   WAIT_CTL_CONN   ZLB
            WAIT_CTL_CONN  ICRQ    WAIT_CTL_CONN   CDN
            WAIT_CTL_CONN  ICRP    WAIT_CTL_CONN   ZLB
            WAIT_CTL_CONN  ICCN    WAIT_CTL_CONN   ZLB
            WAIT_CTL_CONN  OCRQ    WAIT_CTL_CONN   CDN
            WAIT_CTL_CONN  OCRP    WAIT_CTL_CONN   ZLB
            WAIT_CTL_CONN  OCCN    WAIT_CTL_CONN   ZLB
            WAIT_CTL_CONN  CDN     WAIT_CTL_CONN   ZLB
            WAIT_CTL_CONN  WEN     WAIT_CTL_CONN   ZLB
            WAIT_CTL_CONN  SLI     WAIT_CTL_CONN   ZLB
            ESTABLISHED    SCCRQ   CLOSING         STOPCCN
            ESTABLISHED    SCCRP   CLOSING         STOPCCN
            ESTABLISHED    SCCCN   CLOSING         STOPCCN
            ESTABLISHED    STOPCCN CLOSING         ZLB
            ESTABLISHED    HELLO   ESTABLISHED     ZLB
            ESTABLISHED    ICRQ    ESTABLISHED     ICRP
            ESTABLISHED    ICRP    ESTABLISHED     ZLB
            ESTABLISHED    ICCN    ESTABLISHED     ZLB
            ESTABLISHED    OCRQ    ESTABLISHED     OCRP
            ESTABLISHED    OCRP    ESTABLISHED     ZLB
            ESTABLISHED    OCCN    ESTABLISHED     ZLB
            ESTABLISHED    CDN     ESTABLISHED     ZLB
            ESTABLISHED    WEN     ESTABLISHED     ZLB
            ESTABLISHED    SLI     ESTABLISHED     ZLB
            CLOSING        SCCRQ   CLOSING         ZLB
            CLOSING        SCCRP   CLOSING         ZLB
            CLOSING        SCCCN   CLOSING         ZLB
            CLOSING        STOPCCN CLOSING         ZLB
            CLOSING        HELLO   CLOSING         ZLB
            CLOSING        ICRQ    CLOSING         ZLB
            CLOSING        ICRP    CLOSING         ZLB
            CLOSING        ICCN    CLOSING         ZLB
            CLOSING        OCRQ    CLOSING         ZLB
            CLOSING        OCRP    CLOSING         ZLB
            CLOSING        OCCN    CLOSING         ZLB
            CLOSING        CDN     CLOSING         ZLB
            CLOSING        WEN     CLOSING         ZLB
            CLOSING        SLI     CLOSING         ZLB
            GONE           SCCRQ   GONE            -
            GONE           SCCRP   GONE            -
            GONE           SCCCN   GONE            -
            GONE           STOPCCN GONE            -
            GONE           HELLO   GONE            -
            GONE           ICRQ    GONE            -
            GONE           ICRP    GONE            -
            GONE           ICCN    GONE            -
            GONE           OCRQ    GONE            -
            GONE           OCRP    GONE            -
            GONE           OCCN    GONE            -
            GONE           CDN     GONE            -
            GONE           WEN     GONE            -
            GONE           SLI     GONE            -
            """;

    /** L2TP-7.2.1-T06 to -T16, L2TP-5.7-01, L2TP-5.0-01. */
    @TestFactory
    Stream<DynamicTest> walksTheCrossProduct() {
        return EXPECTED.lines().map(line -> {
            String[] row = line.trim().split(" +");
            return DynamicTest.dynamicTest(row[0] + " " + row[1], () -> check(row));
        });
    }

    @Test
    void namesEveryStateAndMessage() {
        assertThat(EXPECTED.lines()
                        .map(line -> line.trim().split(" +")[0] + line.trim().split(" +")[1]))
                .doesNotHaveDuplicates()
                .hasSize((TunnelState.values().length - 1) * MessageType.values().length);
    }

    private static void check(String[] row) {
        ScriptedPeer peer = in(TunnelState.valueOf(row[0]));
        peer.send(message(MessageType.valueOf(row[1])), 0);
        peer.advance(200 * TestParameters.MILLI);
        assertThat(peer.tunnel.state()).isEqualTo(TunnelState.valueOf(row[2]));
        peer.expect(row[3].equals("-") ? new String[0] : new String[] {row[3]});
    }

    private static ScriptedPeer in(TunnelState state) {
        TestParameters parameters = new TestParameters();
        ScriptedPeer peer = switch (state) {
            case WAIT_CTL_REPLY -> ScriptedPeer.called(parameters);
            case WAIT_CTL_CONN -> ScriptedPeer.calling(parameters);
            default -> ScriptedPeer.establishedByPeer(parameters);
        };
        if (state == TunnelState.CLOSING || state == TunnelState.GONE) {
            peer.tunnel.close(peer.nowNs, TunnelLifeTest.REASON);
            peer.expect("STOPCCN");
            peer.sendZlb();
        }
        if (state == TunnelState.GONE) {
            peer.advance(31 * SECOND);
        }
        peer.take();
        assertThat(peer.tunnel.state()).isEqualTo(state);
        return peer;
    }

    static ControlMessage message(MessageType type) {
        return switch (type) {
            case SCCRQ, SCCRP -> ScriptedPeer.self(type).build();
            case SCCCN, HELLO -> ControlMessage.of(type).build();
            case STOPCCN -> ScriptedPeer.stopccn(6);
            case ICRQ -> ScriptedPeer.icrq(9);
            case OCRQ -> ScriptedPeer.ocrq(9);
            case ICRP, OCRP -> ScriptedPeer.session(type, 9).build();
            case ICCN, OCCN -> ScriptedPeer.connected(type).build();
            case CDN -> ScriptedPeer.cdn(9);
            case WEN ->
                ControlMessage.of(type)
                        .octets(AvpType.CALL_ERRORS, new byte[26])
                        .build();
            case SLI ->
                ControlMessage.of(type).octets(AvpType.ACCM, new byte[10]).build();
        };
    }

    /** L2TP-7.2.1-T01 to -T05, -T16 of the idle state, which only exists inside of the factories. */
    @ParameterizedTest
    @CsvSource({
        "OPEN, WAIT_CTL_REPLY",
        "SCCRQ, WAIT_CTL_CONN",
        "SCCRQ_BAD, CLOSING",
        "SCCRP, GONE",
        "SCCRP_BAD, GONE",
        "SCCCN, GONE",
        "SCCCN_BAD, GONE",
        "STOPCCN, GONE"
    })
    void leavesIdleAsTheTableSays(TunnelEvent event, TunnelState next) {
        assertThat(TunnelMachine.TABLE.row(TunnelState.IDLE, event).next()).isEqualTo(next);
    }

    @ParameterizedTest
    @EnumSource(TunnelState.class)
    void hasARowForEveryEvent(TunnelState state) {
        for (TunnelEvent event : TunnelEvent.values()) {
            assertThat(TunnelMachine.TABLE.row(state, event)).isNotNull();
        }
    }

    /** L2TP-4.4.1-02 and -03, L2TP-4.1-11: what no table names. */
    @ParameterizedTest
    @CsvSource({
        "mandatory type 99, 8008000000000063, CLOSING, STOPCCN",
        "optional type 99, 0008000000000063, ESTABLISHED, ZLB",
        "AVP of length 3, 8003000000000006, CLOSING, STOPCCN",
        "SCCRQ without AVPs, 8008000000000001, CLOSING, STOPCCN",
        "StopCCN without AVPs, 8008000000000004, CLOSING, ZLB"
    })
    void survivesWhatIsMalformed(String what, String avps, TunnelState next, String sent) {
        ScriptedPeer peer = ScriptedPeer.establishedByPeer(new TestParameters());
        ByteBuffer datagram = ByteBuffer.allocate(100).position(L2tpHeader.CONTROL_LENGTH);
        datagram.putLong(Long.parseUnsignedLong(avps, 16));
        L2tpHeader.encodeControl(datagram, 0, datagram.position(), ScriptedPeer.OUR_TUNNEL_ID, 0, peer.ns, peer.nr);
        peer.sendOctets(datagram.flip());
        peer.advance(200 * TestParameters.MILLI);
        assertThat(peer.tunnel.state()).isEqualTo(next);
        peer.expect(sent);
    }

    @Test
    void reportsEveryTransitionInOnePlace() {
        ScriptedPeer peer = ScriptedPeer.establishedByUs(new TestParameters());
        List<String> transitions =
                peer.host.traces.stream().filter(line -> line.startsWith("FSM")).toList();
        assertThat(transitions)
                .containsExactly(
                        "FSM tunnel IDLE OPEN -> WAIT_CTL_REPLY (L2TP-7.2.1-T01)",
                        "FSM tunnel WAIT_CTL_REPLY SCCRP -> ESTABLISHED (L2TP-7.2.1-T06)");
    }
}
