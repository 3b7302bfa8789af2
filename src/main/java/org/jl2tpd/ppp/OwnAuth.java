package org.jl2tpd.ppp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jl2tpd.wire.PppDisconnectCause;

/**
 * The peer's half of PAP, CHAP and MS-CHAPv2: proves who we are. A request or response is repeated until its result comes,
 * since the result may be lost (RFC 1994 4.2).
 */
final class OwnAuth {
    private final PppLink link;
    private final AuthPhase phase;
    private final AuthProtocol protocol;

    /** Whether another may have authenticated in our name (proxy): a result, or network protocols, may come unasked. */
    private final boolean proxied;

    private boolean proved;
    private boolean answered;
    private byte identifier;
    private int tries;

    /** The last Challenge: a copy of it gets the same Response, so that one Success fits both. */
    private byte[] lastChallenge;

    /** The last Response's value, until its result came. */
    private byte[] value;

    /** {@code S=...} that an MS-CHAPv2 Success has to show. */
    private String expected;

    private long deadlineNs = ControlProtocol.NEVER;

    OwnAuth(PppLink link, AuthPhase phase, AuthProtocol protocol, boolean proxied) {
        this.link = link;
        this.phase = phase;
        this.protocol = protocol;
        this.proxied = proxied;
    }

    long deadlineNs() {
        return deadlineNs;
    }

    boolean proved() {
        return proved;
    }

    private int number() {
        return AuthOption.number(protocol);
    }

    /** PAP begins here; CHAP waits for a challenge. After a proxied exchange PAP first waits for its result. */
    void begin(long nowNs) {
        identifier = (byte) link.random().nextInt();
        if (protocol == AuthProtocol.PAP && proxied) {
            deadlineNs = nowNs + restartNs();
        } else if (protocol == AuthProtocol.PAP) {
            sendPap(nowNs);
        }
    }

    void onTimeout(long nowNs) {
        if (isGivenUp()) {
            deadlineNs = ControlProtocol.NEVER;
            link.close(nowNs, PppLink.cause(PppDisconnectCause.AUTH_TIMEOUT, number(), 0, "no answer"));
        } else if (protocol == AuthProtocol.PAP) {
            sendPap(nowNs);
        } else {
            sendResponse(nowNs);
        }
    }

    private void sendPap(long nowNs) {
        answered = true;
        ByteBuffer out = link.out.packet(PppProtocol.PAP, PeerAuth.PAP_REQUEST, ++identifier & 0xff);
        byte[] name = PeerAuth.cut(link.settings().userName(), PeerAuth.MAX_NAME);
        byte[] password = link.settings().password().octets();
        int length = Math.min(password.length, 255);
        out.put((byte) name.length).put(name).put((byte) length).put(password, 0, length);
        link.out.sendPacket(out);
        sent(nowNs);
    }

    /** A Challenge: value size, value, name. It may come again at any time (RFC 1994 2). */
    void challenge(long nowNs, int from, ByteBuffer packet) {
        int size = packet.hasRemaining() ? packet.get() & 0xff : 0;
        boolean sized = protocol == AuthProtocol.MS_CHAP_V2 ? size == PeerAuth.CHALLENGE_LENGTH : size > 0;
        if (protocol == AuthProtocol.PAP || !sized || packet.remaining() < size) {
            link.dropped();
            return;
        }
        var challenge = new byte[size];
        packet.get(challenge);
        if (phase.sentChallenge(challenge)) {
            link.dropped();
            return;
        }
        if (!link.settings().acceptsName(PeerAuth.text(packet, packet.remaining()))) {
            deadlineNs = ControlProtocol.NEVER;
            link.close(
                    nowNs,
                    PppLink.cause(PppDisconnectCause.AUTH_FAILED, number(), 1, "the server's name is not remote_name"));
            return;
        }
        if (from == (identifier & 0xff) && Arrays.equals(challenge, lastChallenge)) {
            repeatResponse(nowNs);
            return;
        }
        identifier = (byte) from;
        lastChallenge = challenge;
        tries = 0;
        value = protocol == AuthProtocol.CHAP_MD5
                ? ChapCrypto.chapMd5(from, link.settings().password(), challenge)
                : msChapV2(challenge);
        sendResponse(nowNs);
    }

