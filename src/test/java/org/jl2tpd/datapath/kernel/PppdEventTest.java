package org.jl2tpd.datapath.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PppdEventTest {
    @Test
    void readsThatTheNetworkIsUp() {
        assertThat(PppdEvent.parse(PppdMessages.up(700, 65_000, "ppp3", "alice")))
                .isEqualTo(new PppdEvent(PppdEvent.Kind.UP, 700, 65_000, "ppp3", "alice", -1, -1));
    }

    @Test
    void readsThatTheNetworkIsDown() {
        PppdEvent event = PppdEvent.parse(PppdMessages.down(1, 2));
        assertThat(event.kind()).isEqualTo(PppdEvent.Kind.DOWN);
        assertThat(event.user()).isEmpty();
    }

    @Test
    void readsTheAccm() {
        assertThat(PppdEvent.parse(PppdMessages.accm(1, 2, 0xa0000, -1)))
                .isEqualTo(new PppdEvent(PppdEvent.Kind.ACCM, 1, 2, "", "", 0xa0000, -1));
    }

    @Test
    void readsIdsOfFourOctetsAndPassesOverWhatItDoesNotKnow() {
        ByteBuffer message = PppdMessages.ofType(1)
                .value(3, new byte[] {7, 0, 0, 0})
                .value(99, new byte[5])
                .value(1, new byte[] {9, 0, 0, 0})
                .done();
        assertThat(PppdEvent.parse(message).sessionId()).isEqualTo(9);
    }

    @Test
    void refusesWhatIsNoSuchMessage() {
        ByteBuffer wrongSignature = PppdMessages.down(1, 2).put(0, (byte) 0);
        assertThat(PppdEvent.parse(wrongSignature)).isNull();
        assertThat(PppdEvent.parse(PppdMessages.ofType(3).done())).isNull();
        assertThat(PppdEvent.parse(ByteBuffer.allocate(7))).isNull();
        ByteBuffer cut = PppdMessages.up(1, 2, "ppp3", "alice");
        assertThat(PppdEvent.parse(cut.limit(cut.limit() - 6))).isNull();
    }

    @Test
    void noDatagramThrows() {
        var random = new Random(4);
        for (int i = 0; i < 20_000; i++) {
            ByteBuffer message = PppdMessages.up(1, 2, "ppp3", "alice");
            message.put(6 + random.nextInt(message.limit() - 6), (byte) random.nextInt());
            message.limit(8 + random.nextInt(message.limit() - 7));
            PppdEvent.parse(message);
        }
    }
}
