package org.jl2tpd.radius;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jl2tpd.testing.SeededRandom;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.Test;

class PacketCodecTest {
    private static final byte[] AUTHENTICATOR = hex("0f403f9473978057bd83d5cb98f4227a");

    private final PacketCodec codec = new PacketCodec(Secret.of("radsecret"));

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] tail(byte[] packet, int octets) {
        return Arrays.copyOfRange(packet, packet.length - octets, packet.length);
    }

    @Test
    void hidesPasswordsAsKnown() {
        AttributeHiding hiding = new AttributeHiding(new KeyedDigest(Secret.of("radsecret")));
        Map<String, String> known = Map.of("arctangent", "5e525b50c26c304226038ce099ba8fcb");
        known.forEach((clear, hidden) -> {
            assertThat(hiding.hidePassword(octets(clear), AUTHENTICATOR)).isEqualTo(hex(hidden));
            assertThat(hiding.showPassword(hex(hidden), AUTHENTICATOR)).isEqualTo(octets(clear));
        });
        byte[] two = hex("0e120b109634601f7147bdd2aa8ebafd04d69a3a60694f08da81172eb836c883");
        byte[] clear = hiding.showPassword(two, AUTHENTICATOR);
        assertThat(clear).hasSize(20);
        assertThat(hiding.hidePassword(clear, AUTHENTICATOR)).isEqualTo(two);
        AttributeHiding example = new AttributeHiding(new KeyedDigest(Secret.of("xyzzy5461")));
        assertThat(example.hidePassword(octets("arctangent"), AUTHENTICATOR))
                .isEqualTo(hex("0dbe708d93d413ce3196e43f782a0aee"));
    }

    @Test
    void hidesAnEmptyPasswordInABlock() {
        AttributeHiding hiding = new AttributeHiding(new KeyedDigest(Secret.of("radsecret")));
        byte[] hidden = hiding.hidePassword(new byte[0], AUTHENTICATOR);
        assertThat(hidden).hasSize(16);
        assertThat(hiding.showPassword(hidden, AUTHENTICATOR)).isEmpty();
        assertThat(hiding.showPassword(new byte[15], AUTHENTICATOR)).isNull();
        assertThat(hiding.hidePassword(new byte[500], AUTHENTICATOR)).hasSize(128);
    }

    @Test
    void hidesATunnelPasswordAsKnown() {
        AttributeSet set = new AttributeSet().addTagged(Attributes.TUNNEL_PASSWORD, 1, octets("tunnelsecret"));
        byte[] packet = codec.encodeAnswer(RadiusCode.ACCESS_ACCEPT, 1, AUTHENTICATOR, false, set);
        assertThat(tail(packet, 0x15)).isEqualTo(hex("4515018001da284b513b549c4bf3a1981ac0368972"));
        AttributeSet.Value value = codec.decodeAnswer(packet, packet.length, AUTHENTICATOR, false)
                .packet()
                .attributes()
                .values()
                .get(0);
        assertThat(value.tag()).isEqualTo(1);
        assertThat(value.octets()).isEqualTo(octets("tunnelsecret"));
    }

    @Test
    void hidesAnMppeKeyAsKnown() {
        AttributeHiding hiding = new AttributeHiding(new KeyedDigest(Secret.of("radsecret")));
        byte[] key = hex("8b7cdc149b993a1ba118cb153f56dccb");
        byte[] hidden = hiding.hideSalted(key, 0x8002, AUTHENTICATOR);
        assertThat(hidden).isEqualTo(hex("80023cfafd02c64c66e089a846f79b955b469ed644a06467716864662b1b79e9ce71"));
        assertThat(hiding.showSalted(hidden, AUTHENTICATOR)).isEqualTo(key);
        assertThat(hiding.showSalted(new byte[17], AUTHENTICATOR)).isNull();
        assertThat(hiding.showSalted(new byte[2], AUTHENTICATOR)).isNull();
    }

    @Test
    void signsAnAccountingRequestAsKnown() {
        AttributeSet set = new AttributeSet().add(Attributes.USER_NAME, "alice");
        byte[] packet = codec.encodeSignedRequest(RadiusCode.ACCOUNTING_REQUEST, 9, false, set);
        byte[] known = hex("0409001b000000000000000000000000000000000107616c696365");
        System.arraycopy(hex("e6b7fb6e14d509abb2ad5c105a6ab7e6"), 0, known, 4, 16);
        assertThat(packet).isEqualTo(known);
    }

    /** User-Name alice, then Message-Authenticator, made before the authenticator. */
    @Test
    void takesADisconnectRequestAsKnown() {
        byte[] packet =
                hex("280a002d02ea1bc0b3adc8bf979d5626403594940107616c6963655012c1f9caa58437f98f51649ff062e553e0");
        PacketCodec.Decoded decoded = codec.decodeRequest(packet, packet.length, true);
        assertThat(decoded.fault()).isNull();
        assertThat(decoded.packet().code()).isEqualTo(RadiusCode.DISCONNECT_REQUEST);
        assertThat(decoded.packet().attributes().text(Attributes.USER_NAME)).isEqualTo("alice");
        packet[packet.length - 1] ^= 1;
        assertThat(codec.decodeRequest(packet, packet.length, true).fault()).isEqualTo(PacketFault.AUTHENTICATOR);
    }

    @Test
    void putsMessageAuthenticatorFirst() {
        byte[] request = codec.encodeRequest(
                RadiusCode.ACCESS_REQUEST, 3, AUTHENTICATOR, new AttributeSet().add(Attributes.USER_NAME, "alice"));
        assertThat(request[PacketCodec.HEADER]).isEqualTo((byte) 80);
        assertThat(codec.decodeRequest(request, request.length, true).fault()).isNull();
        byte[] answer = codec.encodeAnswer(RadiusCode.ACCESS_ACCEPT, 3, AUTHENTICATOR, true);
        assertThat(answer[PacketCodec.HEADER]).isEqualTo((byte) 80);
        assertThat(codec.decodeAnswer(answer, answer.length, AUTHENTICATOR, true)
                        .fault())
                .isNull();
    }

    @Test
    void refusesAnAnswerWithoutMessageAuthenticatorWhereItIsRequired() {
        byte[] answer = codec.encodeAnswer(RadiusCode.ACCESS_ACCEPT, 3, AUTHENTICATOR, false);
        assertThat(codec.decodeAnswer(answer, answer.length, AUTHENTICATOR, true)
                        .fault())
                .isEqualTo(PacketFault.NO_MESSAGE_AUTHENTICATOR);
        assertThat(codec.decodeAnswer(answer, answer.length, AUTHENTICATOR, false)
                        .fault())
                .isNull();
    }

    /** The forger of Blast-RADIUS has a good Response Authenticator, but not the secret. */
    @Test
    void refusesAWrongMessageAuthenticatorUnderAGoodAuthenticator() {
        AttributeSet forged = new AttributeSet().add(Attributes.MESSAGE_AUTHENTICATOR, new byte[16]);
        byte[] answer = codec.encodeAnswer(RadiusCode.ACCESS_ACCEPT, 3, AUTHENTICATOR, false, forged);
        assertThat(codec.decodeAnswer(answer, answer.length, AUTHENTICATOR, false)
                        .fault())
                .isEqualTo(PacketFault.MESSAGE_AUTHENTICATOR);
    }

    @Test
    void refusesTheAnswerToAnotherRequestOrOfAnotherSecret() {
        byte[] answer = codec.encodeAnswer(RadiusCode.ACCESS_ACCEPT, 3, AUTHENTICATOR, true);
        assertThat(codec.decodeAnswer(answer, answer.length, new byte[16], true).fault())
                .isEqualTo(PacketFault.AUTHENTICATOR);
        assertThat(new PacketCodec(Secret.of("other"))
                        .decodeAnswer(answer, answer.length, AUTHENTICATOR, true)
                        .fault())
                .isEqualTo(PacketFault.AUTHENTICATOR);
    }

    @Test
    void givesBackEveryKnownAttribute() {
        for (AttributeType type : Attributes.all()) {
            if (type != Attributes.MESSAGE_AUTHENTICATOR) {
                AttributeSet set = new AttributeSet().addTagged(type, type.tagged() ? 7 : 0, octets("value of it"));
                byte[] answer = codec.encodeAnswer(RadiusCode.ACCESS_ACCEPT, 3, AUTHENTICATOR, false, set);
                List<AttributeSet.Value> values = codec.decodeAnswer(answer, answer.length, AUTHENTICATOR, false)
                        .packet()
                        .attributes()
                        .values();
                assertThat(values).hasSize(1);
                assertThat(values.get(0).type()).isEqualTo(type);
                assertThat(values.get(0).tag()).isEqualTo(type.tagged() ? 7 : 0);
                assertThat(values.get(0).octets()).isEqualTo(octets("value of it"));
            }
        }
    }

    @Test
    void readsNumbersAddressesAndPrefixes() {
        IpAddress address = IpAddress.parse("192.0.2.7");
        IpPrefix prefix = IpPrefix.parse("2001:db8:7::/56");
        AttributeSet set = new AttributeSet()
                .add(Attributes.SESSION_TIMEOUT, 0xfffffffeL)
                .add(Attributes.TUNNEL_PREFERENCE, 0x010203)
                .add(Attributes.FRAMED_IP_ADDRESS, address)
                .add(Attributes.DELEGATED_IPV6_PREFIX, prefix);
        byte[] answer = codec.encodeAnswer(RadiusCode.ACCESS_ACCEPT, 3, AUTHENTICATOR, true, set);
        AttributeSet read = codec.decodeAnswer(answer, answer.length, AUTHENTICATOR, true)
                .packet()
                .attributes();
        assertThat(read.number(Attributes.SESSION_TIMEOUT, 0)).isEqualTo(0xfffffffeL);
        assertThat(read.number(Attributes.TUNNEL_PREFERENCE, 0)).isEqualTo(0x010203);
        assertThat(read.address(Attributes.FRAMED_IP_ADDRESS)).isEqualTo(address);
        assertThat(read.prefix(Attributes.DELEGATED_IPV6_PREFIX)).isEqualTo(prefix);
    }

    @Test
    void takesTextWithoutATagAsItIs() {
        AttributeType untagged = new AttributeType(
                "Tunnel-Server-Endpoint", 0, 67, AttributeType.Format.TEXT, false, AttributeType.Hiding.NONE);
        AttributeSet set = new AttributeSet().add(untagged, "192.0.2.1");
        byte[] answer = codec.encodeAnswer(RadiusCode.ACCESS_ACCEPT, 3, AUTHENTICATOR, true, set);
        AttributeSet read = codec.decodeAnswer(answer, answer.length, AUTHENTICATOR, true)
                .packet()
                .attributes();
        assertThat(read.text(Attributes.TUNNEL_SERVER_ENDPOINT)).isEqualTo("192.0.2.1");
    }

    @Test
    void takesManyAttributesOfAVendorFromOneVendorSpecific() {
        byte[] two = hex("0000013701060000000a1c06c0000235");
        AttributeType vendors =
                new AttributeType("both", 0, 26, AttributeType.Format.OCTETS, false, AttributeType.Hiding.NONE);
        byte[] answer = codec.encodeAnswer(
                RadiusCode.ACCESS_ACCEPT, 3, AUTHENTICATOR, true, new AttributeSet().add(vendors, two));
        AttributeSet read = codec.decodeAnswer(answer, answer.length, AUTHENTICATOR, true)
                .packet()
                .attributes();
        assertThat(read.address(Attributes.MS_PRIMARY_DNS_SERVER)).isEqualTo(IpAddress.parse("192.0.2.53"));
        assertThat(read.has(Attributes.MS_CHAP_RESPONSE)).isTrue();
    }

    @Test
    void keepsWhatAVendorMakesOfOtherThings() {
        for (String odd : List.of("", "00", "00000137", "0000013701", "00000137ffff00", "000001370100")) {
            AttributeType vendors =
                    new AttributeType("odd", 0, 26, AttributeType.Format.OCTETS, false, AttributeType.Hiding.NONE);
            byte[] answer = codec.encodeAnswer(
                    RadiusCode.ACCESS_ACCEPT, 3, AUTHENTICATOR, true, new AttributeSet().add(vendors, hex(odd)));
            assertThat(codec.decodeAnswer(answer, answer.length, AUTHENTICATOR, true)
                            .fault())
                    .isNull();
        }
    }

    @Test
    void ignoresWhatFollowsThePacket() {
        byte[] answer = codec.encodeAnswer(RadiusCode.ACCESS_REJECT, 3, AUTHENTICATOR, true);
        byte[] padded = Arrays.copyOf(answer, answer.length + 9);
        assertThat(codec.decodeAnswer(padded, padded.length, AUTHENTICATOR, true)
                        .fault())
                .isNull();
    }

    @Test
    void refusesFramesThatAreNone() {
        byte[] answer = codec.encodeAnswer(
                RadiusCode.ACCESS_ACCEPT,
                3,
                AUTHENTICATOR,
                true,
                new AttributeSet().add(Attributes.CLASS, octets("c")));
        assertThat(faultOf(answer, 19)).isEqualTo(PacketFault.LENGTH);
        assertThat(faultOf(answer, answer.length - 1)).isEqualTo(PacketFault.LENGTH);
        assertThat(faultOf(with(answer, 0, 99), answer.length)).isEqualTo(PacketFault.CODE);
        assertThat(faultOf(with(answer, 3, 19), answer.length)).isEqualTo(PacketFault.LENGTH);
        assertThat(faultOf(with(answer, 21, 0), answer.length)).isEqualTo(PacketFault.ATTRIBUTE);
        assertThat(faultOf(with(answer, 21, 17), answer.length)).isEqualTo(PacketFault.ATTRIBUTE);
        assertThat(faultOf(with(answer, 39, 200), answer.length)).isEqualTo(PacketFault.ATTRIBUTE);
        assertThat(faultOf(with(answer, 39, 1), answer.length)).isEqualTo(PacketFault.ATTRIBUTE);
    }

    private PacketFault faultOf(byte[] packet, int length) {
        return codec.decodeAnswer(packet, length, AUTHENTICATOR, true).fault();
    }

    private static byte[] with(byte[] packet, int at, int octet) {
        byte[] changed = packet.clone();
        changed[at] = (byte) octet;
        return changed;
    }

    @Test
    void makesNoPacketOfMoreThanFourThousandOctets() {
        AttributeSet set = new AttributeSet();
        for (int i = 0; i < 15; i++) {
            set.add(Attributes.CLASS, new byte[253]);
        }
        assertThat(codec.encodeRequest(RadiusCode.ACCESS_REQUEST, 0, AUTHENTICATOR, set))
                .hasSize(20 + 18 + 15 * 255);
        set.add(Attributes.CLASS, new byte[253]);
        assertThat(codec.encodeRequest(RadiusCode.ACCESS_REQUEST, 0, AUTHENTICATOR, set))
                .isNull();
        assertThat(codec.encodeSignedRequest(RadiusCode.ACCOUNTING_REQUEST, 0, false, set))
                .isNull();
    }

    /** RFC 5997 6.1: the example's Status-Server, and its answer, which has no Message-Authenticator. */
    @Test
    void takesTheStatusServerOfItsRfc() {
        PacketCodec example = new PacketCodec(Secret.of("xyzzy5461"));
        byte[] request = hex("0cda00268a54f4686fb394c52866e302185d062350125a665e2e1e8411f3e243822097c84fa3");
        PacketCodec.Decoded decoded = example.decodeRequest(request, request.length, true);
        assertThat(decoded.fault()).isNull();
        assertThat(example.encodeRequest(
                        RadiusCode.STATUS_SERVER, 0xda, decoded.packet().authenticator()))
                .isEqualTo(request);
        byte[] answer = hex("02da0014ef0d552a4bf2d693ec2b6fe8b5411d66");
        byte[] authenticator = decoded.packet().authenticator();
        assertThat(example.decodeAnswer(answer, answer.length, authenticator, false)
                        .packet()
                        .code())
                .isEqualTo(RadiusCode.ACCESS_ACCEPT);
    }

    @Test
    void survivesAnyOctets() {
        SeededRandom random = new SeededRandom(6);
        AttributeSet set = new AttributeSet()
                .add(Attributes.USER_PASSWORD, "secret")
                .addTagged(Attributes.TUNNEL_PASSWORD, 1, octets("tunnel"))
                .add(Attributes.MS_MPPE_SEND_KEY, new byte[16])
                .add(Attributes.FRAMED_IPV6_PREFIX, IpPrefix.parse("2001:db8::/64"));
        for (int round = 0; round < 20_000; round++) {
            byte[] packet = codec.encodeAnswer(RadiusCode.ACCESS_ACCEPT, 1, AUTHENTICATOR, (round & 1) == 0, set);
            for (int i = random.nextInt(6); i >= 0; i--) {
                packet[random.nextInt(packet.length)] = (byte) random.nextInt();
            }
            if ((round & 2) == 0) {
                resign(packet, Math.min(packet.length, (packet[2] & 0xff) << 8 | packet[3] & 0xff));
            }
            int length = random.nextInt(8) == 0 ? random.nextInt(packet.length + 1) : packet.length;
            PacketCodec.Decoded answer = codec.decodeAnswer(packet, length, AUTHENTICATOR, false);
            assertThat(answer.packet() == null).isEqualTo(answer.fault() != null);
            PacketCodec.Decoded request = codec.decodeRequest(packet, length, false);
            assertThat(request.packet() == null).isEqualTo(request.fault() != null);
            if (answer.packet() != null) {
                readAll(answer.packet().attributes());
            }
        }
    }

    /** Makes the authenticator good again, so that fuzz reaches what lies behind it. */
    private static void resign(byte[] packet, int length) {
        if (length >= PacketCodec.HEADER) {
            byte[] good = new KeyedDigest(Secret.of("radsecret")).authenticator(packet, length, AUTHENTICATOR);
            System.arraycopy(good, 0, packet, 4, 16);
        }
    }

    private static void readAll(AttributeSet set) {
        for (AttributeSet.Value value : set.values()) {
            assertThat(value.toString()).doesNotContain("secret");
            set.text(value.type());
            set.number(value.type(), 0);
            set.address(value.type());
            set.prefix(value.type());
        }
    }
}