    private void repeatResponse(long nowNs) {
        if (value == null) {
            link.dropped();
        } else {
            sendResponse(nowNs);
        }
    }

    private byte[] msChapV2(byte[] challenge) {
        var peerChallenge = new byte[PeerAuth.CHALLENGE_LENGTH];
        link.random().nextBytes(peerChallenge);
        byte[] passwordHash = ChapCrypto.ntPasswordHash(link.settings().password());
        byte[] challenge8 = ChapCrypto.challengeHash(
                peerChallenge, challenge, link.settings().userName());
        byte[] ntResponse = ChapCrypto.ntResponse(challenge8, passwordHash);
        expected = ChapCrypto.authenticatorResponse(passwordHash, ntResponse, challenge8);
        Arrays.fill(passwordHash, (byte) 0);
        return ChapCrypto.msChapV2Value(peerChallenge, ntResponse);
    }

    private void sendResponse(long nowNs) {
        answered = true;
        ByteBuffer out = link.out.packet(PppProtocol.CHAP, PeerAuth.RESPONSE, identifier & 0xff);
        out.put((byte) value.length).put(value);
        out.put(PeerAuth.cut(link.settings().userName(), PeerAuth.MAX_NAME));
        link.out.sendPacket(out);
        sent(nowNs);
    }

    private void sent(long nowNs) {
        tries++;
        deadlineNs = nowNs + restartNs();
    }

    private long restartNs() {
        PppSettings settings = link.settings();
        return protocol == AuthProtocol.PAP ? settings.pap().restartNs() : settings.authRestartNs();
    }

    private boolean isGivenUp() {
        PppSettings settings = link.settings();
        return protocol == AuthProtocol.PAP ? tries >= settings.pap().maxRequests() : tries > settings.authRetries();
    }

    /** Success or Failure of CHAP, Ack or Nak of PAP. */
    void result(long nowNs, int of, boolean pap, boolean good, ByteBuffer packet) {
        boolean ours = pap == (protocol == AuthProtocol.PAP) && isAwaited(of);
        if (!ours) {
            link.dropped();
        } else if (!good) {
            String said = PeerAuth.message(protocol, packet);
            refused(nowNs, "peer refused our authentication" + (said.isEmpty() ? "" : ": " + said));
        } else if (protocol == AuthProtocol.MS_CHAP_V2 && !showsExpected(packet)) {
            refused(nowNs, "peer does not know our password");
        } else {
            proved(nowNs);
        }
    }

    private boolean isAwaited(int of) {
        boolean byProxy = proxied && !proved && protocol != AuthProtocol.MS_CHAP_V2;
        return byProxy || answered && of == (identifier & 0xff) && deadlineNs != ControlProtocol.NEVER;
    }

    /** The Success packet begins with the response that only the holder of the password knows (RFC 2759 5). */
    private boolean showsExpected(ByteBuffer packet) {
        String text = PeerAuth.text(packet, Math.min(packet.remaining(), PeerAuth.MAX_NAME));
        return expected != null && text.startsWith(expected);
    }

    private void refused(long nowNs, String text) {
        deadlineNs = ControlProtocol.NEVER;
        link.close(nowNs, PppLink.cause(PppDisconnectCause.AUTH_FAILED, number(), 2, text));
    }

    private void proved(long nowNs) {
        deadlineNs = ControlProtocol.NEVER;
        value = null;
        expected = null;
        if (!proved) {
            proved = true;
            link.authProgressed(nowNs);
        }
    }

    /** A network protocol's packet: after a proxied exchange it says that the peer is content. */
    void networkHeard(long nowNs) {
        if (proxied && !proved && protocol != AuthProtocol.MS_CHAP_V2) {
            proved(nowNs);
        }
    }
}
