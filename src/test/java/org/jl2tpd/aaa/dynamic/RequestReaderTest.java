package org.jl2tpd.aaa.dynamic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jl2tpd.aaa.SessionAccount;
import org.jl2tpd.aaa.SessionAccounts;
import org.jl2tpd.aaa.SessionIds;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.SessionChange;
import org.jl2tpd.engine.SessionMatch;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.Attributes;
import org.jl2tpd.radius.DynamicRequest;
import org.jl2tpd.radius.DynamicSource;
import org.jl2tpd.radius.ErrorCause;
import org.jl2tpd.radius.RadiusCode;
import org.jl2tpd.radius.RadiusPacket;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.junit.jupiter.api.Test;

/** What attributes of Disconnect and CoA mean to the engine. */
class RequestReaderTest {
    private static final SessionIds IDS = new SessionIds(0x5f00_0001L);

    /** ::ffff:0:0/96, which is no prefix of ours. */
    private static final byte[] V4_MAPPED = {0, 96, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff};

    private final SessionAccounts accounts = new SessionAccounts();
    private final RequestReader reader = new RequestReader(IDS, accounts);

    private Meaning read(RadiusCode code, AttributeSet set) {
        var source = new DynamicSource(IpAddress.parse("192.0.2.9"), 4000, 0);
        return reader.read(new DynamicRequest("billing", source, new RadiusPacket(code, 1, new byte[16], set)));
    }

    private SessionMatch match(AttributeSet set) {
        return ((Command.EndSessions) read(RadiusCode.DISCONNECT_REQUEST, set).command()).match();
    }

    private SessionChange change(AttributeSet set) {
        set.add(Attributes.USER_NAME, "bob");
        return ((Command.ChangeSessions) read(RadiusCode.COA_REQUEST, set).command()).change();
    }

    private void isRefused(AttributeSet set, ErrorCause cause) {
        Meaning meaning = read(RadiusCode.COA_REQUEST, set);
        assertThat(meaning.refusal()).isEqualTo(cause);
        assertThat(meaning.command()).isNull();
    }

    @Test
    void identificationIsWhatTheSessionWasToldBy() {
        var set = new AttributeSet()
                .add(Attributes.USER_NAME, "bob")
                .add(Attributes.ACCT_SESSION_ID, IDS.text(77))
                .add(Attributes.FRAMED_IP_ADDRESS, IpAddress.parse("198.51.100.7"))
                .add(Attributes.FRAMED_IPV6_PREFIX, IpPrefix.parse("2001:db8:5::/56"))
                .add(Attributes.DELEGATED_IPV6_PREFIX, IpPrefix.parse("2001:db8:6::/56"))
                .add(Attributes.FRAMED_INTERFACE_ID, 9)
                .add(Attributes.CALLING_STATION_ID, "0123")
                .add(Attributes.CALLED_STATION_ID, "0800")
                .add(Attributes.NAS_PORT, 3L << 16 | 65_535)
                .add(Attributes.NAS_PORT_ID, "l2tp:3/65535");
        assertThat(match(set))
                .isEqualTo(new SessionMatch(
                        "bob",
                        77,
                        IpAddress.parse("198.51.100.7"),
                        IpPrefix.parse("2001:db8:5::/64"),
                        IpPrefix.parse("2001:db8:6::/56"),
                        "0123",
                        "0800",
                        3,
                        65_535,
                        9));
        assertThat(match(new AttributeSet().add(Attributes.NAS_PORT, 0xffff_ffffL))
                        .tunnelId())
                .isEqualTo(65_535);
    }

