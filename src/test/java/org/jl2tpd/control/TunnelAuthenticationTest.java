package org.jl2tpd.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.jl2tpd.wire.AvpType;
import org.jl2tpd.wire.ControlMessage;
import org.jl2tpd.wire.MessageType;
import org.jl2tpd.wire.ResultCode;
import org.jl2tpd.wire.Secret;
import org.jl2tpd.wire.TunnelAuth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes SCCRQ, SCCRP and SCCCN acceptable: challenges (RFC 2661 5.1.1) and versions (4.4.3). */
class TunnelAuthenticationTest {
    private static final Secret SECRET = Secret.of("shared");
    private static final byte[] CHALLENGE = {1, 2, 3};

    private final TestParameters parameters = new TestParameters();

    private static byte[] response(MessageType carrier, Secret secret, byte[] challenge) {
        return TunnelAuth.response(carrier, secret, challenge);
    }

    private void withSecret(boolean challenge) {
        parameters.secret = SECRET;
        parameters.challenge = challenge;
    }

    /** L2TP-5.1.1-01, -03: both ways with one secret. */
    @Test
    void authenticatesBothWaysAsInitiator() {
        withSecret(true);
        ScriptedPeer peer = ScriptedPeer.called(parameters);
        byte[] ours = peer.expect("SCCRQ").message().octets(AvpType.CHALLENGE);
        peer.send(ScriptedPeer.self(MessageType.SCCRP)
                .octets(AvpType.CHALLENGE_RESPONSE, response(MessageType.SCCRP, SECRET, ours))
                .octets(AvpType.CHALLENGE, CHALLENGE)
                .build());
        assertThat(peer.expect("SCCCN").message().octets(AvpType.CHALLENGE_RESPONSE))
                .isEqualTo(response(MessageType.SCCCN, SECRET, CHALLENGE));
        assertThat(peer.tunnel.state()).isEqualTo(TunnelState.ESTABLISHED);
    }

    @Test
    void authenticatesBothWaysAsResponder() {
        withSecret(true);
        ScriptedPeer peer = ScriptedPeer.calling(
                parameters,
                ScriptedPeer.self(MessageType.SCCRQ)
                        .octets(AvpType.CHALLENGE, CHALLENGE)
                        .build());
        ControlMessage sccrp = peer.expect("SCCRP").message();
        assertThat(sccrp.octets(AvpType.CHALLENGE_RESPONSE)).isEqualTo(response(MessageType.SCCRP, SECRET, CHALLENGE));
        byte[] ours = sccrp.octets(AvpType.CHALLENGE);
        assertThat(ours).hasSize(Tunnel.CHALLENGE_OCTETS);
        peer.send(ControlMessage.of(MessageType.SCCCN)
                .octets(AvpType.CHALLENGE_RESPONSE, response(MessageType.SCCCN, SECRET, ours))
                .build());
        assertThat(peer.tunnel.state()).isEqualTo(TunnelState.ESTABLISHED);
    }

    /** L2TP-5.1.1-02, L2TP-7.2.1-T11. */
    @ParameterizedTest
    @ValueSource(strings = {"missing", "wrong secret", "wrong message type"})
    void refusesAnScccnThatDoesNotAnswerTheChallenge(String fault) {
        withSecret(true);
        ScriptedPeer peer = ScriptedPeer.calling(parameters);
        byte[] ours = peer.expect("SCCRP").message().octets(AvpType.CHALLENGE);
        peer.send(withFault(ControlMessage.of(MessageType.SCCCN), MessageType.SCCCN, fault, ours));
        assertRefused(peer);
    }

    /** L2TP-5.1.1-02, L2TP-7.2.1-T07. */
    @ParameterizedTest
    @ValueSource(strings = {"missing", "wrong secret", "wrong message type"})
    void refusesAnSccrpThatDoesNotAnswerTheChallenge(String fault) {
        withSecret(true);
        ScriptedPeer peer = ScriptedPeer.called(parameters);
        byte[] ours = peer.expect("SCCRQ").message().octets(AvpType.CHALLENGE);
        peer.send(withFault(ScriptedPeer.self(MessageType.SCCRP), MessageType.SCCRP, fault, ours));
        assertRefused(peer);
    }

    private static ControlMessage withFault(
            ControlMessage.Builder message, MessageType carrier, String fault, byte[] challenge) {
        return switch (fault) {
            case "wrong secret" ->
                message.octets(AvpType.CHALLENGE_RESPONSE, response(carrier, Secret.of("other"), challenge))
                        .build();
            case "wrong message type" ->
                message.octets(AvpType.CHALLENGE_RESPONSE, response(MessageType.SCCRQ, SECRET, challenge))
                        .build();
            default -> message.build();
        };
    }

