package org.jl2tpd.aaa.accounting;

import java.util.List;
import java.util.Map;
import org.jl2tpd.aaa.SessionAccount;
import org.jl2tpd.aaa.SessionIds;
import org.jl2tpd.engine.Authenticator.AuthContext;
import org.jl2tpd.engine.CallFacts;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.engine.EventFacts;
import org.jl2tpd.engine.OnwardFacts;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/** Sessions and what an engine tells of them. */
final class Happenings {
    static final SessionIds IDS = new SessionIds(0x65000000L);
    static final byte[] ONE_CLASS = {0, 1, 2, (byte) 0xff};
    static final byte[] OTHER_CLASS = "other".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    private static final IpAddress LAC = IpAddress.parse("192.0.2.7");
    private static final IpAddress LNS = IpAddress.parse("192.0.2.1");

    private Happenings() {}

    static SessionAccount account(long serial, int interimSeconds, String group) {
        CallFacts call = new CallFacts(
                5,
                (int) serial,
                1,
                serial,
                LNS,
                LAC,
                "lns",
                "lac",
                false,
                "",
                0xabcdL,
                "",
                10_000_000,
                1_000_000,
                -1,
                "",
                Map.of());
        AuthContext context = new AuthContext(
                "lac",
                "0800",
                "0301234",
                "",
                true,
                null,
                null,
                new Profile(ProfileKind.PPP, Configuration.DEFAULT, Map.of()),
                call);
        return new SessionAccount(
                serial,
                "alice@example",
                List.of(ONE_CLASS, OTHER_CLASS),
                interimSeconds,
                SessionAccount.Authentic.RADIUS,
                group,
                context);
    }

    static EngineEvent up(long serial) {
        return event(EngineEvent.Kind.SESSION_UP, serial, facts(serial, -1, "", 0, 0, 0), "");
    }

    static EngineEvent changed(long serial) {
        return event(EngineEvent.Kind.SESSION_CHANGED, serial, facts(serial, -1, "", 0, 0, 0x0200_5eff_fe00_0001L), "");
    }

    static EngineEvent down(long serial, int pppCause, String words, long rxOctets, String detail) {
        return event(
                EngineEvent.Kind.SESSION_DOWN, serial, facts(serial, pppCause, words, rxOctets, 61_500, 0), detail);
    }

    static EngineEvent tunnel(EngineEvent.Kind kind, long serial) {
        EventFacts facts = new EventFacts(
                serial, 0, 9, 0, 1701, "lac", "default", false, "", "", null, null, null, "", "", "", 0, 0, 0, true, 0,
                0, -1, "", 0, 0, 0, 0, 3000, LNS, "lns", 0, 0, false, "", "", false, "", null);
        return new EngineEvent(kind, 5, 0, "", LAC, "", null, "", "", facts);
    }

    /** @param address of the session's peer at that moment, null for none */
    static EngineEvent at(EngineEvent.Kind kind, long serial, IpAddress address) {
        EventFacts facts = facts(serial, -1, "", 0, 0, 0x0200_5eff_fe00_0001L);
        return new EngineEvent(kind, 5, (int) serial, "", LAC, "alice", address, "ppp0", "", facts);
    }

    /** A call that goes on to an LNS, or the end of it when an operator closes the tunnel. */
    static EngineEvent onward(EngineEvent.Kind kind, long serial) {
        OnwardFacts onward = new OnwardFacts(3, "isp", LNS, IpAddress.parse("198.51.100.1"), "lns", "isp1", "6-7/8-9");
        EventFacts facts = new EventFacts(
                1,
                serial,
                9,
                0,
                1701,
                "lac",
                "default",
                serial != 3,
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
                1,
                0,
                -1,
                "",
                0,
                0,
                0,
                0,
                3000,
                LNS,
                "lns",
                0,
                0,
                false,
                "",
                "",
                true,
                serial == 3 ? "" : "isp",
                onward);
        return new EngineEvent(kind, 6, 8, "radius:isp@198.51.100.1", LAC, "alice", null, "", "", facts);
    }

    private static EngineEvent event(EngineEvent.Kind kind, long serial, EventFacts facts, String detail) {
        IpAddress address = IpAddress.parse("10.0.0." + serial % 250);
        return new EngineEvent(kind, 5, (int) serial, "", LAC, "alice", address, "ppp0", detail, facts);
    }

    private static EventFacts facts(long serial, int cause, String words, long rxOctets, long upMs, long interfaceId) {
        return new EventFacts(
                1,
                serial,
                9,
                11,
                1701,
                "lac",
                "default",
                false,
                "",
                "lns",
                LNS,
                interfaceId == 0 ? null : IpPrefix.parse("2001:db8:0:1::/64"),
                interfaceId == 0 ? null : IpPrefix.parse("2001:db8:100::/56"),
                "",
                "0301234",
                "0800",
                0,
                0,
                1460,
                true,
                0,
                0,
                cause,
                words,
                70,
                rxOctets,
                30,
                3000,
                upMs,
                LNS,
                "lns",
                interfaceId,
                4,
                false,
                "",
                "",
                false,
                "",
                null);
    }
}
