package org.jl2tpd.daemon.hooks;

import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.engine.EventFacts;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/** Events with every fact. */
final class TestEvents {
    private TestEvents() {}

    /** Of session ID in tunnel 3; its serial number is its id. */
    static EngineEvent session(EngineEvent.Kind kind, int id, String user) {
        return new EngineEvent(
                kind,
                3,
                id,
                "with/slash/office",
                IpAddress.parse("192.0.2.1"),
                user,
                IpAddress.parse("10.0.0." + id % 250),
                "ppp0",
                "lost carrier (result 1)",
                facts(id));
    }

    private static EventFacts facts(int id) {
        return new EventFacts(
                1,
                id,
                103,
                100 + id,
                1701,
                "lac.example",
                "default",
                false,
                "office",
                "lns",
                IpAddress.parse("10.0.0.1"),
                IpPrefix.parse("2001:db8:0:7::/64"),
                IpPrefix.parse("2001:db8:100::/56"),
                "192.0.2.53,192.0.2.54",
                "555",
                "777",
                1000,
                2000,
                1400,
                true,
                1,
                0,
                8,
                "no echo",
                1,
                2,
                3,
                4,
                61_500,
                null,
                "",
                0,
                0,
                false,
                "slow",
                "6500000000000002",
                false,
                "",
                null);
    }
}
