package org.jl2tpd.management.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.Command.SessionKey;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.FakeEngine;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.TransportPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CaptureHubTest {
    private static final TransportPath PATH =
            new TransportPath(1, IpAddress.parse("192.0.2.1"), 1701, IpAddress.parse("192.0.2.2"), 1701);

    private static final TunnelKey OFFICE = new TunnelKey(0, "office");
    private static final TunnelKey BY_ID = new TunnelKey(7, "");

    private final FakeEngine engine = new FakeEngine();
    private final CaptureHub hub = new CaptureHub(engine.control());

    @BeforeEach
    void start() {
        engine.tunnels.add(FakeEngine.tunnel(7, "office", "h"));
        engine.sessions.add(FakeEngine.session(7, 12, "alice"));
    }

    @Test
    void copiesWhatIsWantedAndNothingElse() throws Exception {
        try (CaptureHub.Tap whole = hub.open(OFFICE, null);
                CaptureHub.Tap one = hub.open(OFFICE, new SessionKey(12, ""))) {
            ByteBuffer datagram = ByteBuffer.wrap(new byte[] {1, 2, 3});
            hub.captured(7, 0, PATH, true, datagram.position(1));
            datagram.put(2, (byte) 9);
            hub.captured(7, 12, PATH, false, datagram);
            hub.captured(8, 12, PATH, false, datagram);
            List<CaptureHub.Packet> packets = whole.take(10, 0);
            assertThat(packets).hasSize(2);
            assertThat(packets.get(0).datagram()).containsExactly(2, 3);
            assertThat(one.take(10, 0))
                    .singleElement()
                    .satisfies(packet -> assertThat(packet.sent()).isFalse());
        }
    }

    @Test
    void countsWhatDoesNotFit() throws Exception {
        try (CaptureHub.Tap tap = hub.open(OFFICE, null)) {
            for (int i = 0; i < CaptureHub.QUEUE_LIMIT + 5; i++) {
                hub.captured(7, 0, PATH, true, ByteBuffer.allocate(1));
            }
            assertThat(tap.lost()).isEqualTo(5);
            assertThat(tap.take(CaptureHub.QUEUE_LIMIT, 0)).hasSize(CaptureHub.QUEUE_LIMIT);
            assertThat(tap.take(10, 1)).isEmpty();
        }
    }

    @Test
    void endsTheCopyingWithTheLastWhoWantsIt() throws Exception {
        CaptureHub.Tap first = hub.open(OFFICE, null);
        CaptureHub.Tap second = hub.open(OFFICE, null);
        first.close();
        first.close();
        var off = new Command.Capture(BY_ID, null, false);
        assertThat(engine.asked)
                .contains(new Command.Capture(BY_ID, null, true))
                .doesNotContain(off);
        second.close();
        assertThat(engine.asked).containsOnlyOnce(off);
    }

    @Test
    void hasALimit() throws Exception {
        List<CaptureHub.Tap> taps = new ArrayList<>();
        for (int i = 0; i < CaptureHub.TAP_LIMIT; i++) {
            taps.add(hub.open(OFFICE, null));
        }
        assertThatThrownBy(() -> hub.open(OFFICE, null))
                .isInstanceOf(ControlException.class)
                .hasMessageContaining("captures");
        taps.forEach(CaptureHub.Tap::close);
        hub.open(OFFICE, null).close();
        assertThatThrownBy(() -> hub.open(new TunnelKey(99, ""), null)).isInstanceOf(ControlException.class);
    }
}
