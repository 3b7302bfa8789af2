package org.jl2tpd.daemon;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jl2tpd.management.RadiusTrial;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.AttributeType;
import org.jl2tpd.radius.Attributes;
import org.jl2tpd.radius.RadiusCode;
import org.jl2tpd.radius.RadiusRequest;
import org.jl2tpd.radius.RadiusResult;
import org.jl2tpd.radius.RadiusSender;
import org.jl2tpd.wire.IpAddress;

/** Asks RADIUS servers for an operator whether they would let a user in. */
final class RadiusTrials implements RadiusTrial.Asker {
    private static final int CHALLENGE_OCTETS = 16;
    private static final long SERVICE_FRAMED = 2;
    private static final long FRAMED_PPP = 1;
    private static final long PORT_VIRTUAL = 5;

    private final RadiusSender sender;
    private final StrongRandom random = new StrongRandom();

    RadiusTrials(RadiusSender sender) {
        this.sender = sender;
    }

    @Override
    public CompletableFuture<RadiusTrial.Answer> ask(RadiusTrial trial) {
        var answer = new CompletableFuture<RadiusTrial.Answer>();
        var request = new RadiusRequest(RadiusRequest.Kind.AUTHENTICATION, trial.group(), attributes(trial), 0);
        long beganNs = System.nanoTime();
        sender.send(request, result -> answer.complete(answer(result, System.nanoTime() - beganNs)));
        return answer;
    }

    private AttributeSet attributes(RadiusTrial trial) {
        AttributeSet set = new AttributeSet()
                .add(Attributes.USER_NAME, trial.user())
                .add(Attributes.SERVICE_TYPE, SERVICE_FRAMED)
                .add(Attributes.FRAMED_PROTOCOL, FRAMED_PPP)
                .add(Attributes.NAS_PORT_TYPE, PORT_VIRTUAL);
        byte[] password = trial.password().octets();
        if (!trial.chap()) {
            return set.add(Attributes.USER_PASSWORD, password);
        }
        byte[] challenge = new byte[CHALLENGE_OCTETS];
        random.nextBytes(challenge);
        byte identifier = (byte) random.nextInt();
        return set.add(Attributes.CHAP_PASSWORD, response(identifier, password, challenge))
                .add(Attributes.CHAP_CHALLENGE, challenge);
    }

    /** The identifier and the response (RFC 1994 4.1). */
    private static byte[] response(byte identifier, byte[] password, byte[] challenge) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(identifier);
            md5.update(password);
            byte[] digest = md5.digest(challenge);
            return ByteBuffer.allocate(1 + digest.length)
                    .put(identifier)
                    .put(digest)
                    .array();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RadiusTrial.Answer answer(RadiusResult result, long tookNs) {
        long micros = TimeUnit.NANOSECONDS.toMicros(tookNs);
        if (result instanceof RadiusResult.Answered answered) {
            String word = answered.code() == RadiusCode.ACCESS_ACCEPT
                    ? "accept"
                    : answered.code() == RadiusCode.ACCESS_REJECT ? "reject" : "challenge";
            List<RadiusTrial.Attribute> attributes = answered.attributes().values().stream()
                    .map(RadiusTrials::shown)
                    .toList();
            return new RadiusTrial.Answer(word, answered.server(), micros, "", attributes);
        }
        var failed = (RadiusResult.Failed) result;
        return new RadiusTrial.Answer("failed", "", micros, failed.words(), List.of());
    }

    static RadiusTrial.Attribute shown(AttributeSet.Value value) {
        String tag = value.tag() == AttributeSet.NO_TAG ? "" : ":" + value.tag();
        boolean hidden = value.type().hiding() != AttributeType.Hiding.NONE;
        return new RadiusTrial.Attribute(value.type().name() + tag, hidden ? "***" : text(value));
    }

    private static String text(AttributeSet.Value value) {
        byte[] octets = value.octets();
        boolean isAddress = octets.length == 4 || octets.length == 16;
        return switch (value.type().format()) {
            case TEXT -> new String(octets, StandardCharsets.UTF_8);
            case NUMBER, LARGE -> octets.length <= 8 ? Long.toUnsignedString(AttributeSet.number(octets)) : hex(octets);
            case DATE ->
                octets.length == 4
                        ? Instant.ofEpochSecond(AttributeSet.number(octets)).toString()
                        : hex(octets);
            case ADDRESS, ADDRESS6 -> isAddress ? IpAddress.of(octets).toString() : hex(octets);
            case PREFIX6 -> prefix(value);
            case OCTETS, INTERFACE_ID -> hex(octets);
        };
    }

    private static String prefix(AttributeSet.Value value) {
        var prefix = new AttributeSet().add(value.type(), value.octets()).prefix(value.type());
        return prefix == null ? hex(value.octets()) : prefix.toString();
    }

    private static String hex(byte[] octets) {
        return "0x" + HexFormat.of().formatHex(octets).toLowerCase(Locale.ROOT);
    }
}
