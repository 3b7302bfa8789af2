package org.jl2tpd.datapath;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import org.jl2tpd.engine.Engine;

class PacketFuzzTest {
    /** No packet makes the host inside the process throw or answer with more than it got. */
    @FuzzTest
    void answersAnyPacket(byte[] octets) {
        var sink = new FakeSink();
        var datapath = new MemoryDatapath();
        datapath.attach(sink);
        var session = new FakeSession(1);
        datapath.open(session, Packets.lns("10.0.0.1", "10.0.0.2", 0xbb, null));
        datapath.deliver(session, ByteBuffer.wrap(octets));
        datapath.poll(0, 10);
        for (FakeSink.Sent sent : sink.sent) {
            if (sent.packet().length > octets.length || sent.headroom() < Engine.HEADROOM) {
                throw new AssertionError("a longer answer, or no headroom");
            }
        }
    }

    /** No packet, from a peer or from the device, makes the TUN datapath throw. */
    @FuzzTest
    void carriesAnyPacket(byte[] octets) {
        if (octets.length == 0 || octets.length > 9000) {
            return;
        }
        var kernel = new FakeKernel();
        var sink = new FakeSink();
        var datapath = new TunDatapath(TunSettings.DEFAULT, kernel);
        datapath.attach(sink);
        var session = new FakeSession(1);
        var network = Packets.lns("10.0.0.1", "10.0.0.2", 0xbb, "2001:db8:1::/64", "0.0.0.0/0", "::/0");
        datapath.open(session, network);
        kernel.devices.get(0).toRead.add(octets);
        sink.watched.get(kernel.devices.get(0).fd()).drain(64);
        datapath.deliver(session, ByteBuffer.wrap(octets));
        datapath.poll(0, 10);
    }
}
