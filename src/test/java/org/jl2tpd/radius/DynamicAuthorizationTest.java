package org.jl2tpd.radius;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jl2tpd.testing.SeededRandom;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Disconnect and CoA as a client sees them (RFC 5176). */
class DynamicAuthorizationTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long EPOCH = 1_800_000_000L;
    private static final IpAddress OURS = IpAddress.parse("192.0.2.1");
    private static final DynamicSource BILLING = source("10.0.0.5", 4000);
    private static final Secret SECRET = Secret.of("radsecret");
    private static final Set<AttributeType> CHANGES =
            Set.of(Attributes.SESSION_TIMEOUT, Attributes.IDLE_TIMEOUT, Attributes.FILTER_ID, Attributes.CLASS);

    private final List<byte[]> answers = new ArrayList<>();
    private final List<DynamicSource> answered = new ArrayList<>();
    private final ArrayDeque<DynamicRequest> requests = new ArrayDeque<>();
    private final PacketCodec codec = new PacketCodec(SECRET);
    private final DynamicAuthorization server = new DynamicAuthorization(new DynamicPort() {
        @Override
        public void answer(DynamicSource to, byte[] packet) {
            answered.add(to);
            answers.add(packet);
        }

        @Override
        public void execute(DynamicRequest request) {
            requests.add(request);
        }
    });
    private long nowNs = 7 * SECOND_NS;
    private long epochSeconds = EPOCH;

    private static DynamicSource source(String address, int port) {
        return new DynamicSource(IpAddress.parse(address), port, 0);
    }

    @BeforeEach
    void configure() {
        configure(new DynamicClient("billing", IpPrefix.parse("10.0.0.0/24"), SECRET, false, false));
    }

    private void configure(DynamicClient... clients) {
        server.configure(List.of(clients), new NasIdentity("lns1", OURS::equals), CHANGES);
    }

    private static AttributeSet set(Consumer<AttributeSet> filler) {
        var set = new AttributeSet();
        filler.accept(set);
        return set;
    }

    private static AttributeSet user() {
        return set(s -> s.add(Attributes.USER_NAME, "bob"));
    }

    private void send(DynamicSource from, byte[] packet) {
        server.receive(nowNs, epochSeconds, from, packet, packet.length);
    }

    private byte[] disconnect(int identifier, AttributeSet attributes) {
        return codec.encodeSignedRequest(RadiusCode.DISCONNECT_REQUEST, identifier, true, attributes);
    }

    private byte[] coa(int identifier, AttributeSet attributes) {
        return codec.encodeSignedRequest(RadiusCode.COA_REQUEST, identifier, true, attributes);
    }

    /** The only answer since the last look, as its client reads it. */
    private RadiusPacket answerTo(byte[] request) {
        assertThat(answers).hasSize(1);
        byte[] authenticator = Arrays.copyOfRange(request, 4, 20);
        byte[] answer = answers.remove(0);
        var decoded = codec.decodeAnswer(answer, answer.length, authenticator, true);
        assertThat(decoded.fault()).isNull();
        assertThat(decoded.packet().identifier()).isEqualTo(request[1] & 0xff);
        return decoded.packet();
    }

    private void isRefused(byte[] request, ErrorCause cause) {
        answers.clear();
        nowNs += 400 * SECOND_NS;
        send(BILLING, request);
        assertThat(requests).isEmpty();
        RadiusPacket answer = answerTo(request);
        assertThat(answer.code()).isEqualTo(request[0] == 40 ? RadiusCode.DISCONNECT_NAK : RadiusCode.COA_NAK);
        assertThat(answer.attributes().number(Attributes.ERROR_CAUSE, 0)).isEqualTo(cause.number);
    }

    private DynamicStatus status() {
        return server.status().get(0);
    }

    @Test
    void aDisconnectIsDoneAndAcknowledged() {
        byte[] request = disconnect(
                9,
                user().add(Attributes.PROXY_STATE, new byte[] {1, 2})
                        .add(Attributes.PROXY_STATE, new byte[] {3})
                        .add(Attributes.NAS_IDENTIFIER, "lns1")
                        .add(Attributes.NAS_IP_ADDRESS, OURS));
        send(BILLING, request);
        assertThat(answers).as("not before it is done").isEmpty();
        DynamicRequest asked = requests.remove();
        assertThat(asked.isDisconnect()).isTrue();
        assertThat(asked.client()).isEqualTo("billing");
        assertThat(asked.packet().attributes().text(Attributes.USER_NAME)).isEqualTo("bob");
        server.finish(asked, DynamicResult.done(3));
        assertThat(answered).containsExactly(BILLING);
        RadiusPacket answer = answerTo(request);
        assertThat(answer.code()).isEqualTo(RadiusCode.DISCONNECT_ACK);
        assertThat(answer.attributes().all(Attributes.PROXY_STATE)).containsExactly(new byte[] {1, 2}, new byte[] {3});
        assertThat(answer.attributes().number(Attributes.ACCT_TERMINATE_CAUSE, 0))
                .isEqualTo(6);
        assertThat(answer.attributes().has(Attributes.ERROR_CAUSE)).isFalse();
        assertThat(status().disconnectRequests()).isEqualTo(1);
        assertThat(status().disconnectAcks()).isEqualTo(1);
        assertThat(status().disconnectSessions()).isEqualTo(3);
        assertThat(status().coaRequests()).isZero();
    }

    @Test
    void aChangeIsDoneAndItsStateGoesBack() {
        byte[] request = coa(0, user().add(Attributes.SESSION_TIMEOUT, 600).add(Attributes.STATE, new byte[] {7, 7}));
        send(BILLING, request);
        server.finish(requests.remove(), DynamicResult.done(1));
        RadiusPacket answer = answerTo(request);
        assertThat(answer.code()).isEqualTo(RadiusCode.COA_ACK);
        assertThat(answer.attributes().octets(Attributes.STATE)).containsExactly(7, 7);
        assertThat(status().coaAcks()).isEqualTo(1);
        assertThat(status().coaSessions()).isEqualTo(1);
    }

    @Test
    void refusalsSayTheirCause() {
        for (ErrorCause cause : ErrorCause.values()) {
            byte[] request = coa(cause.number & 0xff, user().add(Attributes.SESSION_TIMEOUT, cause.number));
            send(BILLING, request);
            server.finish(requests.remove(), DynamicResult.refused(cause));
            RadiusPacket answer = answerTo(request);
            assertThat(answer.code()).isEqualTo(RadiusCode.COA_NAK);
            assertThat(answer.attributes().number(Attributes.ERROR_CAUSE, 0)).isEqualTo(cause.number);
        }
        assertThat(status().coaNaks()).isEqualTo(ErrorCause.values().length);
        assertThat(status().coaNoSession()).isEqualTo(1);
        assertThat(status().coaSessions()).isZero();
    }

    @Test
    void whatIsForAnotherNasIsRefused() {
        isRefused(disconnect(1, user().add(Attributes.NAS_IDENTIFIER, "lns2")), ErrorCause.NAS_IDENTIFICATION_MISMATCH);
        isRefused(
                disconnect(2, user().add(Attributes.NAS_IP_ADDRESS, IpAddress.parse("192.0.2.2"))),
                ErrorCause.NAS_IDENTIFICATION_MISMATCH);
        isRefused(
                coa(3, user().add(Attributes.NAS_IPV6_ADDRESS, IpAddress.parse("2001:db8::2"))),
                ErrorCause.NAS_IDENTIFICATION_MISMATCH);
    }

    @Test
    void everyAttributeIsMandatory() {
        AttributeType multi = new AttributeType(
                "Acct-Multi-Session-Id", 0, 50, AttributeType.Format.TEXT, false, AttributeType.Hiding.NONE);
        AttributeType vendor =
                new AttributeType("Theirs", 9, 1, AttributeType.Format.TEXT, false, AttributeType.Hiding.NONE);
        isRefused(disconnect(1, user().add(multi, "x")), ErrorCause.UNSUPPORTED_ATTRIBUTE);
        isRefused(disconnect(2, user().add(vendor, "x").add(vendor, "y")), ErrorCause.UNSUPPORTED_ATTRIBUTE);
        isRefused(disconnect(3, user().add(Attributes.SESSION_TIMEOUT, 3)), ErrorCause.UNSUPPORTED_ATTRIBUTE);
        isRefused(disconnect(4, user().add(Attributes.STATE, new byte[1])), ErrorCause.UNSUPPORTED_ATTRIBUTE);
        isRefused(disconnect(5, user().add(Attributes.SERVICE_TYPE, 2)), ErrorCause.UNSUPPORTED_ATTRIBUTE);
        isRefused(coa(6, user().add(vendor, "x").add(Attributes.FILTER_ID, "f")), ErrorCause.UNSUPPORTED_ATTRIBUTE);
        isRefused(coa(7, user().add(Attributes.FRAMED_MTU, 1400)), ErrorCause.UNSUPPORTED_ATTRIBUTE);
    }

    @Test
    void whatIsMissingIsSaid() {
        isRefused(disconnect(1, new AttributeSet()), ErrorCause.MISSING_ATTRIBUTE);
        isRefused(disconnect(2, set(s -> s.add(Attributes.NAS_IDENTIFIER, "lns1"))), ErrorCause.MISSING_ATTRIBUTE);
        isRefused(coa(3, set(s -> s.add(Attributes.SESSION_TIMEOUT, 3))), ErrorCause.MISSING_ATTRIBUTE);
        isRefused(coa(4, user()), ErrorCause.MISSING_ATTRIBUTE);
    }

    @Test
    void wrongLengthsRepetitionsAndValuesAreRefused() {
        isRefused(coa(1, user().add(Attributes.SESSION_TIMEOUT, new byte[3])), ErrorCause.INVALID_REQUEST);
        isRefused(
                disconnect(2, set(s -> s.add(Attributes.FRAMED_IP_ADDRESS, new byte[5]))), ErrorCause.INVALID_REQUEST);
        isRefused(
                disconnect(3, set(s -> s.add(Attributes.FRAMED_IPV6_PREFIX, new byte[] {0, 64, 1}))),
                ErrorCause.INVALID_REQUEST);
        isRefused(disconnect(4, user().add(Attributes.USER_NAME, "carol")), ErrorCause.INVALID_REQUEST);
        isRefused(disconnect(5, user().add(Attributes.ACCT_TERMINATE_CAUSE, 5)), ErrorCause.INVALID_ATTRIBUTE_VALUE);
        isRefused(disconnect(6, set(s -> s.add(Attributes.USER_NAME, new byte[0]))), ErrorCause.INVALID_REQUEST);
    }

    /** RFC 5176 3.2. */
    @Test
    void authorizeOnlyIsNotOurs() {
        AttributeSet asked = user().add(Attributes.SERVICE_TYPE, 17);
        isRefused(coa(1, asked), ErrorCause.UNSUPPORTED_SERVICE);
        isRefused(coa(2, asked.add(Attributes.STATE, new byte[1])), ErrorCause.UNSUPPORTED_SERVICE);
        isRefused(coa(3, asked.add(Attributes.FILTER_ID, "f")), ErrorCause.UNSUPPORTED_ATTRIBUTE);
        isRefused(
                coa(4, user().add(Attributes.SERVICE_TYPE, 6).add(Attributes.FILTER_ID, "f")),
                ErrorCause.UNSUPPORTED_SERVICE);
        send(BILLING, coa(5, user().add(Attributes.SERVICE_TYPE, 2).add(Attributes.FILTER_ID, "f")));
        assertThat(requests).as("Framed is what sessions are").hasSize(1);
    }

    @Test
    void strangersAndForgeriesGetNoAnswer() {
        byte[] good = disconnect(1, user());
        send(source("10.0.1.5", 4000), good);
        assertThat(server.disconnectStrangers()).isEqualTo(1);
        assertThat(status().disconnectRequests()).isZero();
        for (int at : new int[] {4, 10, 22, 30, good.length - 1}) {
            byte[] forged = good.clone();
            forged[at] ^= 1;
            send(BILLING, forged);
        }
        assertThat(status().disconnectBadAuthenticators()).isEqualTo(5);
        byte[] otherSecret =
                new PacketCodec(Secret.of("other")).encodeSignedRequest(RadiusCode.DISCONNECT_REQUEST, 1, true, user());
        send(BILLING, otherSecret);
        assertThat(status().disconnectBadAuthenticators()).isEqualTo(6);
        assertThat(answers).isEmpty();
        assertThat(requests).isEmpty();
    }

    /** The request itself is signed rightly, its Message-Authenticator is not. */
    @Test
    void aWrongMessageAuthenticatorIsDropped() throws Exception {
        byte[] request = disconnect(1, user());
        request[25] ^= 1;
        Arrays.fill(request, 4, 20, (byte) 0);
        var md5 = MessageDigest.getInstance("MD5");
        md5.update(request);
        System.arraycopy(md5.digest("radsecret".getBytes(StandardCharsets.US_ASCII)), 0, request, 4, 16);
        send(BILLING, request);
        assertThat(status().disconnectBadAuthenticators()).isEqualTo(1);
        assertThat(requests).isEmpty();
    }

    @Test
    void aClientMayHaveToProveItsMessagesAndTimes() {
        configure(new DynamicClient("billing", IpPrefix.parse("10.0.0.0/24"), SECRET, true, true));
        byte[] bare = codec.encodeSignedRequest(RadiusCode.DISCONNECT_REQUEST, 1, false, user());
        send(BILLING, bare);
        assertThat(status().disconnectBadAuthenticators()).isEqualTo(1);
        send(BILLING, disconnect(2, user()));
        assertThat(status().disconnectDropped()).isEqualTo(1);
        send(BILLING, disconnect(3, user().add(Attributes.EVENT_TIMESTAMP, EPOCH)));
        assertThat(requests).hasSize(1);
        assertThat(answers).isEmpty();
    }

    @Test
    void staleRequestsAreDropped() {
        for (long off : new long[] {-301, 301, -100_000}) {
            send(BILLING, disconnect(1, user().add(Attributes.EVENT_TIMESTAMP, EPOCH + off)));
        }
        send(BILLING, disconnect(1, user().add(Attributes.EVENT_TIMESTAMP, new byte[2])));
        assertThat(status().disconnectDropped()).isEqualTo(4);
        assertThat(requests).isEmpty();
        send(BILLING, disconnect(2, user().add(Attributes.EVENT_TIMESTAMP, EPOCH - 300)));
        send(BILLING, disconnect(3, user().add(Attributes.EVENT_TIMESTAMP, EPOCH + 300)));
        assertThat(requests).hasSize(2);
    }

    @Test
    void aDuplicateIsAnsweredAndNotDoneAgain() {
        byte[] request = disconnect(1, user());
        send(BILLING, request);
        send(BILLING, request);
        assertThat(requests).as("the first is worked on").hasSize(1);
        assertThat(answers).isEmpty();
        server.finish(requests.remove(), DynamicResult.done(1));
        byte[] first = answers.remove(0);
        send(BILLING, request);
        assertThat(requests).isEmpty();
        assertThat(answers).containsExactly(first);
        assertThat(status().disconnectDuplicates()).isEqualTo(2);
        assertThat(status().disconnectDropped()).isEqualTo(1);
        assertThat(status().disconnectAcks()).isEqualTo(1);
    }

    @Test
    void anotherPortIdentifierOrAuthenticatorIsAnotherRequest() {
        send(BILLING, disconnect(1, user()));
        send(source("10.0.0.5", 4001), disconnect(1, user()));
        send(source("10.0.0.6", 4000), disconnect(1, user()));
        send(BILLING, disconnect(2, user()));
        send(BILLING, disconnect(1, user().add(Attributes.CALLED_STATION_ID, "0800")));
        assertThat(requests).hasSize(5);
        assertThat(status().disconnectDuplicates()).isZero();
    }

    @Test
    void whoReplaysItFromElsewhereHasNothingDone() {
        byte[] request = disconnect(1, user().add(Attributes.EVENT_TIMESTAMP, EPOCH));
        send(BILLING, request);
        server.finish(requests.remove(), DynamicResult.done(1));
        send(source("10.0.0.5", 4001), request);
        send(source("10.0.0.6", 4000), request);
        assertThat(requests).isEmpty();
        assertThat(answers).hasSize(3);
        assertThat(status().disconnectDuplicates()).isEqualTo(2);
    }

    @Test
    void aRequestOfAClockThatIsAheadIsRememberedAsLongAsItIsCurrent() {
        byte[] request = disconnect(1, user().add(Attributes.EVENT_TIMESTAMP, EPOCH + 200));
        send(BILLING, request);
        server.finish(requests.remove(), DynamicResult.done(1));
        nowNs += 499 * SECOND_NS;
        epochSeconds += 499;
        send(BILLING, request);
        assertThat(requests).isEmpty();
        assertThat(answers).hasSize(2);
    }

    /** Whoever replays it then is stopped by its timestamp, for the windows are the same (RFC 5176 6.3). */
    @Test
    void afterTheWindowAReplayIsStale() {
        byte[] request = disconnect(1, user().add(Attributes.EVENT_TIMESTAMP, EPOCH));
        send(BILLING, request);
        server.finish(requests.remove(), DynamicResult.done(1));
        nowNs += 299 * SECOND_NS;
        epochSeconds += 299;
        send(BILLING, request);
        assertThat(answers).hasSize(2);
        nowNs += 2 * SECOND_NS;
        epochSeconds += 2;
        send(BILLING, request);
        assertThat(answers).hasSize(2);
        assertThat(requests).isEmpty();
        assertThat(server.remembered()).isZero();
    }

    @Test
    void whatIsRememberedAndWorkedOnIsBounded() {
        int sent = 0;
        while (requests.size() < DynamicAuthorization.MAX_AT_WORK) {
            send(source("10.0.0.5", 1 + sent++), disconnect(1, user()));
        }
        send(BILLING, disconnect(1, user()));
        assertThat(requests).hasSize(DynamicAuthorization.MAX_AT_WORK);
        assertThat(status().disconnectDropped()).isEqualTo(1);
        assertThat(answers).isEmpty();
        DynamicRequest held = requests.remove();
        server.finish(requests.remove(), DynamicResult.done(0));
        for (int i = 0; i < 20_000; i++) {
            send(source("10.0.0." + (10 + i % 200), 1000 + i), disconnect(1, user()));
            server.finish(requests.removeLast(), DynamicResult.done(0));
        }
        assertThat(server.remembered()).isEqualTo(AnsweredRequests.MAX_REMEMBERED);
        answers.clear();
        send(held.source(), disconnect(1, user()));
        assertThat(answers).as("what is worked on is not forgotten").isEmpty();
        assertThat(requests).hasSize(DynamicAuthorization.MAX_AT_WORK - 2);
    }

    @Test
    void theLongestSourceDecides() {
        Secret narrow = Secret.of("narrow");
        configure(
                new DynamicClient("wide", IpPrefix.parse("10.0.0.0/8"), SECRET, false, false),
                new DynamicClient("narrow", IpPrefix.parse("10.0.0.5/32"), narrow, false, false));
        send(BILLING, disconnect(1, user()));
        assertThat(requests).isEmpty();
        byte[] request = new PacketCodec(narrow).encodeSignedRequest(RadiusCode.DISCONNECT_REQUEST, 1, false, user());
        send(BILLING, request);
        assertThat(requests.remove().client()).isEqualTo("narrow");
        send(source("10.0.0.6", 4000), disconnect(1, user()));
        assertThat(requests.remove().client()).isEqualTo("wide");
    }

    @Test
    void aReloadKeepsCountsAndForgetsClientsThatAreGone() {
        send(BILLING, disconnect(1, user()));
        DynamicRequest begun = requests.remove();
        configure(
                new DynamicClient("billing", IpPrefix.parse("10.0.0.5/32"), SECRET, false, false),
                new DynamicClient("other", IpPrefix.parse("10.1.0.0/16"), SECRET, false, false));
        server.finish(begun, DynamicResult.done(1));
        assertThat(answers).hasSize(1);
        assertThat(status().disconnectRequests()).isEqualTo(1);
        send(BILLING, disconnect(2, user()));
        begun = requests.remove();
        configure(new DynamicClient[0]);
        server.finish(begun, DynamicResult.done(1));
        assertThat(answers).as("nobody is there any more").hasSize(1);
        assertThat(server.status()).isEmpty();
        send(BILLING, disconnect(3, user()));
        assertThat(server.disconnectStrangers()).isEqualTo(1);
    }

    @Test
    void otherCodesAreCountedAndDropped() {
        byte[] access = codec.encodeRequest(RadiusCode.ACCESS_REQUEST, 1, new byte[16], user());
        send(BILLING, access);
        send(BILLING, codec.encodeSignedRequest(RadiusCode.ACCOUNTING_REQUEST, 1, true, user()));
        byte[] unknown = disconnect(1, user());
        unknown[0] = 99;
        send(BILLING, unknown);
        assertThat(status().unknownTypes()).isEqualTo(3);
        send(BILLING, new byte[0]);
        assertThat(status().unknownTypes()).isEqualTo(4);
        send(BILLING, new byte[] {40, 1, 0, 20, 0, 0});
        send(BILLING, new byte[] {43});
        assertThat(status().disconnectMalformed()).isEqualTo(1);
        assertThat(status().coaMalformed()).isEqualTo(1);
        assertThat(answers).isEmpty();
    }

    @Test
    void nothingThatComesThrows() {
        var random = new SeededRandom(5176);
        byte[] good = coa(
                1,
                user().add(Attributes.SESSION_TIMEOUT, 3)
                        .add(Attributes.PROXY_STATE, new byte[20])
                        .add(Attributes.NAS_PORT_ID, "x"));
        int handled = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] packet = good.clone();
            int length = i % 3 == 0 ? random.nextInt(packet.length + 1) & 0x7fff_ffff : packet.length;
            for (int flips = random.nextInt(4) & 3; flips > 0; flips--) {
                packet[(random.nextInt(packet.length) & 0x7fff_ffff) % packet.length] = (byte) random.nextInt(256);
            }
            byte[] resigned = i % 2 == 0 ? packet : signed(packet);
            server.receive(nowNs + i, epochSeconds, BILLING, resigned, Math.min(length, packet.length));
            while (!requests.isEmpty()) {
                server.finish(requests.remove(), DynamicResult.done(1));
                handled++;
            }
        }
        assertThat(handled).isPositive();
        assertThat(status().coaMalformed()).isPositive();
        assertThat(status().coaBadAuthenticators()).isPositive();
    }

    /** Random attributes under a good authenticator: the client is trusted, its packets are not. */
    private static byte[] signed(byte[] packet) {
        try {
            Arrays.fill(packet, 4, 20, (byte) 0);
            var md5 = MessageDigest.getInstance("MD5");
            md5.update(packet);
            byte[] made = md5.digest("radsecret".getBytes(StandardCharsets.US_ASCII));
            System.arraycopy(made, 0, packet, 4, 16);
            return packet;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void noSecretIsShown() {
        assertThat(new DynamicClient("billing", IpPrefix.parse("10.0.0.0/24"), SECRET, false, false).toString())
                .doesNotContain("radsecret");
    }
}
