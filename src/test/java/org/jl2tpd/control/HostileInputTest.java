package org.jl2tpd.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.control.TestParameters.MILLI;
import static org.jl2tpd.control.TestParameters.SECOND;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.LongStream;
import org.jl2tpd.testing.SeededRandom;
import org.jl2tpd.wire.L2tpHeader;
import org.jl2tpd.wire.MessageCodec;
import org.jl2tpd.wire.MessageType;
import org.jl2tpd.wire.ResultCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any message in any state, whole or damaged: never an exception, and what was admitted is always reported closed. */
class HostileInputTest {
    static final int DATAGRAMS = 200;

    /** Where the next decision comes from: a seed, or the fuzzer. */
    interface Choice {
        int below(int bound);
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void survivesAnyMessageInAnyState(long seed) {
        SeededRandom random = new SeededRandom(seed);
        play(random::nextInt, DATAGRAMS);
    }

    static void play(Choice choice, int datagrams) {
        TestParameters parameters = new TestParameters();
        parameters.idleTimeoutNs = 10 * SECOND;
        ScriptedPeer peer = switch (choice.below(4)) {
            case 0 -> ScriptedPeer.called(parameters);
            case 1 -> ScriptedPeer.calling(parameters);
            case 2 -> ScriptedPeer.establishedByUs(parameters);
            default -> ScriptedPeer.establishedByPeer(parameters);
        };
        peer.host.tracing = choice.below(8) == 0;
        peer.host.onDial = (session, nowNs) -> {
            if (choice.below(2) == 0) {
                session.answered(nowNs);
            }
        };
        for (int i = 0; i < datagrams; i++) {
            act(peer, choice);
        }
        peer.tunnel.close(peer.nowNs, TunnelLifeTest.REASON);
        peer.advance(100 * SECOND);
        assertThat(peer.tunnel.state()).isEqualTo(TunnelState.GONE);
        assertThat(peer.tunnel.sessionCount()).isZero();
        assertThat(peer.host.count("tunnelClosed")).isEqualTo(1);
        assertThat(peer.host.events.indexOf("tunnelClosed")).isEqualTo(peer.host.events.size() - 1);
    }

    private static void act(ScriptedPeer peer, Choice choice) {
        switch (choice.below(10)) {
            case 0 -> peer.advance(choice.below(3000) * MILLI);
            case 1 -> peer.tunnel.placeCall(peer.nowNs, CallType.values()[choice.below(4)], TestParameters.session());
            case 2 -> useSession(peer, choice);
            default -> sendSomething(peer, choice);
        }
        peer.take();
    }

    private static void useSession(ScriptedPeer peer, Choice choice) {
        List<Session> sessions = List.copyOf(peer.tunnel.sessions());
        if (sessions.isEmpty()) {
            return;
        }
        Session session = sessions.get(choice.below(sessions.size()));
        switch (choice.below(4)) {
            case 0 -> session.answered(peer.nowNs);
            case 1 -> session.sendAccm(peer.nowNs, 1, 2);
            case 2 -> session.reportErrors(peer.nowNs, new Session.CallErrors(1, 2, 3, 4, 5, 6));
            default -> session.close(peer.nowNs, ResultCode.of(3, "any"), null);
        }
    }

    private static void sendSomething(ScriptedPeer peer, Choice choice) {
        ByteBuffer out = ByteBuffer.allocate(2000).position(L2tpHeader.CONTROL_LENGTH);
        MessageType type = MessageType.values()[choice.below(MessageType.values().length)];
        // The messages that end the tunnel come seldom, so that there is something to end.
        boolean fatal = type == MessageType.STOPCCN || type == MessageType.SCCRQ || type == MessageType.SCCCN;
        if (!fatal || choice.below(20) == 0) {
            MessageCodec.encode(TunnelStateTableTest.message(type), null, peer.random, out);
        }
        damage(out, choice);
        int ns = choice.below(4) == 0 ? peer.ns + choice.below(20) - 3 & 0xffff : peer.ns;
        int nr = choice.below(4) == 0 ? choice.below(0x10000) : peer.nr;
        L2tpHeader.encodeControl(out, 0, out.position(), ScriptedPeer.OUR_TUNNEL_ID, sessionId(peer, choice), ns, nr);
        boolean inTurn = ns == peer.ns && out.position() > L2tpHeader.CONTROL_LENGTH;
        peer.sendOctets(out.flip());
        if (inTurn) {
            peer.ns = peer.ns + 1 & 0xffff;
        }
    }

    private static void damage(ByteBuffer out, Choice choice) {
        int octets = out.position() - L2tpHeader.CONTROL_LENGTH;
        if (octets > 0 && choice.below(16) == 0) {
            int at = L2tpHeader.CONTROL_LENGTH + choice.below(octets);
            out.put(at, (byte) choice.below(256));
        }
    }

    private static int sessionId(ScriptedPeer peer, Choice choice) {
        List<Session> sessions = List.copyOf(peer.tunnel.sessions());
        int pick = choice.below(3);
        if (pick == 0 || sessions.isEmpty()) {
            return pick == 1 ? choice.below(0x10000) : 0;
        }
        return sessions.get(choice.below(sessions.size())).localId();
    }
}
