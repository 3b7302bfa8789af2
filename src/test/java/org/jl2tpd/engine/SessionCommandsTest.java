package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jl2tpd.engine.SessionOutcome.Refusal;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.profile.SessionDefinition;
import org.jl2tpd.wire.IpAddress;
import org.junit.jupiter.api.Test;

/** Sessions that somebody means by what they are, ended and changed while they live: all of them or none (RFC 5176). */
class SessionCommandsTest {
    static final SessionChange NOTHING = new SessionChange(-1, -1, "", -1, -1, -1, null);

    private final Conf lns = new Conf("lns.example")
            .set("slow", PppAttributes.MAX_CONNECT_TIME, 20)
            .set("slow", PppAttributes.MTU, 1000)
            .set("slow", PppAttributes.TRACE_FLAGS, 4);
    private final Conf lac = new Conf("lac.example");
    private final List<Long> told = new ArrayList<>();
    private FrameNode frames;

    private Pair pair(String... users) {
        var calls = new ArrayList<SessionDefinition>();
        for (int i = 0; i < users.length; i++) {
            calls.add(Conf.session(
                    "s" + i,
                    users[i],
                    Conf.PASSWORD,
                    Map.of(SessionAttributes.CALLING_NUMBER, "0100" + i, SessionAttributes.CALLED_NUMBER, "0800"),
                    Map.of()));
        }
        var pair = new Pair(lns, lac.dial(Conf.tunnel("t", false, calls, Pair.LNS)));
        for (String user : users) {
            pair.lns.users.put(user, Conf.PASSWORD);
        }
        return pair;
    }

    private Pair withFrames(Pair pair) {
        frames = new FrameNode(pair.lns);
        var others = new FrameNode(pair.lac);
        assertThat(others.isEmpty()).isTrue();
        return pair;
    }

    static SessionMatch user(String name) {
        return new SessionMatch(name, 0, null, null, null, "", "", 0, 0, 0);
    }

    private static SessionMatch serial(long serial) {
        return new SessionMatch("", serial, null, null, null, "", "", 0, 0, 0);
    }

    private static SessionMatch numbers(String calling, String called) {
        return new SessionMatch("", 0, null, null, null, calling, called, 0, 0, 0);
    }

    private SessionOutcome end(Pair pair, SessionMatch match) {
        return (SessionOutcome) pair.lns
                .execute(new Command.EndSessions(match, "reset", told::add))
                .value();
    }

    private SessionOutcome change(Pair pair, SessionMatch match, SessionChange change) {
        return (SessionOutcome) pair.lns
                .execute(new Command.ChangeSessions(match, change, told::add))
                .value();
    }

    private static SessionEntry entry(Pair pair, int index) {
        return pair.lns.entries().get(index);
    }

    private static SessionOutcome done(int sessions) {
        return new SessionOutcome(sessions, null, "");
    }

    private static void hasRefused(SessionOutcome outcome, Refusal refusal) {
        assertThat(outcome.refusal()).as(outcome.words()).isEqualTo(refusal);
        assertThat(outcome.words()).isNotEmpty();
    }

