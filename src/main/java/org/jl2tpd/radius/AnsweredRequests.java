package org.jl2tpd.radius;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jl2tpd.wire.IpAddress;

/**
 * Requests of the last while with their answers, so that one that comes again is not done again (RFC 5176 2.3). As long as the window of
 * Event-Timestamp (6.3), and bounded.
 */
final class AnsweredRequests {
    /** Most that are remembered; then the oldest answered one is forgotten before its time. */
    static final int MAX_REMEMBERED = 16_384;

    /**
     * What makes a request the same. One with a timestamp is the same from wherever it comes, so that who replays it from elsewhere has
     * nothing done; without one its client may well want the same anew.
     *
     * @param address null with a timestamp
     * @param port 0 with a timestamp
     */
    private record Key(IpAddress address, int port, int identifier, int hash, byte[] authenticator) {
        static Key of(DynamicSource source, RadiusPacket packet) {
            byte[] authenticator = packet.authenticator();
            boolean timed = packet.attributes().has(Attributes.EVENT_TIMESTAMP);
            return new Key(
                    timed ? null : source.address(),
                    timed ? 0 : source.port(),
                    packet.identifier(),
                    Arrays.hashCode(authenticator),
                    authenticator);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && key.hash == hash
                    && key.identifier == identifier
                    && key.port == port
                    && Objects.equals(key.address, address)
                    && Arrays.equals(key.authenticator, authenticator);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** One of them; {@code answer} null while it is worked on. */
    static final class Entry {
        private final long untilNs;
        byte[] answer;

        private Entry(long untilNs) {
            this.untilNs = untilNs;
        }
    }

    private final long windowNs;
    private final Map<Key, Entry> entries = new LinkedHashMap<>();

    AnsweredRequests(long windowNs) {
        this.windowNs = windowNs;
    }

    /** The same request of before, null without one. */
    Entry find(long nowNs, DynamicSource source, RadiusPacket packet) {
        forgetOld(nowNs);
        return entries.get(Key.of(source, packet));
    }

    /** A new one, which is worked on from now on. */
    void add(long nowNs, DynamicSource source, RadiusPacket packet) {
        if (entries.size() >= MAX_REMEMBERED) {
            forgetOldestAnswered();
        }
        entries.put(Key.of(source, packet), new Entry(nowNs + windowNs));
    }

    /** The answer of one that was added; not kept where the request is forgotten. */
    void answered(DynamicSource source, RadiusPacket packet, byte[] answer) {
        Entry entry = entries.get(Key.of(source, packet));
        if (entry != null) {
            entry.answer = answer;
        }
    }

    int size() {
        return entries.size();
    }

    private void forgetOld(long nowNs) {
        Iterator<Entry> oldest = entries.values().iterator();
        while (oldest.hasNext() && oldest.next().untilNs - nowNs <= 0) {
            oldest.remove();
        }
    }

    private void forgetOldestAnswered() {
        Iterator<Entry> oldest = entries.values().iterator();
        while (oldest.hasNext()) {
            if (oldest.next().answer != null) {
                oldest.remove();
                return;
            }
        }
    }
}
