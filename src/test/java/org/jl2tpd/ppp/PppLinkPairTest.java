package org.jl2tpd.ppp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.ppp.AuthProtocol.CHAP_MD5;
import static org.jl2tpd.ppp.AuthProtocol.MS_CHAP_V2;
import static org.jl2tpd.ppp.AuthProtocol.PAP;
import static org.jl2tpd.ppp.Settings.SECOND;

import org.jl2tpd.wire.PppDisconnectCause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server and a client of ours, back to back. */
class PppLinkPairTest {
    @Test
    void opensBothNetworkProtocolsWithoutAuthentication() {
        var pair = Pair.up(Settings.server(), Settings.client());
        assertThat(pair.bothOpen()).as(pair.server.describe()).isTrue();
        assertThat(pair.serverHost.requests).containsExactly(new AuthRequest.None());
        assertThat(pair.clientHost.requests).isEmpty();
        assertThat(pair.clientHost.events).contains("ipv4Up 192.0.2.77 192.0.2.1");
        assertThat(pair.serverHost.events).contains("ipv4Up 192.0.2.1 192.0.2.77");
        assertThat(pair.clientHost.dns).containsExactly(FakeHost.DNS1, FakeHost.DNS2);
        assertThat(pair.serverHost.localId).isEqualTo(pair.clientHost.peerId);
        assertThat(pair.serverHost.peerId).isEqualTo(pair.clientHost.localId);
        assertThat(pair.server.droppedFrames() + pair.client.droppedFrames()).isZero();
    }

    @ParameterizedTest
    @EnumSource(AuthProtocol.class)
    void opensAfterEachAuthentication(AuthProtocol protocol) {
        var pair = Pair.up(Settings.server(protocol), Settings.client(PAP, CHAP_MD5, MS_CHAP_V2));
        assertThat(pair.bothOpen()).as(pair.server.describe()).isTrue();
        assertThat(pair.server.userName()).isEqualTo("alice");
        assertThat(pair.client.userName()).isEqualTo("alice");
        assertThat(pair.server.phase()).isEqualTo(PppPhase.NETWORK);
    }

    @ParameterizedTest
    @EnumSource(AuthProtocol.class)
    void endsWithTheCauseWhenThePasswordIsWrong(AuthProtocol protocol) {
        var pair = Pair.up(Settings.server(protocol), Settings.client(protocol).password("wrong"));
        pair.run(30 * SECOND);
        int number = protocol == PAP ? 0xc023 : 0xc223;
        assertThat(pair.serverHost.cause.code()).isEqualTo(PppDisconnectCause.AUTH_FAILED);
        assertThat(pair.serverHost.cause.protocol()).isEqualTo(number);
        assertThat(pair.serverHost.cause.direction()).isEqualTo(1);
        assertThat(pair.clientHost.cause.code()).isEqualTo(PppDisconnectCause.AUTH_FAILED);
        assertThat(pair.clientHost.cause.direction()).isEqualTo(2);
        assertThat(pair.server.ipv4Open()).isFalse();
        assertThat(pair.serverHost.events).doesNotContain("ipv4Up 192.0.2.1 192.0.2.77");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void opensThroughLossAndRepetition(long seed) {
        AuthProtocol protocol = AuthProtocol.values()[(int) (seed % 3)];
        var pair = new Pair(Settings.server(protocol), Settings.client(PAP, CHAP_MD5, MS_CHAP_V2), seed, 20);
        pair.start();
        pair.run(55 * SECOND);
        assertThat(pair.bothOpen())
                .as(pair.server.describe() + " / " + pair.client.describe())
                .isTrue();
    }

    @Test
    void closesInOrder() {
        var pair = Pair.up(Settings.server(CHAP_MD5), Settings.client(CHAP_MD5));
        var cause = new PppDisconnectCause(PppDisconnectCause.ADMINISTRATIVE, 0, 0, "bye");
        pair.client.close(pair.nowNs, cause);
        pair.exchange();
        assertThat(pair.clientHost.cause).isEqualTo(cause);
        assertThat(pair.clientHost.events).endsWith("ipv4Down", "ipv6Down", "linkDown 1");
        assertThat(pair.serverHost.events).endsWith("ipv4Down", "ipv6Down");
        assertThat(pair.serverHost.cause).isNull();
        pair.run(3 * SECOND);
        assertThat(pair.serverHost.cause.code()).isEqualTo(PppDisconnectCause.NORMAL);
        assertThat(pair.serverHost.cause.direction()).isEqualTo(1);
        assertThat(pair.server.nextDeadlineNs()).isEqualTo(PppLink.NEVER);
    }
}
