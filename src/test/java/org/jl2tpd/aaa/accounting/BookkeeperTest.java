package org.jl2tpd.aaa.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.aaa.SessionAccount;
import org.jl2tpd.aaa.accounting.SpooledRecord.Kind;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.engine.EventFacts;
import org.jl2tpd.engine.Views;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.Attributes;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.PppDisconnectCause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BookkeeperTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long WALL = 1_790_000_000_000L;

    private final List<SpooledRecord> records = new ArrayList<>();
    private final Bookkeeper keeper = new Bookkeeper(Happenings.IDS, records::add);

    private void use(boolean tunnels, String... groups) {
        keeper.use(new AccountingSettings(true, tunnels, 600, 1000, List.of(groups)), WALL);
    }

    private AttributeSet last() {
        return records.get(records.size() - 1).attributes();
    }

    private List<Kind> kinds() {
        return records.stream().map(SpooledRecord::kind).toList();
    }

    @Test
    void tellsThatItIsOnBeforeAnySessionAndOnceForEachGroup() {
        use(false, "", "gold");
        use(false, "", "gold");
        assertThat(records).extracting(SpooledRecord::group).containsExactly("", "gold");
        assertThat(kinds()).containsExactly(Kind.ON, Kind.ON);
        assertThat(last().text(Attributes.ACCT_SESSION_ID)).isEqualTo("6500000000000000");
    }

    @Test
    void aStartSaysWhoHasWhatAndWhere() {
        use(false, "");
        keeper.onEvent(Happenings.up(3), Happenings.account(3, -1, ""), 0, WALL);
        AttributeSet start = last();
        assertThat(start.number(Attributes.ACCT_STATUS_TYPE, 0)).isEqualTo(1);
        assertThat(start.text(Attributes.USER_NAME)).isEqualTo("alice@example");
        assertThat(start.text(Attributes.ACCT_SESSION_ID)).isEqualTo("6500000000000003");
        assertThat(start.number(Attributes.ACCT_AUTHENTIC, 0)).isEqualTo(1);
        assertThat(start.all(Attributes.CLASS)).containsExactly(Happenings.ONE_CLASS, Happenings.OTHER_CLASS);
        assertThat(start.address(Attributes.FRAMED_IP_ADDRESS)).hasToString("10.0.0.3");
        assertThat(start.number(Attributes.EVENT_TIMESTAMP, 0)).isEqualTo(WALL / 1000);
        assertThat(start.number(Attributes.SERVICE_TYPE, 0)).isEqualTo(2);
        assertThat(start.number(Attributes.NAS_PORT, 0)).isEqualTo(5 << 16 | 3);
        assertThat(start.text(Attributes.CALLING_STATION_ID)).isEqualTo("0301234");
        assertThat(start.text(Attributes.TUNNEL_CLIENT_ENDPOINT)).isEqualTo("192.0.2.7");
        assertThat(start.text(Attributes.ACCT_TUNNEL_CONNECTION)).isNotEmpty();
        assertThat(start.has(Attributes.ACCT_SESSION_TIME)).isFalse();
    }

    @Test
    void aStopHasAllThatWasCountedAndWhy() {
        use(false, "");
        keeper.onEvent(Happenings.up(3), Happenings.account(3, -1, ""), 0, WALL);
        long octets = (7L << 32) + 5;
        keeper.onEvent(
                Happenings.down(3, PppDisconnectCause.ADMINISTRATIVE, "idle timeout", octets, "idle timeout"),
                Happenings.account(3, -1, ""),
                0,
                WALL);
        AttributeSet stop = last();
        assertThat(kinds()).containsExactly(Kind.ON, Kind.START, Kind.STOP);
        assertThat(stop.number(Attributes.ACCT_SESSION_TIME, 0)).isEqualTo(61);
        assertThat(stop.number(Attributes.ACCT_INPUT_OCTETS, 0)).isEqualTo(5);
        assertThat(stop.number(Attributes.ACCT_INPUT_GIGAWORDS, 0)).isEqualTo(7);
        assertThat(stop.number(Attributes.ACCT_OUTPUT_OCTETS, 0)).isEqualTo(3000);
        assertThat(stop.number(Attributes.ACCT_INPUT_PACKETS, 0)).isEqualTo(70);
        assertThat(stop.number(Attributes.ACCT_OUTPUT_PACKETS, 0)).isEqualTo(30);
        assertThat(stop.number(Attributes.ACCT_TERMINATE_CAUSE, 0)).isEqualTo(4);
        assertThat(stop.number(Attributes.JL2TPD_PPP_DISCONNECT_CAUSE, 0)).isEqualTo(1);
        assertThat(stop.text(Attributes.JL2TPD_PPP_DISCONNECT_TEXT)).isEqualTo("idle timeout");
        assertThat(stop.all(Attributes.CLASS)).hasSize(2);
        assertThat(keeper.sessions()).isZero();
    }

    @Test
    void onlySessionsThatRadiusHearsOfHaveRecordsAndOnlyThoseStartedStop() {
        use(false, "");
        keeper.onEvent(Happenings.up(3), null, 0, WALL);
        keeper.onEvent(Happenings.down(3, -1, "", 0, ""), null, 0, WALL);
        keeper.onEvent(Happenings.up(4), Happenings.account(4, -1, "nobody takes accounting there"), 0, WALL);
        keeper.onEvent(Happenings.down(5, -1, "", 0, ""), Happenings.account(5, -1, ""), 0, WALL);
        assertThat(kinds()).containsExactly(Kind.ON);
    }

    @Test
    void anAddressThatComesLaterIsToldSoonAndOnce() {
        use(false, "");
        keeper.onEvent(Happenings.up(3), Happenings.account(3, 0, ""), 0, WALL);
        keeper.onEvent(Happenings.changed(3), null, SECOND, WALL);
        keeper.onEvent(Happenings.changed(3), null, SECOND + 1, WALL);
        assertThat(keeper.waitNs(SECOND)).isEqualTo(InterimSchedule.SOON_NS);
        assertThat(keeper.interimsDue(SECOND + InterimSchedule.SOON_NS)).containsExactly(3L);
        assertThat(keeper.interimsDue(1000 * SECOND)).isEmpty();
        keeper.onTraffic(new Views.Traffic(List.of(new Views.SessionTraffic(3, 1, 2, 3, 4, 5000, 0))), WALL);
        assertThat(kinds()).containsExactly(Kind.ON, Kind.START, Kind.INTERIM);
        assertThat(last().prefix(Attributes.FRAMED_IPV6_PREFIX)).hasToString("2001:db8:0:1::/64");
        assertThat(last().prefix(Attributes.DELEGATED_IPV6_PREFIX)).hasToString("2001:db8:100::/56");
        assertThat(last().number(Attributes.FRAMED_INTERFACE_ID, 0)).isEqualTo(0x0200_5eff_fe00_0001L);
        assertThat(last().number(Attributes.ACCT_SESSION_TIME, 0)).isEqualTo(5);
        assertThat(last().number(Attributes.ACCT_INPUT_OCTETS, 0)).isEqualTo(2);
    }

    /** As of a session whose IPv6 came up before its IPv4. */
    @Test
    void anAddressThatWasGrantedIsInTheStartAndNoNewsWhenItComesUp() {
        use(false, "");
        SessionAccount of = Happenings.account(3, 0, "");
        IpAddress address = IpAddress.parse("10.8.0.7");
        SessionAccount account = new SessionAccount(
                3, of.userName(), of.classes(), 0, of.authentic(), of.group(), of.context(), address);
        keeper.onEvent(Happenings.at(EngineEvent.Kind.SESSION_UP, 3, null), account, 0, WALL);
        assertThat(last().address(Attributes.FRAMED_IP_ADDRESS)).isEqualTo(address);
        keeper.onEvent(Happenings.at(EngineEvent.Kind.SESSION_CHANGED, 3, address), account, SECOND, WALL);
        assertThat(keeper.interimsDue(1000 * SECOND)).isEmpty();
    }

    /** As a CoA-Request does (RFC 5176). */
    @Test
    void aClassAndAnIntervalThatAServerChangesHoldFromThenOn() {
        use(false, "");
        SessionAccount former = Happenings.account(3, 3600, "");
        keeper.onEvent(Happenings.up(3), former, 0, WALL);
        SessionAccount other = new SessionAccount(
                3, former.userName(), List.of(new byte[] {9}), 120, former.authentic(), "", former.context());
        keeper.onEvent(Happenings.changed(3), other, SECOND, WALL);
        assertThat(keeper.interimsDue(SECOND + InterimSchedule.SOON_NS)).containsExactly(3L);
        assertThat(keeper.interimsDue(SECOND + InterimSchedule.SOON_NS + 120 * SECOND))
                .containsExactly(3L);
        keeper.onEvent(Happenings.down(3, -1, "", 0, ""), null, 200 * SECOND, WALL);
        assertThat(last().all(Attributes.CLASS)).containsExactly(new byte[] {9});
    }

    @Test
    void tenThousandSessionsThatBeganTogetherHaveTheirInterimRecordsApart() {
        use(false, "");
        for (long serial = 1; serial <= 10_000; serial++) {
            keeper.onEvent(Happenings.up(serial), Happenings.account(serial, -1, ""), 0, WALL);
        }
        int[] perSession = new int[10_001];
        int most = 0;
        for (long second = 1; second <= 1800; second++) {
            List<Long> due = keeper.interimsDue(second * SECOND);
            most = Math.max(most, due.size());
            due.forEach(serial -> perSession[serial.intValue()]++);
        }
        assertThat(most).isLessThan(60);
        for (int serial = 1; serial <= 10_000; serial++) {
            assertThat(perSession[serial]).isBetween(2, 3);
        }
    }

    @Test
    void aServersIntervalGoesBeforeOursAndIsNotShorterThanAMinute() {
        use(false, "");
        keeper.onEvent(Happenings.up(3), Happenings.account(3, 1, ""), 0, WALL);
        assertThat(keeper.waitNs(0)).isBetween(30 * SECOND, 60 * SECOND);
    }

    @Test
    void whatHasNotEndedEndsWithUsAndThenWeAreOff() {
        use(false, "");
        keeper.onEvent(Happenings.up(3), Happenings.account(3, -1, ""), 0, WALL);
        keeper.onTraffic(new Views.Traffic(List.of(new Views.SessionTraffic(3, 1, 2, 3, 4, 5000, 0))), WALL);
        keeper.close(WALL);
        assertThat(kinds()).containsExactly(Kind.ON, Kind.START, Kind.INTERIM, Kind.STOP, Kind.OFF);
        AttributeSet stop = records.get(3).attributes();
        assertThat(stop.number(Attributes.ACCT_TERMINATE_CAUSE, 0)).isEqualTo(7);
        assertThat(stop.number(Attributes.ACCT_INPUT_OCTETS, 0)).isEqualTo(2);
    }

    @Test
    void whatACrashLeftOpenIsClosedWithWhatWasCountedLast() {
        use(false, "");
        keeper.onEvent(Happenings.up(3), Happenings.account(3, -1, ""), 0, WALL);
        SpooledRecord early = Records.closing(records.get(1));
        assertThat(early.attributes().number(Attributes.ACCT_SESSION_TIME, -1)).isZero();
        keeper.onTraffic(new Views.Traffic(List.of(new Views.SessionTraffic(3, 1, 2, 3, 4, 5000, 0))), WALL + 9000);
        SpooledRecord late = Records.closing(records.get(2));
        assertThat(late.kind()).isEqualTo(Kind.STOP);
        assertThat(late.eventMs()).isEqualTo(WALL + 9000);
        assertThat(late.attributes().all(Attributes.ACCT_STATUS_TYPE)).hasSize(1);
        assertThat(late.attributes().number(Attributes.ACCT_STATUS_TYPE, 0)).isEqualTo(2);
        assertThat(late.attributes().number(Attributes.ACCT_SESSION_TIME, -1)).isEqualTo(5);
        assertThat(late.attributes().number(Attributes.ACCT_TERMINATE_CAUSE, 0)).isEqualTo(11);
        assertThat(late.attributes().all(Attributes.CLASS)).hasSize(2);
    }

    @Test
    void whatWasStartedIsStoppedAtTheSameServersWhateverHoldsByThen() {
        use(true, "one");
        keeper.onEvent(Happenings.tunnel(EngineEvent.Kind.TUNNEL_UP, 1), null, 0, WALL);
        keeper.onEvent(Happenings.tunnel(EngineEvent.Kind.TUNNEL_UP, 2), null, 0, WALL);
        use(true, "two");
        keeper.onEvent(Happenings.tunnel(EngineEvent.Kind.TUNNEL_DOWN, 1), null, 0, WALL);
        use(false, "two");
        keeper.onEvent(Happenings.tunnel(EngineEvent.Kind.TUNNEL_DOWN, 2), null, 0, WALL);
        keeper.onEvent(Happenings.tunnel(EngineEvent.Kind.TUNNEL_DOWN, 3), null, 0, WALL);
        assertThat(records.stream()
                        .filter(record -> record.kind() == SpooledRecord.Kind.TUNNEL_STOP)
                        .map(SpooledRecord::group))
                .containsExactly("one", "one");
    }

    @Test
    void tunnelsAndLinksHaveTheirRecordsWhereWanted() {
        use(true, "gold");
        keeper.onEvent(Happenings.tunnel(EngineEvent.Kind.TUNNEL_UP, 1), null, 0, WALL);
        keeper.onEvent(Happenings.up(3), Happenings.account(3, -1, "gold"), 0, WALL);
        keeper.onEvent(Happenings.down(3, 3, "", 5, ""), Happenings.account(3, -1, "gold"), 0, WALL);
        keeper.onEvent(Happenings.tunnel(EngineEvent.Kind.TUNNEL_DOWN, 1), null, 0, WALL);
        keeper.onEvent(Happenings.tunnel(EngineEvent.Kind.TUNNEL_REFUSED, 9), null, 0, WALL);
        assertThat(kinds())
                .containsExactly(
                        Kind.ON,
                        Kind.TUNNEL_START,
                        Kind.LINK_START,
                        Kind.START,
                        Kind.STOP,
                        Kind.LINK_STOP,
                        Kind.TUNNEL_STOP,
                        Kind.TUNNEL_REJECT);
        assertThat(records).allMatch(record -> record.group().equals("gold"));
        AttributeSet link = records.get(5).attributes();
        assertThat(link.number(Attributes.ACCT_STATUS_TYPE, 0)).isEqualTo(13);
        assertThat(link.number(Attributes.ACCT_TUNNEL_PACKETS_LOST, 0)).isEqualTo(4);
        assertThat(link.text(Attributes.ACCT_TUNNEL_CONNECTION)).isEqualTo("5-9/3-11");
        AttributeSet tunnel = records.get(1).attributes();
        assertThat(tunnel.text(Attributes.ACCT_TUNNEL_CONNECTION)).isEqualTo("5-9");
        assertThat(tunnel.text(Attributes.TUNNEL_CLIENT_ENDPOINT)).isEqualTo("192.0.2.7");
        assertThat(tunnel.text(Attributes.TUNNEL_SERVER_ENDPOINT)).isEqualTo("192.0.2.1");
        assertThat(tunnel.text(Attributes.TUNNEL_SERVER_AUTH_ID)).isEqualTo("lns");
    }

    @Test
    void aUserWhoGoesOnIsAccountedWithTheLnsAndLinkedToItsLink() {
        use(true, "");
        keeper.onEvent(Happenings.onward(EngineEvent.Kind.SESSION_UP, 3), Happenings.account(3, -1, ""), 0, WALL);
        AttributeSet start = last();
        assertThat(start.text(Attributes.TUNNEL_SERVER_ENDPOINT)).isEqualTo("198.51.100.1");
        assertThat(start.text(Attributes.TUNNEL_CLIENT_ENDPOINT)).isEqualTo("192.0.2.1");
        assertThat(start.text(Attributes.TUNNEL_SERVER_AUTH_ID)).isEqualTo("isp1");
        assertThat(start.text(Attributes.TUNNEL_ASSIGNMENT_ID)).isEqualTo("isp");
        assertThat(start.text(Attributes.ACCT_TUNNEL_CONNECTION)).isEqualTo("6-7/8-9");
        assertThat(start.text(Attributes.ACCT_MULTI_SESSION_ID)).isEqualTo("6500000000000003");
        keeper.onEvent(Happenings.onward(EngineEvent.Kind.SESSION_UP, 4), null, 0, WALL);
        AttributeSet link = last();
        assertThat(link.text(Attributes.ACCT_SESSION_ID)).isEqualTo("6500000000000004");
        assertThat(link.text(Attributes.ACCT_MULTI_SESSION_ID)).isEqualTo("6500000000000003");
        assertThat(link.text(Attributes.TUNNEL_ASSIGNMENT_ID)).isEqualTo("isp");
    }

    @Test
    void aTunnelThatAnOperatorClosesEndsItsUsersForAnAdministrator() {
        use(false, "");
        keeper.onEvent(Happenings.up(3), Happenings.account(3, -1, ""), 0, WALL);
        keeper.onEvent(Happenings.onward(EngineEvent.Kind.SESSION_DOWN, 3), null, 0, WALL);
        assertThat(last().number(Attributes.ACCT_TERMINATE_CAUSE, 0)).isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({
        "3, peer terminated the link, '', false, 0, 1",
        "8, echo unanswered, '', false, 0, 2",
        "1, idle timeout, '', false, 0, 4",
        "1, session timeout, '', false, 0, 5",
        "1, closed by hand, '', false, 0, 6",
        "1, closed by hand, '', true, 3, 6",
        "1, replaced by a newer session of the same user, '', false, 3, 10",
        "1, no network, '', false, 4, 9",
        "16, authentication failed, '', false, 3, 17",
        "19, '', '', false, 0, 15",
        "-1, '', shutting down (result 6), false, 0, 7",
        "-1, '', peer: bye (result 1), true, 1, 2",
        "-1, '', peer: closed (result 3), true, 3, 6",
        "-1, '', general error, true, 2, 9",
        "-1, '', the peer is silent, false, 0, 2"
    })
    void everyEndHasItsTerminateCause(
            int cause, String words, String detail, boolean byPeer, int result, int expected) {
        EventFacts none = EventFacts.NONE;
        EventFacts facts = new EventFacts(
                1,
                1,
                0,
                0,
                0,
                "",
                "",
                false,
                "",
                "",
                null,
                null,
                null,
                "",
                "",
                "",
                0,
                0,
                0,
                true,
                result,
                0,
                cause,
                words,
                0,
                0,
                0,
                0,
                0,
                none.tunnelAddress(),
                "",
                0,
                0,
                byPeer,
                "",
                "",
                false,
                "",
                null);
        assertThat(TerminateCause.of(facts, detail).number).isEqualTo(expected);
    }
}
