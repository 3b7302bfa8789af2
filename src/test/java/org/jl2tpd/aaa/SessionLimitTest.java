package org.jl2tpd.aaa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jl2tpd.engine.Authenticator.AuthContext;
import org.jl2tpd.engine.CallFacts;
import org.jl2tpd.ppp.AuthReply;
import org.jl2tpd.ppp.AuthRequest;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.Choices.SessionLimitAction;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.PoolDefinition;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.UserDefinition;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No user has more sessions than it may have, whoever knows it. */
class SessionLimitTest {
    private static final IpAddress OURS = IpAddress.parse("10.0.0.1");

    private final LocalAuthenticator authenticator = new LocalAuthenticator(configuration());

    private static Configuration configuration() {
        var range = new PoolDefinition.Range(IpAddress.parse("10.0.0.2"), IpAddress.parse("10.0.0.9"));
        return Configuration.builder()
                .pools(Map.of("p", new PoolDefinition("p", List.of(range), List.of(), List.of(), 56)))
                .users(List.of(user("u0", null), user("u1", null), user("u2", "10.0.0.5"), user("*", null)))
                .build();
    }

    private static UserDefinition user(String name, String address) {
        IpAddress ipv4 = address == null ? null : IpAddress.parse(address);
        return new UserDefinition(name, Secret.of("x"), ipv4, null, null, null, List.of(), true);
    }

    private static AuthContext context(int most, SessionLimitAction action) {
        Map<Attribute<?>, Object> values =
                Map.of(PppAttributes.MAX_SESSIONS_PER_USER, most, PppAttributes.SESSION_LIMIT_ACTION, action);
        Profile ppp = new Profile(ProfileKind.PPP, "ppp", values);
        return new AuthContext("lac", "", "", "p", true, OURS, null, ppp, CallFacts.NONE);
    }

    private AuthReply open(long ticket, String user, AuthContext context) {
        return authenticator.authenticate(ticket, new AuthRequest.Pap(user, Secret.of("x")), context);
    }

    @Test
    void oneMoreIsRefusedWithItsCause() {
        AuthContext context = context(2, SessionLimitAction.DENY);
        assertThat(open(1, "u0", context).accepted()).isTrue();
        assertThat(open(2, "u0", context).accepted()).isTrue();
        assertThat(open(3, "u0", context)).isEqualTo(AuthReply.refuse("Too many sessions", false));
        assertThat(authenticator.refusalDetail(3)).isEqualTo("the user has 2 sessions, and may have 2");
        assertThat(authenticator.limited()).isOne();
        assertThat(authenticator.exhausted()).isZero();
        assertThat(open(4, "u1", context).accepted()).isTrue();
        assertThat(open(1, "u0", context).accepted()).as("proves itself again").isTrue();
        authenticator.release(1);
        assertThat(open(5, "u0", context).accepted()).isTrue();
    }

    @Test
    void theOldestGoesWhereTheProfileSaysSo() {
        AuthContext context = context(2, SessionLimitAction.REPLACE);
        open(7, "u0", context);
        open(3, "u0", context);
        assertThat(open(5, "u0", context).replacesTicket()).isEqualTo(7);
        assertThat(open(1, "u0", context).replacesTicket()).isEqualTo(3);
        assertThat(authenticator.leases()).isEqualTo(2);
    }

    @Test
    void theOldestStaysTheOldestWhenTheNewOneGetsNothing() {
        AuthContext context = context(2, SessionLimitAction.REPLACE);
        Addresses addresses = authenticator.addresses();
        open(7, "u0", context);
        open(3, "u0", context);
        AddressWish impossible = AddressWish.of("u0").ipv4Pool("none").build();
        assertThat(addresses.grant(5, impossible, context)).isNull();
        assertThat(authenticator.leases()).isEqualTo(2);
        assertThat(open(6, "u0", context).replacesTicket()).isEqualTo(7);
    }

    @Test
    void theServersNumberGoesBeforeTheProfiles() {
        Addresses addresses = authenticator.addresses();
        AuthContext context = context(1, SessionLimitAction.DENY);
        AddressWish two = AddressWish.of("alice").sessionLimit(2).build();
        assertThat(addresses.grant(1, two, context)).isNotNull();
        assertThat(addresses.grant(2, two, context)).isNotNull();
        assertThat(addresses.grant(3, two, context)).isNull();
        assertThat(addresses.problem()).isEqualTo("the user has 2 sessions, and may have 2");
        assertThat(open(4, "alice", context(2, SessionLimitAction.DENY)).accepted())
                .as("the same name, known here")
                .isFalse();
    }

    @Test
    void thePoolsLastAddressPassesFromTheOldestToTheNewest() {
        AuthContext context = context(1, SessionLimitAction.REPLACE);
        for (int i = 0; i < 7; i++) {
            open(10 + i, "user" + i, context);
        }
        assertThat(open(30, "next", context).accepted()).isFalse();
        AuthReply reply = open(40, "user3", context);
        assertThat(reply.accepted()).isTrue();
        assertThat(reply.replacesTicket()).isEqualTo(13);
    }

    @ParameterizedTest
    @CsvSource({"1,DENY", "1,REPLACE", "2,DENY", "2,REPLACE", "3,REPLACE"})
    void noUserEverHasMoreThanItMay(int most, SessionLimitAction action) {
        Random random = new Random(most);
        AuthContext context = context(most, action);
        Map<Long, String> sessions = new HashMap<>();
        int replaced = 0;
        for (long ticket = 1; ticket < 5_000; ticket++) {
            String user = "u" + random.nextInt(5);
            if (random.nextInt(3) > 0) {
                replaced += openAny(random, ticket, user, context, sessions) ? 1 : 0;
            } else if (!sessions.isEmpty()) {
                long any = new ArrayList<>(sessions.keySet()).get(random.nextInt(sessions.size()));
                authenticator.release(any);
                sessions.remove(any);
            }
            assertThat(sessions.values().stream().filter(user::equals).count()).isLessThanOrEqualTo(most);
            assertThat(authenticator.leases()).isEqualTo(sessions.size());
        }
        assertThat(replaced > 0).isEqualTo(action == SessionLimitAction.REPLACE || most > 1);
    }

    /** Judged here, or by a server that may wish an address that another session of that user has. */
    private boolean openAny(Random random, long ticket, String user, AuthContext context, Map<Long, String> sessions) {
        boolean isLocal = random.nextBoolean();
        IpAddress fixed = random.nextInt(3) == 0 ? IpAddress.v4(OURS.v4() + 1 + random.nextInt(8)) : null;
        Addresses addresses = authenticator.addresses();
        boolean accepted = isLocal
                ? open(ticket, user, context).accepted()
                : addresses.grant(ticket, AddressWish.of(user).ipv4(fixed).build(), context) != null;
        if (accepted) {
            sessions.remove(addresses.replaced());
            sessions.put(ticket, user);
        }
        return accepted && addresses.replaced() != 0;
    }
}