    private static void assertRefused(ScriptedPeer peer) {
        ScriptedPeer.Sent stop = peer.expect("STOPCCN");
        assertThat(stop.tunnelId()).isEqualTo(ScriptedPeer.PEER_TUNNEL_ID);
        assertThat(stop.message().resultCode().result()).isEqualTo(ResultCode.STOP_NOT_AUTHORIZED);
        assertThat(peer.host.counted(ControlCounter.AUTHENTICATION_FAILURES)).isEqualTo(1);
        assertThat(peer.tunnel.state()).isEqualTo(TunnelState.CLOSING);
        assertThat(peer.host.events).containsExactly("tunnelClosed");
    }

    /** L2TP-5.1.1-05. */
    @Test
    void refusesAChallengeWithoutASecret() {
        ScriptedPeer called = ScriptedPeer.called(parameters);
        called.expect("SCCRQ");
        called.send(ScriptedPeer.self(MessageType.SCCRP)
                .octets(AvpType.CHALLENGE, CHALLENGE)
                .build());
        assertRefused(called);
        assertRefused(ScriptedPeer.calling(
                parameters,
                ScriptedPeer.self(MessageType.SCCRQ)
                        .octets(AvpType.CHALLENGE, CHALLENGE)
                        .build()));
    }

    /** L2TP-5.1.1-06. */
    @Test
    void ignoresAResponseThatItDidNotAskFor() {
        withSecret(false);
        ScriptedPeer peer = ScriptedPeer.calling(parameters);
        assertThat(peer.expect("SCCRP").message().has(AvpType.CHALLENGE)).isFalse();
        peer.send(ControlMessage.of(MessageType.SCCCN)
                .octets(AvpType.CHALLENGE_RESPONSE, new byte[16])
                .build());
        assertThat(peer.tunnel.state()).isEqualTo(TunnelState.ESTABLISHED);
    }

    /** L2TP-7.2-01, L2TP-4.4.2-03: version 1 of any revision. */
    @ParameterizedTest
    @CsvSource({"0x0100, true", "0x0105, true", "0x0000, false", "0x0200, false"})
    void acceptsVersionOneOnly(String version, boolean accepted) {
        ScriptedPeer peer = ScriptedPeer.calling(parameters, sccrq(Integer.decode(version)));
        ScriptedPeer.Sent answer = peer.expect(accepted ? "SCCRP" : "STOPCCN");
        if (!accepted) {
            assertThat(answer.message().resultCode().result()).isEqualTo(ResultCode.STOP_VERSION);
            assertThat(answer.message().resultCode().error()).isEqualTo(0x0100);
        }
    }

    private static ControlMessage sccrq(int version) {
        return ControlMessage.of(MessageType.SCCRQ)
                .u16(AvpType.PROTOCOL_VERSION, version)
                .u32(AvpType.FRAMING_CAPABILITIES, 3)
                .text(AvpType.HOST_NAME, "peer.example")
                .u16(AvpType.ASSIGNED_TUNNEL_ID, ScriptedPeer.PEER_TUNNEL_ID)
                .build();
    }

    /** L2TP-4.4.3-07 and -04: what the peer leaves out. */
    @Test
    void describesAPeerThatSaysLittle() {
        ScriptedPeer peer = ScriptedPeer.calling(parameters, sccrq(0x0100));
        TunnelPeer said = peer.tunnel.peer();
        assertThat(said.receiveWindow()).isEqualTo(4);
        assertThat(said.bearerCapabilities()).isEqualTo(-1);
        assertThat(said.vendorName()).isEmpty();
        assertThat(peer.tunnel.channelStatus().transmitWindow()).isEqualTo(4);
    }

    /** L2TP-4.3-01, -02: hidden with the same secret, but never in an SCCRQ. */
    @Test
    void hidesAvpsWhenToldTo() {
        withSecret(false);
        parameters.hideAvps = true;
        ScriptedPeer peer = ScriptedPeer.called(parameters);
        assertThat(peer.expect("SCCRQ").message().wasHidden(AvpType.ASSIGNED_TUNNEL_ID))
                .isFalse();
        ScriptedPeer other = ScriptedPeer.calling(parameters);
        assertThat(other.expect("SCCRP").message().wasHidden(AvpType.ASSIGNED_TUNNEL_ID))
                .isTrue();
    }

    /** What has to be secret never shows in a trace. */
    @Test
    void tracesNoChallengeAndNoResponse() {
        withSecret(true);
        ScriptedPeer peer = ScriptedPeer.calling(parameters);
        byte[] ours = peer.expect("SCCRP").message().octets(AvpType.CHALLENGE);
        String hex = java.util.HexFormat.of().formatHex(ours);
        assertThat(peer.host.traces)
                .isNotEmpty()
                .noneMatch(line -> line.toLowerCase(java.util.Locale.ROOT).contains(hex));
    }
}
