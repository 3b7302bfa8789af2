package org.jl2tpd.ppp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jl2tpd.wire.PppDisconnectCause;
import org.jl2tpd.wire.Secret;

/**
 * The authenticator's half of PAP (RFC 1334), CHAP (RFC 1994) and MS-CHAPv2 (RFC 2759): asks the peer, has the answer
 * judged, and says the result as often as the peer repeats its answer (CHAP-1994-03, PAP-1334-01).
 */
final class PeerAuth {
    /** Codes of PAP (RFC 1334 2.2). */
    static final int PAP_REQUEST = 1;

    static final int PAP_ACK = 2;
    static final int PAP_NAK = 3;

    /** Codes of CHAP (RFC 1994 4). */
    static final int CHALLENGE = 1;

    static final int RESPONSE = 2;
    static final int SUCCESS = 3;
    static final int FAILURE = 4;

    /** Octets of our challenges (RFC 2759 4 wants 16). */
    static final int CHALLENGE_LENGTH = 16;

    /** Longest user name taken from a peer, in octets. */
    static final int MAX_NAME = 255;

    /** Longest text that a result carries, in octets. */
    private static final int MAX_MESSAGE = 200;

    /** Most characters that are shown of the text that a peer's refusal has. */
    private static final int MAX_SHOWN = 100;

    private static final int MS_CHAP_V2_LENGTH = 49;

    private enum Step {
        WAITING,
        JUDGING,
        ACCEPTED,
        REFUSED
    }

    private final PppLink link;
    private final AuthPhase phase;
    private final AuthProtocol protocol;
    private Step step = Step.WAITING;
    private byte identifier;
    private boolean again;
    private int tries;
    private byte[] challenge;
    private String result = "";
    private String userName = "";
    private long deadlineNs = ControlProtocol.NEVER;

    PeerAuth(PppLink link, AuthPhase phase, AuthProtocol protocol) {
        this.link = link;
        this.phase = phase;
        this.protocol = protocol;
    }

    long deadlineNs() {
        return deadlineNs;
    }

    int identifier() {
        return identifier & 0xff;
    }

    int number() {
        return AuthOption.number(protocol);
    }

    /** Sends the first challenge; with PAP the peer begins. */
    void begin(long nowNs) {
        if (protocol != AuthProtocol.PAP) {
            identifier = (byte) link.random().nextInt();
            sendChallenge(nowNs);
        } else if (link.settings().pap().waitNs() > 0) {
            deadlineNs = nowNs + link.settings().pap().waitNs();
        }
    }

    /** A new challenge each time, with a new identifier (RFC 1994 4.1, CHAP-1994-01). */
    private void sendChallenge(long nowNs) {
        step = Step.WAITING;
        tries++;
        identifier++;
        challenge = new byte[CHALLENGE_LENGTH];
        link.random().nextBytes(challenge);
        ByteBuffer out = link.out.packet(PppProtocol.CHAP, CHALLENGE, identifier & 0xff);
        out.put((byte) CHALLENGE_LENGTH).put(challenge);
        out.put(cut(link.settings().localName(), MAX_NAME));
        link.out.sendPacket(out);
        deadlineNs = nowNs + link.settings().authRestartNs();
    }

    /** No answer came, or it is time to ask an authenticated peer again (RFC 1994 2, CHAP-1994-05). */
    void onTimeout(long nowNs) {
        if (step == Step.ACCEPTED) {
            again = true;
            tries = 0;
            sendChallenge(nowNs);
        } else if (protocol == AuthProtocol.PAP) {
            giveUp(nowNs, "no PAP request");
        } else if (tries > link.settings().authRetries()) {
            giveUp(nowNs, "no answer to challenges");
        } else {
            sendChallenge(nowNs);
        }
    }

    private void giveUp(long nowNs, String text) {
        deadlineNs = ControlProtocol.NEVER;
        link.close(nowNs, PppLink.cause(PppDisconnectCause.AUTH_TIMEOUT, number(), 0, text));
    }

    /** The answer was judged before we came in (proxy authentication): only its result goes to the peer. */
    void judgeProxied(long nowNs, AuthRequest request, int proxyIdentifier) {
        identifier = (byte) proxyIdentifier;
        judge(nowNs, request);
    }

    /** A CHAP Response: value size, value, name (RFC 1994 4.1). */
    void response(long nowNs, int from, ByteBuffer packet) {
        if (protocol == AuthProtocol.PAP || from != (identifier & 0xff)) {
            link.dropped();
            return;
        }
        if (isRepeated(packet)) {
            return;
        }
        int size = packet.hasRemaining() ? packet.get() & 0xff : -1;
        int wanted = protocol == AuthProtocol.CHAP_MD5 ? ChapCrypto.MD5_LENGTH : MS_CHAP_V2_LENGTH;
        if (size != wanted || packet.remaining() < size || packet.remaining() - size > MAX_NAME) {
            link.dropped();
            return;
        }
        var value = new byte[size];
        packet.get(value);
        judge(nowNs, request(value, text(packet, packet.remaining())));
    }

    private AuthRequest request(byte[] value, String name) {
        if (protocol == AuthProtocol.CHAP_MD5) {
            return new AuthRequest.Chap(name, identifier & 0xff, challenge, value);
        }
        byte[] peerChallenge = Arrays.copyOf(value, 16);
        byte[] ntResponse = Arrays.copyOfRange(value, 24, 24 + ChapCrypto.NT_RESPONSE_LENGTH);
        return new AuthRequest.MsChapV2(name, identifier & 0xff, challenge, peerChallenge, ntResponse);
    }

