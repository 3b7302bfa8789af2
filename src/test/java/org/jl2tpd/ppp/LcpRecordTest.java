package org.jl2tpd.ppp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.ppp.AuthProtocol.CHAP_MD5;
import static org.jl2tpd.ppp.AuthProtocol.PAP;
import static org.jl2tpd.ppp.Scripted.LCP;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What a link tells of its LCP to somebody who goes on with it (RFC 2661 4.4.5). */
class LcpRecordTest {
    private static final HexFormat HEX = HexFormat.of();

    /** A peer that has sent an option too many first, and was then taken at its second word. */
    private static Scripted opened(Settings settings) {
        var peer = new Scripted(settings);
        peer.link.keepLcp();
        peer.link.up(0);
        byte[] request = peer.host.frames.get(peer.host.frames.size() - 1);
        peer.send(LCP, 1, 1, "0d03060506aabbccdd");
        peer.send(LCP, 1, 2, "0506aabbccdd");
        String own = HEX.formatHex(request);
        int at = own.indexOf("c02101");
        peer.send(LCP, 2, Integer.parseInt(own.substring(at + 6, at + 8), 16), own.substring(at + 12));
        return peer;
    }

    @Test
    void firstAndLastRequestsAreKeptWordByWord() {
        var peer = opened(Settings.server(CHAP_MD5));
        peer.host.pending = true;
        assertThat(peer.link.phase()).isEqualTo(PppPhase.AUTHENTICATE);
        LcpRecord record = peer.link.lcpRecord();
        assertThat(HEX.formatHex(record.initialReceived())).isEqualTo("0d03060506aabbccdd");
        assertThat(HEX.formatHex(record.lastReceived())).isEqualTo("0506aabbccdd");
        assertThat(HEX.formatHex(record.lastSent())).contains("0305c22305").contains("0506");
    }

    @Test
    void theIdentifierOfAPapRequestIsToldAndTheLinkEndsWithoutAWord() {
        var peer = opened(Settings.server(PAP));
        peer.host.pending = true;
        peer.send("c023", 1, 0x5e, "05616c69636506733363726574");
        assertThat(peer.host.requests).hasSize(1);
        assertThat(peer.link.lcpRecord().authIdentifier()).isEqualTo(0x5e);
        peer.host.frames.clear();
        peer.link.down(0);
        assertThat(peer.host.frames).isEmpty();
        assertThat(peer.host.cause).isNull();
        assertThat(peer.link.nextDeadlineNs()).isEqualTo(PppLink.NEVER);
    }

    @Test
    void aProxysLcpIsTold() {
        var peer = new Scripted(Settings.server(CHAP_MD5));
        peer.link.keepLcp();
        peer.link.upWithProxy(0, HEX.parseHex("0305c223050506cafebabe"), HEX.parseHex("05060badcafe"), null);
        LcpRecord record = peer.link.lcpRecord();
        assertThat(HEX.formatHex(record.lastSent())).isEqualTo("0305c223050506cafebabe");
        assertThat(HEX.formatHex(record.lastReceived())).isEqualTo("05060badcafe");
    }

    @Test
    void nothingIsToldWhereNothingWasKeptOrLcpIsNotOpen() {
        var silent = new Scripted(Settings.server(CHAP_MD5));
        silent.link.keepLcp();
        silent.link.up(0);
        assertThat(silent.link.lcpRecord()).isNull();
        var peer = new Scripted(Settings.server(CHAP_MD5));
        peer.link.upWithProxy(0, HEX.parseHex("0305c223050506cafebabe"), new byte[0], null);
        assertThat(peer.link.lcpRecord()).isNull();
    }
}
