package org.jl2tpd.ppp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jl2tpd.testing.SeededRandom;

/** One link and a peer that a test plays by hand; frames are hexadecimal text without FF03. */
final class Scripted {
    static final String LCP = "c021";
    static final String IPCP = "8021";
    static final String IPV6CP = "8057";
    private static final HexFormat HEX = HexFormat.of();

    final FakeHost host = new FakeHost();
    final PppLink link;
    long nowNs;

    Scripted(Settings settings) {
        link = new PppLink(settings.build(), host, new SeededRandom(7));
    }

    static Scripted up(Settings settings) {
        var scripted = new Scripted(settings);
        scripted.link.up(0);
        return scripted;
    }

    /** Up, LCP opened, the peer asking for nothing. */
    static Scripted lcpOpen(Settings settings) {
        return lcpOpen(settings, "");
    }

    static Scripted lcpOpen(Settings settings, String peerOptions) {
        var scripted = up(settings);
        scripted.ackRequest(LCP);
        scripted.send(LCP, 1, 9, peerOptions);
        scripted.expectCode(LCP, 2);
        assertThat(scripted.link.describe()).startsWith("lcp Opened");
        return scripted;
    }

    /** To the network phase without authentication; our IPCP and IPv6CP requests are out. */
    static Scripted network(Settings settings) {
        var scripted = lcpOpen(settings);
        assertThat(scripted.link.phase()).isEqualTo(PppPhase.NETWORK);
        return scripted;
    }

    void frame(String hex) {
        link.onFrame(nowNs, ByteBuffer.wrap(HEX.parseHex(hex)));
    }

    void send(String protocol, int code, int identifier, String data) {
        int length = 4 + data.length() / 2;
        frame("ff03" + protocol + String.format("%02x%02x%04x", code, identifier, length) + data);
    }

    /** The oldest frame that the link sent, as protocol and packet; FF03 is checked and left out. */
    String next() {
        assertThat(host.frames).as("frames of the link").isNotEmpty();
        String hex = HEX.formatHex(host.frames.remove(0));
        assertThat(hex).startsWith("ff03");
        return hex.substring(4);
    }

    /** The next frame, which has to be of this protocol and code; returns its data. */
    String expectCode(String protocol, int code) {
        String frame = next();
        assertThat(frame).startsWith(protocol + String.format("%02x", code));
        return frame.substring(12);
    }

    /** The identifier of a frame from {@link #next}. */
    static int identifier(String frame) {
        return Integer.parseInt(frame.substring(6, 8), 16);
    }

    /** Takes the next Configure-Request and acknowledges it; returns its options. */
    String ackRequest(String protocol) {
        String request = next();
        assertThat(request).startsWith(protocol + "01");
        send(protocol, 2, identifier(request), request.substring(12));
        return request.substring(12);
    }

    void silent() {
        assertThat(host.frames).isEmpty();
    }

    /** Lets time pass to the next deadline. */
    void elapse() {
        nowNs = link.nextDeadlineNs();
        assertThat(nowNs).isNotEqualTo(PppLink.NEVER);
        link.onTimeout(nowNs);
    }
}
