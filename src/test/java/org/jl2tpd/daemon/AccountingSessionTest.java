package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jl2tpd.engine.Command.SessionKey;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.engine.Views;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.Attributes;
import org.jl2tpd.radius.RadiusCode;
import org.jl2tpd.testing.FreePorts;
import org.jl2tpd.testing.RadiusTestServer;
import org.jl2tpd.wire.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a RADIUS server hears of sessions. */
@Timeout(60)
class AccountingSessionTest extends AccountingLoopback {
    /** Octets that the end of PPP may take. */
    private static final long FAREWELL = 40;

    private static Views.Session session(Daemon daemon) throws Exception {
        List<Views.Session> all = daemon.control().listSessions(0, 0, 0, 10).sessions();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    @Test
    void aServerHearsOnStartStopAndOffWithWhatWasCounted() throws Exception {
        int port = FreePorts.udp();
        try (RadiusTestServer server = new RadiusTestServer(SECRET, this::judge)) {
            long rxOctets;
            long txOctets;
            try (LogLines lines = new LogLines();
                    Daemon lns = Daemon.start(lns(port, server, ""), "lns")) {
                try (Daemon lac = Daemon.start(lac(port), "lac")) {
                    Eventually.equal(() -> lines.of("session_up").size(), 2);
                    Eventually.equal(() -> session(lac).peerIpv4(), "192.0.2.1");
                    Views.Session ours = session(lac);
                    for (int i = 0; i < 5; i++) {
                        lac.ping(ours.tunnelId(), ours.id(), IpAddress.parse("192.0.2.1"), 200)
                                .get(5, TimeUnit.SECONDS);
                    }
                    Eventually.equal(() -> statuses(server).contains(1L), true);
                    rxOctets = session(lns).counters().get("rx_octets");
                    txOctets = session(lns).counters().get("tx_octets");
                    lac.control().closeSession(new TunnelKey(0, "t"), new SessionKey(0, "s"), "done");
                    Eventually.equal(() -> lines.of("session_down").size(), 2);
                }
            }
            assertThat(statuses(server)).filteredOn(status -> status != 3).containsExactly(7L, 1L, 2L, 8L);
            AttributeSet start = accounted(server).get(1);
            AttributeSet stop = accounted(server).get(statuses(server).indexOf(2L));
            assertThat(rxOctets).isGreaterThan(1000);
            assertThat(stop.number(Attributes.ACCT_INPUT_OCTETS, 0)).isBetween(rxOctets, rxOctets + FAREWELL);
            assertThat(stop.number(Attributes.ACCT_OUTPUT_OCTETS, 0)).isBetween(txOctets, txOctets + FAREWELL);
            assertThat(stop.number(Attributes.ACCT_TERMINATE_CAUSE, 0)).isEqualTo(1);
            assertThat(start.text(Attributes.USER_NAME)).isEqualTo("alice@isp");
            assertThat(start.all(Attributes.CLASS)).containsExactly(CLASS);
            assertThat(start.text(Attributes.ACCT_SESSION_ID))
                    .isEqualTo(stop.text(Attributes.ACCT_SESSION_ID))
                    .isEqualTo(server.requests.stream()
                            .filter(packet -> packet.code() == RadiusCode.ACCESS_REQUEST)
                            .findFirst()
                            .orElseThrow()
                            .attributes()
                            .text(Attributes.ACCT_SESSION_ID));
        }
    }

    @Test
    void whatASilentServerDidNotHearItHearsLaterInOrderWithTheDelay() throws Exception {
        int port = FreePorts.udp();
        isSilent = true;
        try (RadiusTestServer server = new RadiusTestServer(SECRET, this::judge);
                LogLines lines = new LogLines();
                Daemon lns = Daemon.start(lns(port, server, "tunnel_accounting = true"), "lns")) {
            try (Daemon lac = Daemon.start(lac(port), "lac")) {
                Eventually.equal(() -> lines.of("session_up").size(), 2);
                assertThat(lac).isNotNull();
            }
            Eventually.equal(() -> lines.of("session_down").size(), 2);
            Eventually.equal(() -> lines.of("radius_server_dead").isEmpty(), false);
            assertThat(statuses(server)).containsOnly(7L);
            int before = accounted(server).size();
            isSilent = false;
            List<Long> all = List.of(7L, 9L, 1L, 12L, 2L, 13L, 10L);
            Eventually.equal(() -> statuses(server).containsAll(all), true);
            List<AttributeSet> heard =
                    accounted(server).subList(before, accounted(server).size());
            assertThat(heard)
                    .extracting(set -> set.number(Attributes.ACCT_STATUS_TYPE, 0))
                    .startsWith(7L)
                    .containsExactlyInAnyOrderElementsOf(all);
            assertThat(heard.get(0).number(Attributes.ACCT_DELAY_TIME, 0)).isPositive();
            assertThat(lns).isNotNull();
        }
    }
}