    /** A PAP Authenticate-Request: name and password, each behind its length (RFC 1334 2.2.1). */
    void papRequest(long nowNs, int from, ByteBuffer packet) {
        if (protocol != AuthProtocol.PAP) {
            link.dropped();
            return;
        }
        if (step != Step.JUDGING) {
            identifier = (byte) from;
        }
        if (isRepeated(packet)) {
            return;
        }
        int nameLength = packet.hasRemaining() ? packet.get() & 0xff : 0;
        if (packet.remaining() <= nameLength) {
            link.dropped();
            return;
        }
        String name = text(packet, nameLength);
        int passwordLength = packet.get() & 0xff;
        if (packet.remaining() < passwordLength) {
            link.dropped();
            return;
        }
        var password = new byte[passwordLength];
        packet.get(password);
        judge(nowNs, new AuthRequest.Pap(name, new Secret(password)));
    }

    /** Whether the answer was already judged, or is being judged; a result is then said again. */
    private boolean isRepeated(ByteBuffer packet) {
        if (step == Step.ACCEPTED || step == Step.REFUSED) {
            sendResult();
            return true;
        }
        if (step == Step.JUDGING) {
            link.dropped();
            return true;
        }
        return false;
    }

    private void judge(long nowNs, AuthRequest request) {
        step = Step.JUDGING;
        deadlineNs = ControlProtocol.NEVER;
        userName = request.userName();
        if (link.settings().acceptsName(userName)) {
            phase.ask(nowNs, request);
        } else {
            judged(nowNs, AuthReply.refuse("another name is expected", false));
        }
    }

    /** Whether a challenge that the peer sends us is our own, come back to have us answer it. */
    boolean sentChallenge(byte[] received) {
        return Arrays.equals(received, challenge);
    }

    /** The judgement: a result for the peer, then the link goes on or ends. */
    void judged(long nowNs, AuthReply reply) {
        boolean first = !again;
        again = false;
        step = reply.accepted() ? Step.ACCEPTED : Step.REFUSED;
        result = resultText(reply);
        challenge = null;
        sendResult();
        if (!reply.accepted()) {
            link.close(nowNs, PppLink.cause(PppDisconnectCause.AUTH_FAILED, number(), 1, "authentication failed"));
            return;
        }
        long interval = link.settings().chapIntervalNs();
        deadlineNs = interval > 0 && protocol != AuthProtocol.PAP ? nowNs + interval : ControlProtocol.NEVER;
        if (first) {
            String authorized = reply.policy().userName();
            phase.peerProved(nowNs, authorized.isEmpty() ? userName : authorized, reply.grant());
        }
    }

    private String resultText(AuthReply reply) {
        String message = reply.message() == null ? "" : reply.message();
        if (protocol != AuthProtocol.MS_CHAP_V2) {
            return message;
        }
        if (reply.accepted()) {
            String proof = reply.msChapV2Response() == null ? "" : reply.msChapV2Response();
            return proof.contains(" M=") ? proof : proof + " M=" + message;
        }
        String error = reply.msChapV2Response() == null ? "E=691" : reply.msChapV2Response();
        return error + " R=0 C=" + ChapText.hex(link.random(), CHALLENGE_LENGTH) + " V=3 M=" + message;
    }

    private void sendResult() {
        boolean good = step == Step.ACCEPTED;
        if (protocol == AuthProtocol.PAP) {
            byte[] text = cut(result, MAX_MESSAGE);
            ByteBuffer out = link.out.packet(PppProtocol.PAP, good ? PAP_ACK : PAP_NAK, identifier & 0xff);
            link.out.sendPacket(out.put((byte) text.length).put(text));
        } else {
            ByteBuffer out = link.out.packet(PppProtocol.CHAP, good ? SUCCESS : FAILURE, identifier & 0xff);
            link.out.sendPacket(out.put(cut(result, MAX_MESSAGE)));
        }
    }

    /** What a PAP Nak (RFC 1334 2.2.2) or a CHAP Failure (RFC 1994 4.2; RFC 2759 6: behind {@code M=}) says, cleaned and bounded; empty for nothing. */
    static String message(AuthProtocol protocol, ByteBuffer packet) {
        int length = packet.remaining();
        if (protocol == AuthProtocol.PAP) {
            length = packet.hasRemaining() ? Math.min(packet.get() & 0xff, packet.remaining()) : 0;
        }
        String said = text(packet, Math.min(length, MAX_MESSAGE));
        if (protocol == AuthProtocol.MS_CHAP_V2) {
            int at = said.indexOf("M=");
            said = at < 0 ? "" : said.substring(at + 2);
        }
        String clean = said.replaceAll("\\p{Cntrl}", " ").strip();
        return clean.length() <= MAX_SHOWN ? clean : clean.substring(0, MAX_SHOWN);
    }

    static String text(ByteBuffer packet, int length) {
        var octets = new byte[length];
        packet.get(octets);
        return new String(octets, StandardCharsets.UTF_8);
    }

    static byte[] cut(String text, int max) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        return octets.length <= max ? octets : Arrays.copyOf(octets, max);
    }
}
