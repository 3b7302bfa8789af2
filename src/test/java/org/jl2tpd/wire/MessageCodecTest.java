package org.jl2tpd.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import org.jl2tpd.testing.Pcap;
import org.jl2tpd.testing.SeededRandom;
import org.jl2tpd.testing.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCodecTest {
    private static byte[] encode(ControlMessage message, Secret secret, Set<AvpType> hide) {
        var out = ByteBuffer.allocate(message.maxEncodedLength());
        MessageCodec.encode(message, secret, hide, new SeededRandom(7), out);
        return java.util.Arrays.copyOf(out.array(), out.position());
    }

    private static DecodedMessage decode(byte[] octets, Secret secret) {
        return MessageCodec.decode(ByteBuffer.wrap(octets), 0, octets.length, secret);
    }

    @ParameterizedTest
    @EnumSource(MessageType.class)
    void readsBackEveryMessageThatItWrites(MessageType type) {
        ControlMessage message = Samples.full(type);
        assertThat(MessageType.of(type.number())).isSameAs(type);
        var again = (ControlMessage) decode(encode(message, null, Set.of()), null);
        assertThat(again.type()).isEqualTo(type);
        assertThat(again.body()).isEqualTo(message.body());
        assertThat(again.u16(AvpType.MESSAGE_TYPE, 0)).isEqualTo(type.number());
    }

    /** L2TP-4.3-01, -02, -08. */
    @ParameterizedTest
    @EnumSource(MessageType.class)
    void hidesAllThatMayBeHiddenExceptInSccrq(MessageType type) {
        ControlMessage message = Samples.full(type);
        byte[] octets = encode(message, Samples.SECRET, AvpType.HIDEABLE);
        assertThat(octets.length).isLessThanOrEqualTo(message.maxEncodedLength());
        var again = (ControlMessage) decode(octets, Samples.SECRET);
        assertThat(again.warnings()).isEmpty();
        assertThat(again.body()).isEqualTo(message.body());
        for (AvpType avp : AvpType.values()) {
            boolean hidden = avp.hideable() && type.lists(avp) && type != MessageType.SCCRQ;
            assertThat(again.wasHidden(avp)).as(avp.label()).isEqualTo(hidden);
        }
    }

    /** L2TP-4.3-09. */
    @Test
    void hidesOnlyWhatIsAskedFor() {
        byte[] octets = encode(Samples.full(MessageType.ICCN), Samples.SECRET, AvpType.PROXY_CREDENTIALS);
        var again = (ControlMessage) decode(octets, Samples.SECRET);
        for (AvpType avp : AvpType.values()) {
            assertThat(again.wasHidden(avp)).isEqualTo(AvpType.PROXY_CREDENTIALS.contains(avp));
        }
        assertThat(encode(Samples.full(MessageType.HELLO), Samples.SECRET, AvpType.HIDEABLE))
                .as("nothing to hide, no Random Vector")
                .hasSize(8);
    }

    /** L2TP-4.3-08. */
    @Test
    void drawsAFreshRandomVectorForEachMessage() {
        var random = new SeededRandom(3);
        ControlMessage icrp = Samples.full(MessageType.ICRP);
        var first = ByteBuffer.allocate(100);
        var second = ByteBuffer.allocate(100);
        MessageCodec.encode(icrp, Samples.SECRET, random, first);
        MessageCodec.encode(icrp, Samples.SECRET, random, second);
        assertThat(first.position()).isEqualTo(8 + 22 + 10);
        assertThat(first.array()).isNotEqualTo(second.array());
    }

    /** L2TP-4.1-10. */
    @ParameterizedTest
    @EnumSource(MessageType.class)
    void acceptsAnyOrderBehindTheMessageType(MessageType type) {
        var raw = RawMessage.of(type);
        for (AvpType avp : AvpType.values()) {
            if (type.lists(avp) && avp != AvpType.MESSAGE_TYPE) {
                raw.avp(avp);
            }
        }
        var rest = new ArrayList<>(raw.avps().subList(1, raw.avps().size()));
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(rest, new Random(seed));
            var shuffled = RawMessage.of(type);
            rest.forEach(shuffled::octets);
            ControlMessage message = shuffled.message();
            for (AvpType avp : AvpType.values()) {
                if (type.lists(avp) && avp != AvpType.MESSAGE_TYPE) {
                    assertThat(message.octets(avp)).isEqualTo(Samples.value(avp));
                }
            }
        }
    }

    /** L2TP-4.4.1-01. */
    @Test
    void wantsTheMessageTypeFirst() {
        var second = new RawMessage()
                .avp(AvpType.ASSIGNED_SESSION_ID, new byte[] {0, 5})
                .avp(RawMessage.M, 0, 0, new byte[] {0, 11});
        for (RawMessage raw : new RawMessage[] {
            second,
            new RawMessage(),
            new RawMessage().octets(new byte[7]),
            new RawMessage().avp(RawMessage.M | RawMessage.H, 0, 0, new byte[] {0, 6}),
            new RawMessage().avp(RawMessage.M | 0x0400, 0, 0, new byte[] {0, 6}),
            new RawMessage().avp(RawMessage.M, 1, 0, new byte[] {0, 6}),
            new RawMessage().avp(RawMessage.M, 0, 0, new byte[] {0, 6, 0})
        }) {
            assertThat(raw.malformed().tunnelScope()).isTrue();
            assertThat(raw.malformed().type()).isNull();
        }
    }

    /** L2TP-4.4.1-02, -03, peers B12. */
    @ParameterizedTest
    @ValueSource(ints = {0, 5, 13, 17, 20, 99, 65535})
    void endsTheTunnelForAnUnknownMessageOnlyWithTheMandatoryBit(int number) {
        var malformed = RawMessage.of(number).avp(AvpType.ASSIGNED_SESSION_ID).malformed();
        assertThat(malformed.type()).isNull();
        assertThat(malformed.tunnelScope()).isTrue();
        assertThat(malformed.result().result()).isEqualTo(2);
        assertThat(malformed.result().message()).contains("message type " + number);
        assertThat(malformed.assignedSessionId()).isEqualTo(15);
        var ignored = new RawMessage().avp(0, 0, 0, new byte[] {(byte) (number >> 8), (byte) number});
        assertThat(ignored.decode()).isEqualTo(new DecodedMessage.Ignored(number));
    }

    /** L2TP-4.1-11, peers B19, B24, B42. */
    @Test
    void endsTheTunnelForALengthThatCannotBeSkipped() {
        for (String tail : new String[] {
            "8000", "800000000007", "800500000007", "800700000007", "83ff00000007ffff", "80", "8006000000"
        }) {
            var malformed = RawMessage.complete(MessageType.ICRQ)
                    .octets(HexFormat.of().parseHex(tail))
                    .malformed();
            assertThat(malformed.type()).isEqualTo(MessageType.ICRQ);
            assertThat(malformed.tunnelScope()).isTrue();
            assertThat(malformed.result().result()).isEqualTo(2);
            assertThat(malformed.result().error()).isEqualTo(ResultCode.ERROR_LENGTH);
            assertThat(malformed.assignedSessionId()).isEqualTo(15);
        }
    }

    /** L2TP-4.1-11: it outweighs an earlier fault of the session's. */
    @Test
    void ratesAFaultOfTheTunnelAboveOneOfTheSession() {
        var malformed = RawMessage.complete(MessageType.ICRQ)
                .avp(RawMessage.M, 0, 99, new byte[0])
                .octets(new byte[] {1})
                .malformed();
        assertThat(malformed.tunnelScope()).isTrue();
        assertThat(malformed.result().error()).isEqualTo(ResultCode.ERROR_LENGTH);
    }

    /** L2TP-4.1-09. */
    @Test
    void takesTheFirstOfDuplicates() {
        ControlMessage icrp = RawMessage.of(MessageType.ICRP)
                .avp(AvpType.ASSIGNED_SESSION_ID, new byte[] {0, 5})
                .avp(AvpType.ASSIGNED_SESSION_ID, new byte[] {0, 6})
                .avp(RawMessage.M, 0, 0, new byte[] {0, 6})
                .message();
        assertThat(icrp.u16(AvpType.ASSIGNED_SESSION_ID, 0)).isEqualTo(5);
        assertThat(icrp.warnings()).hasSize(2);
    }

    /** L2TP-6.0-02. */
    @Test
    void ignoresAnAvpThatBelongsToOtherMessages() {
        ControlMessage icrq = RawMessage.complete(MessageType.ICRQ)
                .avp(AvpType.Q931_CAUSE_CODE)
                .avp(RawMessage.M, 0, AvpType.HOST_NAME.number(), new byte[0])
                .message();
        assertThat(icrq.has(AvpType.Q931_CAUSE_CODE)).isFalse();
        assertThat(icrq.warnings()).hasSize(2);
    }

    @Test
    void notesABoundedNumberOfWarnings() {
        var raw = RawMessage.of(MessageType.HELLO);
        for (int i = 0; i < 5000; i++) {
            raw.avp(0, 9, i, new byte[0]);
        }
        assertThat(raw.message().warnings()).hasSize(MessageDecoder.MAX_WARNINGS);
    }

    /** L2TP-5.8-12 as the design decides it; peers B6. */
    @Test
    void countsAWindowOfZeroAsOne() {
        ControlMessage sccrq = RawMessage.complete(MessageType.SCCRQ)
                .avp(AvpType.RECEIVE_WINDOW_SIZE, new byte[2])
                .message();
        assertThat(sccrq.u16(AvpType.RECEIVE_WINDOW_SIZE, 4)).isEqualTo(1);
        assertThat(sccrq.warnings()).hasSize(1);
        assertThat(RawMessage.complete(MessageType.SCCRQ).message().u16(AvpType.RECEIVE_WINDOW_SIZE, 4))
                .isEqualTo(4);
    }

    /** L2TP-5.3-01; a CDN or StopCCN may have none to name. */
    @Test
    void refusesIdsOfZeroExceptWhereAMessageEndsSomething() {
        var zero = new byte[2];
        assertThat(RawMessage.of(MessageType.ICRP)
                        .avp(AvpType.ASSIGNED_SESSION_ID, zero)
                        .malformed()
                        .result()
                        .error())
                .isEqualTo(ResultCode.ERROR_VALUE);
        assertThat(RawMessage.of(MessageType.CDN)
                        .avp(AvpType.RESULT_CODE)
                        .avp(AvpType.ASSIGNED_SESSION_ID, zero)
                        .message()
                        .has(AvpType.ASSIGNED_SESSION_ID))
                .isTrue();
        assertThat(RawMessage.of(MessageType.STOPCCN)
                        .avp(AvpType.RESULT_CODE)
                        .avp(AvpType.ASSIGNED_TUNNEL_ID, zero)
                        .message()
                        .has(AvpType.ASSIGNED_TUNNEL_ID))
                .isTrue();
    }

    /** RFC 2661 4.4.5: the high octet of Proxy Authen ID is 0. */
    @Test
    void readsOverAProxyAuthenIdAbove255() {
        ControlMessage iccn = RawMessage.complete(MessageType.ICCN)
                .avp(AvpType.PROXY_AUTHEN_ID, new byte[] {1, 5})
                .message();
        assertThat(iccn.has(AvpType.PROXY_AUTHEN_ID)).isFalse();
        assertThat(iccn.warnings()).singleElement().asString().contains("out of range");
    }

    /** Cisco's Challenge Response is six octets too long. */
    @Test
    void takesSixteenOctetsOfALongerChallengeResponse() {
        ControlMessage scccn = RawMessage.of(MessageType.SCCCN)
                .avp(AvpType.CHALLENGE_RESPONSE, Samples.octets(22))
                .message();
        assertThat(scccn.octets(AvpType.CHALLENGE_RESPONSE)).isEqualTo(Samples.octets(16));
    }

    /** L2TP-4.3-06. */
    @Test
    void refusesAHiddenAvpThatItCannotUnhide() {
        byte[] vector = Samples.octets(16);
        var hidden = RawMessage.of(MessageType.ICRP)
                .avp(AvpType.RANDOM_VECTOR, vector)
                .hidden(AvpType.ASSIGNED_SESSION_ID, new byte[] {0, 5}, Samples.SECRET, vector, 0);
        assertThat(hidden.malformed().result().message()).contains("no secret").contains("type 14");
        var other = (DecodedMessage.Malformed) hidden.decode(Secret.of("another"));
        assertThat(other.result().error()).isEqualTo(ResultCode.ERROR_LENGTH);
        var tooShort = RawMessage.of(MessageType.ICRP)
                .avp(AvpType.RANDOM_VECTOR, vector)
                .avp(RawMessage.M | RawMessage.H, 0, 14, new byte[1]);
        assertThat(tooShort.decode(Samples.SECRET)).isInstanceOf(DecodedMessage.Malformed.class);
        var optional = RawMessage.complete(MessageType.ICCN).avp(RawMessage.H, 0, 33, new byte[18]);
        assertThat(((ControlMessage) optional.decode(Samples.SECRET)).warnings())
                .singleElement()
                .asString()
                .contains("without a Random Vector");
    }

    /** L2TP-4.3-10. */
    @Test
    void unhidesTheAssignedTunnelIdOfAnSccrq() {
        byte[] vector = Samples.octets(16);
        var raw = RawMessage.of(MessageType.SCCRQ)
                .avp(AvpType.PROTOCOL_VERSION)
                .avp(AvpType.HOST_NAME)
                .avp(AvpType.FRAMING_CAPABILITIES)
                .avp(AvpType.RANDOM_VECTOR, vector)
                .hidden(AvpType.ASSIGNED_TUNNEL_ID, new byte[] {0x12, 0x34}, Samples.SECRET, vector, 3);
        assertThat(((ControlMessage) raw.decode(Samples.SECRET)).u16(AvpType.ASSIGNED_TUNNEL_ID, 0))
                .isEqualTo(0x1234);
    }

    @Test
    void findsTheHostNameBeforeTheSecretIsKnown() {
        byte[] sccrq = Vectors.of("VEC-MSG SCCRQ").hex("hex");
        assertThat(MessageCodec.peekHostName(ByteBuffer.wrap(sccrq), 12, sccrq.length))
                .isEqualTo("lac1.isp.example");
        for (int end = 12; end < sccrq.length; end++) {
            MessageCodec.peekHostName(ByteBuffer.wrap(sccrq), 12, end);
        }
        byte[] icrq = Vectors.of("VEC-MSG ICRQ").hex("hex");
        assertThat(MessageCodec.peekHostName(ByteBuffer.wrap(icrq), 12, icrq.length))
                .isNull();
        byte[] vendor = new RawMessage().avp(0, 9, 7, new byte[] {65}).toBytes();
        assertThat(MessageCodec.peekHostName(ByteBuffer.wrap(vendor), 0, vendor.length))
                .isNull();
    }

    /** Every control message of the capture; those of version 3 are told apart by their header (L2TP-3.1-03). */
    @Test
    void decodesAndReEncodesTheCapture() {
        int version2 = 0;
        int version3 = 0;
        for (byte[] datagram : Pcap.udpPayloads(Vectors.resource("/org/jl2tpd/vectors/msgs.pcap"))) {
            var header = new L2tpHeader();
            HeaderFault fault = header.decode(ByteBuffer.wrap(datagram));
            if (fault != null) {
                assertThat(fault).isEqualTo(HeaderFault.VERSION_3);
                version3++;
                continue;
            }
            version2++;
            if (header.control && header.payloadLength() > 0) {
                reEncode(datagram, header);
            }
        }
        assertThat(version2).isEqualTo(19);
        assertThat(version3).isEqualTo(2);
    }

    private static void reEncode(byte[] datagram, L2tpHeader header) {
        var message = (ControlMessage)
                MessageCodec.decode(ByteBuffer.wrap(datagram), header.payloadStart, header.payloadEnd, Samples.SECRET);
        byte[] octets = encode(message, null, Set.of());
        assertThat(((ControlMessage) decode(octets, null)).body()).isEqualTo(message.body());
        if (AvpType.HIDEABLE.stream().noneMatch(message::wasHidden)) {
            assertThat(octets)
                    .isEqualTo(java.util.Arrays.copyOfRange(datagram, header.payloadStart, header.payloadEnd));
        }
    }
}
