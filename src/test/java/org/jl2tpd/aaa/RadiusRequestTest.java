package org.jl2tpd.aaa;

import static org.assertj.core.api.Assertions.assertThat;

import org.jl2tpd.ppp.AuthReply;
import org.jl2tpd.ppp.AuthRequest;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.AttributeType;
import org.jl2tpd.radius.Attributes;
import org.jl2tpd.radius.RadiusRequest;
import org.jl2tpd.testing.RadiusTestServer;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.Test;

/** What servers are asked, and who is not asked of them. */
class RadiusRequestTest extends RadiusFixture {
    @Test
    void theServerHearsOfTheCall() {
        AttributeSet set = asked(pap("alice"));

        assertThat(set.text(Attributes.USER_NAME)).isEqualTo("alice");
        assertThat(set.text(Attributes.USER_PASSWORD)).isEqualTo("secret word");
        assertThat(set.number(Attributes.SERVICE_TYPE, 0)).isEqualTo(2);
        assertThat(set.number(Attributes.FRAMED_PROTOCOL, 0)).isEqualTo(1);
        assertThat(set.number(Attributes.NAS_PORT, 0)).isEqualTo(3 << 16 | 7);
        assertThat(set.text(Attributes.NAS_PORT_ID)).isEqualTo("l2tp:3/7");
        assertThat(set.number(Attributes.NAS_PORT_TYPE, 0)).isEqualTo(5);
        assertThat(set.text(Attributes.CALLED_STATION_ID)).isEqualTo("100");
        assertThat(set.text(Attributes.CALLING_STATION_ID)).isEqualTo("200");
        assertThat(set.text(Attributes.CONNECT_INFO)).isEqualTo("50000000/10000000");
        assertThat(set.text(Attributes.ACCT_SESSION_ID)).isEqualTo("654321000000001f");
        assertThat(set.has(Attributes.NAS_IDENTIFIER)).isFalse();
    }

    @Test
    void theServerHearsOfTheTunnelWhoseClientIsTheLac() {
        AttributeSet set = asked(pap("alice"));

        assertThat(set.number(Attributes.TUNNEL_TYPE, 0)).isEqualTo(3);
        assertThat(set.number(Attributes.TUNNEL_MEDIUM_TYPE, 0)).isEqualTo(1);
        assertThat(set.text(Attributes.TUNNEL_CLIENT_ENDPOINT)).isEqualTo("192.0.2.2");
        assertThat(set.text(Attributes.TUNNEL_SERVER_ENDPOINT)).isEqualTo("192.0.2.1");
        assertThat(set.text(Attributes.TUNNEL_CLIENT_AUTH_ID)).isEqualTo("lac.example");
        assertThat(set.text(Attributes.TUNNEL_SERVER_AUTH_ID)).isEqualTo("lns.example");
        assertThat(set.text(Attributes.TUNNEL_ASSIGNMENT_ID)).isEqualTo("tunnel-name");
        assertThat(set.text(Attributes.TUNNEL_PRIVATE_GROUP_ID)).isEqualTo("group");
        assertThat(set.text(Attributes.ACCT_TUNNEL_CONNECTION)).isEqualTo("00abcdef");
    }

    /** RFC 5515's rates have 64 bits, RFC 4679's 32. */
    @Test
    void theServerHearsOfTheLine() {
        AttributeSet set = asked(pap("alice"));

        assertThat(set.text(line(1))).isEqualTo("circuit 1");
        assertThat(set.octets(line(129))).containsExactly(0, 15, 66, 64);
        assertThat(set.number(line(130), 0)).as("ten gigabits").isEqualTo(0xffff_ffffL);
        assertThat(set.octets(line(144))).containsExactly(1, 2, 0);
        assertThat(set.octets(line(254))).isEmpty();
    }

    private static AttributeType line(int number) {
        return Attributes.find(Attributes.ADSL_FORUM, number);
    }

    @Test
    void theGroupOfTheProfileIsAsked() {
        asked(pap("alice"));

        assertThat(sent.get(0).request().group()).isEqualTo("isp");
        assertThat(sent.get(0).request().kind()).isEqualTo(RadiusRequest.Kind.AUTHENTICATION);
    }

    /** RFC 2865 5.3 and 5.40. */
    @Test
    void chapIsIdentifierThenResponseAndTheChallengeBeside() {
        AttributeSet set = asked(new AuthRequest.Chap("alice", 200, octets(16, 1), octets(16, 50)));

        assertThat(set.octets(Attributes.CHAP_PASSWORD)).hasSize(17).startsWith((byte) 200, (byte) 50);
        assertThat(set.octets(Attributes.CHAP_CHALLENGE)).isEqualTo(octets(16, 1));
        assertThat(set.has(Attributes.USER_PASSWORD)).isFalse();
    }

    /** RFC 2548 2.3.2: identifier, flags, peer's challenge, eight reserved octets, response. */
    @Test
    void msChapV2IsLaidOutAsRfc2548Says() {
        AttributeSet set = asked(microsoft());

        byte[] response = set.octets(Attributes.MS_CHAP2_RESPONSE);
        assertThat(response).hasSize(50).startsWith((byte) 200, (byte) 0, (byte) 50);
        assertThat(java.util.Arrays.copyOfRange(response, 18, 26)).containsOnly(0);
        assertThat(set.octets(Attributes.MS_CHAP_CHALLENGE)).isEqualTo(octets(16, 1));
        assertThat(RadiusTestServer.requestOf(set)).usingRecursiveComparison().isEqualTo(microsoft());
    }

    @Test
    void whatDoesNotFitIsRefusedHere() {
        AuthReply reply = authenticator().authenticate(1, pap(""), context(true));
        assertThat(reply.accepted()).isFalse();
        assertThat(authenticator.refusalDetail(1)).contains("no user name");
        authenticator.authenticate(1, new AuthRequest.Pap("a", new Secret(new byte[129])), context(true));
        assertThat(authenticator.refusalDetail(1)).contains("password is longer");
        authenticator.authenticate(1, pap("x".repeat(254)), context(true));
        assertThat(authenticator.refusalDetail(1)).contains("name is longer");
        assertThat(sent).isEmpty();
    }

    /** A LAC told of it, and servers would not answer. */
    @Test
    void anExchangeThatCanBeNoneIsRefusedHere() {
        for (AuthRequest odd : new AuthRequest[] {
            new AuthRequest.Chap("alice", 1, octets(16, 1), octets(15, 1)),
            new AuthRequest.Chap("alice", 1, new byte[0], octets(16, 1)),
            new AuthRequest.Chap("alice", 1, new byte[254], octets(16, 1))
        }) {
            AuthReply reply = authenticator().authenticate(1, odd, context(true));
            assertThat(reply.accepted()).isFalse();
            assertThat(authenticator.refusalDetail(1))
                    .containsIgnoringCase("CHAP")
                    .contains("octets");
        }
        assertThat(sent).isEmpty();
    }

    @Test
    void withoutUseRadiusAndWithoutProofTheConfigurationJudges() {
        AuthRequest known = new AuthRequest.Pap("alice", Secret.of("local word"));

        assertThat(authenticator().authenticate(1, known, context(false)).accepted())
                .isTrue();
        assertThat(accounts.size()).as("RADIUS hears nothing of it").isZero();
        assertThat(authenticator
                        .authenticate(2, new AuthRequest.None(), context(true))
                        .accepted())
                .isFalse();
        assertThat(sent).isEmpty();
    }
}
