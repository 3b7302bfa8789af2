package org.jl2tpd.aaa;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jl2tpd.engine.Authenticator.AuthContext;
import org.jl2tpd.engine.CallFacts;
import org.jl2tpd.ppp.AuthReply;
import org.jl2tpd.ppp.AuthRequest;
import org.jl2tpd.profile.Choices;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.PoolDefinition;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.RadiusAttributes;
import org.jl2tpd.profile.RadiusDefinition;
import org.jl2tpd.profile.UserDefinition;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.RadiusCode;
import org.jl2tpd.radius.RadiusRequest;
import org.jl2tpd.radius.RadiusResult;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.Secret;

/** A {@link RadiusAuthenticator} whose servers are the test. */
abstract class RadiusFixture {
    static final IpAddress OURS = IpAddress.parse("10.0.0.1");
    static final String PROOF = "S=" + "0123456789ABCDEF".repeat(2) + "01234567";

    record Sent(RadiusRequest request, Consumer<RadiusResult> result) {}

    final List<Sent> sent = new ArrayList<>();
    final List<AuthReply> replies = new ArrayList<>();
    final SessionAccounts accounts = new SessionAccounts();
    final SessionIds ids = new SessionIds(0x6543_2100L);
    Choices.LocalUsers localUsers = Choices.LocalUsers.NEVER;
    LocalAuthenticator local;
    RadiusAuthenticator authenticator;

    Configuration configuration() {
        Profile gold = new Profile(
                ProfileKind.PPP, "gold", Map.of(PppAttributes.IP_POOL_NAME, "q", PppAttributes.LOCAL_IPADDR, OURS));
        UserDefinition alice =
                new UserDefinition("alice", Secret.of("local word"), null, null, null, "q", List.of(), true);
        UserDefinition everybody =
                new UserDefinition("*", Secret.of("anything"), null, null, null, null, List.of(), true);
        return Configuration.builder()
                .profiles(Map.of(ProfileKind.PPP, Map.of("gold", gold)))
                .pools(Map.of("p", pool("p", "10.0.0.2", "10.0.0.9"), "q", pool("q", "10.9.0.2", "10.9.0.9")))
                .users(List.of(alice, everybody))
                .radius(new RadiusDefinition(
                        new Profile(ProfileKind.RADIUS, "radius", Map.of(RadiusAttributes.LOCAL_USERS, localUsers)),
                        List.of(),
                        List.of()))
                .build();
    }

    static PoolDefinition pool(String name, String first, String last) {
        var range = new PoolDefinition.Range(IpAddress.parse(first), IpAddress.parse(last));
        return new PoolDefinition(
                name,
                List.of(range),
                List.of(IpPrefix.parse("2001:db8::/60")),
                List.of(IpPrefix.parse("2001:db8:100::/52")),
                56);
    }

    RadiusAuthenticator authenticator() {
        if (authenticator == null) {
            local = new LocalAuthenticator(configuration());
            authenticator = new RadiusAuthenticator(
                    configuration(),
                    local,
                    (request, result) -> sent.add(new Sent(request, result)),
                    this::late,
                    ids,
                    accounts);
        }
        return authenticator;
    }

    void late(long ticket, Supplier<AuthReply> answer) {
        replies.add(answer.get());
    }

    static CallFacts call() {
        return new CallFacts(
                3,
                7,
                1,
                0x1f,
                IpAddress.parse("192.0.2.1"),
                IpAddress.parse("192.0.2.2"),
                "lns.example",
                "lac.example",
                false,
                "tunnel-name",
                0xabcdef,
                "sub",
                50_000_000,
                10_000_000,
                -1,
                "group",
                Map.of(
                        1, "circuit 1".getBytes(StandardCharsets.US_ASCII),
                        129, new byte[] {0, 0, 0, 0, 0, 15, 66, 64},
                        130, new byte[] {0, 0, 0, 2, 84, 11, (byte) 228, 0},
                        144, new byte[] {1, 2, 0},
                        254, new byte[] {0, 0, 0, 1}));
    }

    static Profile ppp(boolean radius) {
        return new Profile(
                ProfileKind.PPP,
                "ppp",
                Map.of(
                        PppAttributes.USE_RADIUS,
                        radius,
                        PppAttributes.RADIUS_HINT,
                        "isp",
                        PppAttributes.LOCAL_IPADDR,
                        OURS,
                        PppAttributes.IP_POOL_NAME,
                        "p"));
    }

    static AuthContext context(boolean radius) {
        return new AuthContext("lac.example", "100", "200", "p", true, OURS, null, ppp(radius), call());
    }

    static AuthRequest pap(String user) {
        return new AuthRequest.Pap(user, Secret.of("secret word"));
    }

    static AuthRequest microsoft() {
        return new AuthRequest.MsChapV2("alice", 200, octets(16, 1), octets(16, 50), octets(24, 100));
    }

    static byte[] octets(int length, int first) {
        byte[] octets = new byte[length];
        for (int i = 0; i < length; i++) {
            octets[i] = (byte) (first + i);
        }
        return octets;
    }

    /** Asks, and hears what the servers say. */
    AuthReply ask(AuthRequest request, RadiusResult result) {
        assertThat(authenticator().authenticate(1, request, context(true))).isNull();
        sent.get(sent.size() - 1).result().accept(result);
        return replies.get(replies.size() - 1);
    }

    static RadiusResult accept(AttributeSet set) {
        return new RadiusResult.Answered(RadiusCode.ACCESS_ACCEPT, set, "one");
    }

    AuthReply accepted(AttributeSet set) {
        AuthReply reply = ask(pap("alice"), accept(set));
        assertThat(reply.accepted()).as(authenticator.refusalDetail(1)).isTrue();
        return reply;
    }

    AttributeSet asked(AuthRequest request) {
        authenticator().authenticate(1, request, context(true));
        return sent.get(sent.size() - 1).request().attributes();
    }
}