    @Test
    void endsEverySessionOfAUserAndNoOther() {
        Pair pair = pair("bob", "bob", "carol").start(5);
        assertThat(end(pair, user("bob"))).isEqualTo(done(2));
        assertThat(told).hasSize(2).doesNotHaveDuplicates();
        pair.runSeconds(5);
        assertThat(pair.lns.sessions())
                .singleElement()
                .satisfies(s -> assertThat(s.user()).isEqualTo("carol"));
        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_DOWN)).hasSize(2).allSatisfy(event -> {
            assertThat(event.detail()).contains("reset");
            assertThat(event.facts().pppCause()).isEqualTo(1);
        });
        hasRefused(end(pair, user("bob")), Refusal.NO_SESSION);
    }

    @Test
    void findsByEverythingThatIdentifiesASession() {
        lns.set(PppAttributes.IPV6, true);
        lac.set(PppAttributes.IPV6, true);
        Pair pair = pair("bob", "carol").start(5);
        SessionEntry bob = pair.lns.entries().stream()
                .filter(e -> e.userName().equals("bob"))
                .findFirst()
                .orElseThrow();
        LiveSessions live = pair.lns.engine.core().live;
        IpAddress address = bob.peerIpv4();
        var prefix = bob.grant().ipv6Prefix();
        for (SessionMatch match : List.of(
                serial(bob.serial),
                user("bob"),
                numbers("01000", ""),
                new SessionMatch("", 0, address, null, null, "", "", 0, 0, 0),
                new SessionMatch("", 0, null, prefix, null, "", "", 0, 0, 0),
                new SessionMatch("", 0, null, null, null, "", "", bob.tunnel.id, bob.localSessionId(), 0),
                new SessionMatch("", 0, null, null, null, "", "", 0, 0, bob.ppp.peerInterfaceId()),
                new SessionMatch(
                        "bob",
                        bob.serial,
                        address,
                        prefix,
                        null,
                        "01000",
                        "0800",
                        bob.tunnel.id,
                        bob.localSessionId(),
                        0))) {
            assertThat(live.find(match)).as(match.toString()).containsExactly(bob);
        }
        assertThat(live.find(numbers("", "0800"))).hasSize(2);
        assertThat(live.find(new SessionMatch("carol", bob.serial, null, null, null, "", "", 0, 0, 0)))
                .as("all that is given must fit")
                .isEmpty();
        assertThat(live.find(new SessionMatch("", 0, null, null, prefix, "", "", 0, 0, 0)))
                .isEmpty();
        assertThat(live.find(serial(4_711))).isEmpty();
    }

    @Test
    void aUserWhoIsNotLetInYetHasNoSession() {
        Pair pair = pair("bob");
        pair.lns.repliesAreHeld = true;
        pair.start(2);
        assertThat(pair.lns.sessions()).hasSize(1);
        hasRefused(end(pair, user("bob")), Refusal.NO_SESSION);
        hasRefused(end(pair, serial(entry(pair, 0).serial)), Refusal.NO_SESSION);
    }

    @Test
    void ourOwnCallsAreNoUsers() {
        Pair pair = pair("bob").start(5);
        var outcome = pair.lac.execute(new Command.EndSessions(user("bob"), "reset", told::add));
        assertThat(((SessionOutcome) outcome.value()).refusal()).isEqualTo(Refusal.NO_SESSION);
        assertThat(outcome.problem()).isNotNull();
    }

    @Test
    void whatHasEndedIsForgotten() {
        Pair pair = pair("bob", "carol").start(5);
        LiveSessions live = pair.lns.engine.core().live;
        assertThat(live.size()).isEqualTo(2);
        pair.lac.done(new Command.CloseTunnel(new Command.TunnelKey(0, "t"), "over"));
        pair.runSeconds(60);
        assertThat(live.size()).isZero();
    }

    @Test
    void aSessionTimeoutThatIsSetLiveEndsTheSession() {
        Pair pair = pair("bob", "carol").start(5);
        assertThat(change(pair, user("bob"), new SessionChange(8, -1, "", -1, -1, -1, null)))
                .isEqualTo(done(1));
        pair.runSeconds(2);
        assertThat(pair.lns.sessions()).hasSize(2);
        pair.runSeconds(5);
        assertThat(pair.lns.sessions()).hasSize(1);
        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_DOWN).get(0).detail())
                .contains("session timeout");
    }

    @Test
    void aSessionTimeoutThatIsOverAlreadyEndsItAtOnce() {
        Pair pair = pair("bob").start(20);
        change(pair, user("bob"), new SessionChange(5, -1, "", -1, -1, -1, null));
        pair.runSeconds(2);
        assertThat(pair.lns.sessions()).isEmpty();
    }

    @Test
    void noTimeoutTakesBackWhatTheServerHadGranted() {
        Pair pair = pair("bob");
        pair.lns.sessionTimeoutSeconds = 20;
        pair.lns.idleTimeoutSeconds = 20;
        pair.start(5);
        change(pair, user("bob"), new SessionChange(0, 0, "", -1, -1, -1, null));
        pair.runSeconds(60);
        assertThat(pair.lns.sessions()).hasSize(1);
        change(pair, user("bob"), new SessionChange(-1, 5, "", -1, -1, -1, null));
        pair.runSeconds(10);
        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_DOWN).get(0).detail())
                .contains("idle timeout");
    }

    @Test
    void aProfileIsLaidOverASessionThatLives() {
        Pair pair = pair("bob").start(5);
        assertThat(change(pair, user("bob"), new SessionChange(-1, -1, "slow", -1, -1, -1, null)))
                .isEqualTo(done(1));
        SessionEntry entry = entry(pair, 0);
        assertThat(entry.mtu).isEqualTo(1000);
        assertThat(entry.mssMtu).isEqualTo(1000);
        assertThat(entry.traceMask() & 4).isEqualTo(4);
        assertThat(pair.lns.open.get(entry).mtu()).isEqualTo(1000);
        pair.runSeconds(30);
        assertThat(pair.lns.sessions()).as("max_connect_time").isEmpty();
    }

    @Test
    void anotherProfileTakesThePlaceOfTheOneBefore() {
        lns.set("fast", PppAttributes.IDLE_TIMEOUT, 700);
        Pair pair = pair("bob").start(5);
        change(pair, user("bob"), new SessionChange(-1, -1, "slow", -1, -1, -1, null));
        change(pair, user("bob"), new SessionChange(-1, -1, "fast", -1, -1, -1, null));
        SessionEntry entry = entry(pair, 0);
        assertThat(entry.profiles.ppp().get(PppAttributes.IDLE_TIMEOUT)).isEqualTo(700);
        assertThat(entry.profiles.ppp().get(PppAttributes.MAX_CONNECT_TIME)).isZero();
        assertThat(entry.mtu).isEqualTo(1460);
        assertThat(pair.lns.open.get(entry).mtu()).isEqualTo(1460);
    }

    @Test
    void aMaskAndAFilterAreToldToScripts() {
        Pair pair = pair("bob").start(5);
        assertThat(change(pair, user("bob"), new SessionChange(-1, -1, "", 2, -1, -1, "gold")))
                .isEqualTo(done(1));
        assertThat(entry(pair, 0).debug.mask()).isEqualTo(2);
        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_CHANGED))
                .last()
                .satisfies(event -> assertThat(event.detail()).isEqualTo("debug mask 2, filter gold"));
    }

    @Test
    void ratesAreSetAndTakenBackByAProfile() {
        lns.set("fast", PppAttributes.RX_BITS_PER_SECOND, 5_000_000L);
        Pair pair = pair("bob").start(5);
        change(pair, user("bob"), new SessionChange(-1, -1, "fast", -1, -1, 3_000_000, null));
        assertThat(entry(pair, 0).rates.current()).isEqualTo(new DataRates(5_000_000, 3_000_000));
        change(pair, user("bob"), new SessionChange(-1, -1, "", -1, 0, -1, null));
        assertThat(entry(pair, 0).rates.current()).isEqualTo(new DataRates(0, 3_000_000));
        assertThat(told).hasSize(2);
    }

    @Test
    void undoesRatesWhenTheKernelRefusesOne() {
        lns.set("fast", PppAttributes.RX_BITS_PER_SECOND, 5_000_000L);
        Pair pair = withFrames(pair("bob", "bob")).start(5);
        frames.refusesRatesOf = pair.lns.entries().get(1);
        hasRefused(
                change(pair, user("bob"), new SessionChange(-1, -1, "fast", 3, -1, 3_000_000, null)), Refusal.FAILED);
        assertThat(pair.lns.entries()).allSatisfy(each -> {
            assertThat(each.rates.current()).isEqualTo(DataRates.NONE);
            assertThat(each.debug.mask()).isZero();
        });
        assertThat(told).isEmpty();
        pair.runSeconds(3);
        assertThat(pair.lns.sessions()).hasSize(2);
    }

    @Test
    void whatIsInvalidChangesNothing() {
        Pair pair = pair("bob").start(5);
        hasRefused(change(pair, user("bob"), new SessionChange(3, -1, "fast", 2, -1, -1, null)), Refusal.INVALID);
        hasRefused(change(pair, user("bob"), new SessionChange(3, -1, "", 16, -1, -1, null)), Refusal.INVALID);
        hasRefused(change(pair, user("nobody"), NOTHING), Refusal.NO_SESSION);
        pair.runSeconds(30);
        assertThat(pair.lns.sessions()).hasSize(1);
        assertThat(entry(pair, 0).debug.mask()).isZero();
    }

    /** The second session is a pppd's, which has its own times. */
    @Test
    void noneIsChangedWhenOneCannotBe() {
        Pair pair = withFrames(pair("bob", "bob", "bob")).start(5);
        entry(pair, 1).pppd = new SessionPppd(pair.lns.engine.core(), entry(pair, 1));
        entry(pair, 1).pppd.onUp(pair.nowNs(), new SessionNotice.NetworkUp("ppp9", null, null, "bob"));
        SessionOutcome outcome = change(pair, user("bob"), new SessionChange(10, -1, "", 3, -1, -1, null));
        hasRefused(outcome, Refusal.NOT_CHANGEABLE);
        assertThat(outcome.sessions()).isEqualTo(3);
        assertThat(pair.lns.entries()).allSatisfy(each -> {
            assertThat(each.debug.mask()).isZero();
            assertThat(each.times().sessionTimeoutSeconds()).isEqualTo(-1);
        });
        assertThat(change(pair, user("bob"), new SessionChange(-1, -1, "", 3, -1, -1, null)))
                .as("a mask is possible for all")
                .isEqualTo(done(3));
    }

    @Test
    void ratesAreRefusedWhereNothingLimitsTheData() {
        lns.set(SessionAttributes.NO_PPP, true);
        Pair pair = pair("bob").start(5);
        SessionMatch match = serial(entry(pair, 0).serial);
        hasRefused(change(pair, match, new SessionChange(-1, -1, "", -1, 64_000, -1, null)), Refusal.NOT_CHANGEABLE);
        assertThat(change(pair, match, new SessionChange(-1, -1, "", 3, -1, -1, null)))
                .isEqualTo(done(1));
    }

    @Test
    void undoesAllWhenTheKernelRefusesOne() {
        Pair pair = withFrames(pair("bob", "bob", "bob")).start(5);
        frames.refusesMaskOf = pair.lns.entries().get(2);
        frames.calls.clear();
        hasRefused(change(pair, user("bob"), new SessionChange(10, 10, "slow", 3, -1, -1, "gold")), Refusal.FAILED);
        assertThat(pair.lns.entries()).allSatisfy(each -> {
            assertThat(each.debug.mask()).isZero();
            assertThat(each.mtu).isEqualTo(1460);
            assertThat(each.profiles.ppp().get(PppAttributes.MTU)).isZero();
            assertThat(each.times().idleTimeoutSeconds()).isEqualTo(-1);
            assertThat(frames.networks.get(each).mtu()).isEqualTo(1460);
        });
        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_CHANGED))
                .as("IPv6 came up after IPv4, no more")
                .hasSizeLessThanOrEqualTo(3);
        pair.runSeconds(30);
        assertThat(pair.lns.sessions()).hasSize(3);
    }

    @Test
    void aNetworkThatCannotBeHadBackEndsItsSession() {
        Pair pair = withFrames(pair("bob")).start(5);
        frames.failing = "open";
        hasRefused(change(pair, user("bob"), new SessionChange(-1, -1, "slow", -1, -1, -1, null)), Refusal.FAILED);
        pair.runSeconds(5);
        assertThat(pair.lns.sessions()).isEmpty();
    }

    /** The look is to be small beside a turn of the loop: the limit here is lax, as test machines are slow. */
    @Test
    void looksThroughManySessionsQuickly() {
        String[] users = new String[Integer.getInteger("jl2tpd.sessions", 500)];
        Arrays.setAll(users, i -> "user" + i);
        Pair pair = pair(users).start(60);
        LiveSessions live = pair.lns.engine.core().live;
        assertThat(live.size()).isEqualTo(users.length);
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 50; i++) {
            long begun = System.nanoTime();
            assertThat(live.find(user("user7"))).hasSize(1);
            best = Math.min(best, System.nanoTime() - begun);
        }
        assertThat(best / users.length).as("nanoseconds a session").isLessThan(5_000);
    }

    @Test
    void moreThanOneCommandMayTouchAreLeftAlone() {
        String[] users = new String[SessionOutcome.MOST + 1];
        Arrays.fill(users, "bob");
        Pair pair = pair(users).start(30);
        assertThat(pair.lns.sessions()).hasSizeGreaterThan(400);
        hasRefused(end(pair, user("bob")), Refusal.TOO_MANY);
        assertThat(end(pair, numbers("01007", ""))).isEqualTo(done(1));
        assertThat(end(pair, user("bob"))).isEqualTo(done(SessionOutcome.MOST));
    }
}
