package org.jl2tpd.datapath;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jl2tpd.engine.DataSession;
import org.jl2tpd.engine.SessionNotice;

/** Collects packets for sessions' peers. */
final class FakeSink implements PacketSink {
    /** A packet and whose it is. */
    record Sent(DataSession session, byte[] packet, int headroom) {}

    final List<Sent> sent = new ArrayList<>();
    final List<SessionNotice> notices = new ArrayList<>();
    final Map<Integer, PolledSource> watched = new HashMap<>();
    final ByteBuffer buffer = ByteBuffer.allocateDirect(9408);
    long nowNs;

    @Override
    public ByteBuffer lend() {
        return buffer.clear();
    }

    @Override
    public long nowNs() {
        return nowNs;
    }

    @Override
    public void onPacket(DataSession session, ByteBuffer packet) {
        byte[] octets = new byte[packet.remaining()];
        packet.get(packet.position(), octets);
        sent.add(new Sent(session, octets, packet.position()));
    }

    @Override
    public void onFrame(DataSession session, ByteBuffer frame) {
        onPacket(session, frame);
    }

    @Override
    public void onNotice(DataSession session, SessionNotice notice) {
        notices.add(notice);
    }

    @Override
    public int socketFd(int socket) {
        return 1000 + socket;
    }

    @Override
    public boolean post(Runnable task) {
        task.run();
        return true;
    }

    @Override
    public String watch(int fd, PolledSource source) {
        watched.put(fd, source);
        return null;
    }

    @Override
    public void unwatch(int fd) {
        watched.remove(fd);
    }
}