    @Test
    void whatNamesNoSessionOfOursIsNotFound() {
        for (AttributeSet set : List.of(
                new AttributeSet().add(Attributes.ACCT_SESSION_ID, "x"),
                new AttributeSet().add(Attributes.ACCT_SESSION_ID, new SessionIds(5).text(77)),
                new AttributeSet().add(Attributes.NAS_PORT, 7),
                new AttributeSet().add(Attributes.NAS_PORT, 7L << 16),
                new AttributeSet().add(Attributes.NAS_PORT_ID, "eth0"),
                new AttributeSet().add(Attributes.NAS_PORT_ID, "l2tp:0/5"),
                new AttributeSet().add(Attributes.NAS_PORT_ID, "l2tp:3/99999"),
                new AttributeSet().add(Attributes.NAS_PORT, 3L << 16 | 5).add(Attributes.NAS_PORT_ID, "l2tp:3/6"),
                new AttributeSet().add(Attributes.FRAMED_INTERFACE_ID, 0),
                new AttributeSet().add(Attributes.FRAMED_IPV6_PREFIX, V4_MAPPED),
                new AttributeSet().add(Attributes.USER_NAME, "bob").add(Attributes.DELEGATED_IPV6_PREFIX, V4_MAPPED))) {
            isRefused(set, ErrorCause.SESSION_CONTEXT_NOT_FOUND);
        }
    }

    @Test
    void changesAreReadWithinTheirRanges() {
        assertThat(change(new AttributeSet())).isEqualTo(new SessionChange(-1, -1, "", -1, -1, -1, null));
        assertThat(change(new AttributeSet()
                        .add(Attributes.SESSION_TIMEOUT, 0xffff_ffffL)
                        .add(Attributes.IDLE_TIMEOUT, 0)
                        .add(Attributes.FILTER_ID, "gold")
                        .add(Attributes.JL2TPD_PPP_PROFILE, "slow")
                        .add(Attributes.JL2TPD_DEBUG_MASK, 3)
                        .add(Attributes.JL2TPD_RX_BITS_PER_SECOND, 0)
                        .add(Attributes.WISPR_BANDWIDTH_MAX_UP, 5)
                        .add(Attributes.WISPR_BANDWIDTH_MAX_DOWN, 0xffff_ffffL)))
                .isEqualTo(new SessionChange(Integer.MAX_VALUE, 0, "slow", 3, 0, 0xffff_ffffL, "gold"));
    }

    @Test
    void valuesThatCanNotBeAreRefused() {
        isRefused(
                new AttributeSet().add(Attributes.JL2TPD_DEBUG_MASK, 0xffff_ffffL), ErrorCause.INVALID_ATTRIBUTE_VALUE);
        isRefused(new AttributeSet().add(Attributes.JL2TPD_TX_BITS_PER_SECOND, -1), ErrorCause.INVALID_ATTRIBUTE_VALUE);
        isRefused(new AttributeSet().add(Attributes.ACCT_INTERIM_INTERVAL, 59), ErrorCause.INVALID_ATTRIBUTE_VALUE);
    }

    @Test
    void theUserHearsTheServersWords() {
        var set = new AttributeSet().add(Attributes.USER_NAME, "bob").add(Attributes.REPLY_MESSAGE, "no\ncredit");
        assertThat(((Command.EndSessions)
                                read(RadiusCode.DISCONNECT_REQUEST, set).command())
                        .reason())
                .isEqualTo("ended by the operator's server: no credit");
    }

    @Test
    void accountingTakesOverClassAndInterval() {
        accounts.put(new SessionAccount(
                77, "bob", List.of(new byte[] {1}), 600, SessionAccount.Authentic.RADIUS, "g", null));
        var set = new AttributeSet()
                .add(Attributes.USER_NAME, "bob")
                .add(Attributes.CLASS, new byte[] {2})
                .add(Attributes.CLASS, new byte[] {3});
        var command = (Command.ChangeSessions) read(RadiusCode.COA_REQUEST, set).command();
        assertThat(accounts.find(77).classes()).hasSize(1);
        command.each().accept(77);
        command.each().accept(78);
        assertThat(accounts.find(77).classes()).containsExactly(new byte[] {2}, new byte[] {3});
        assertThat(accounts.find(77).interimIntervalSeconds()).isEqualTo(600);
        assertThat(accounts.find(78)).isNull();
        set.add(Attributes.ACCT_INTERIM_INTERVAL, 120);
        ((Command.ChangeSessions) read(RadiusCode.COA_REQUEST, set).command())
                .each()
                .accept(77);
        assertThat(accounts.find(77).interimIntervalSeconds()).isEqualTo(120);
    }
}
