package org.jl2tpd.engine;

import java.util.HashMap;
import java.util.Map;
import org.jl2tpd.wire.AvpType;
import org.jl2tpd.wire.ControlMessage;

/**
 * Ends calls that go round through other switches. L2TP has no hop count, but a switch passes numbers and Call Serial Number on, so that
 * a call that comes back looks as it did before.
 */
final class HopLimit {
    /** Calls that look the same in one tunnel, and are switched at once; two LACs behind one switch may well count alike. */
    static final int MAX_HOPS = 16;

    private final Map<Key, Integer> calls = new HashMap<>();

    /** What a call looks like. */
    private record Key(int tunnelId, long serial, String called, String calling, String user) {}

    /** Counts a call; null when it may go on without being counted. False in {@link Mark#allowed} when it has come round too often. */
    Mark enter(SessionEntry entry, ControlMessage icrq, String user) {
        long serial = entry.session.callSerialNumber();
        if (serial == 0) {
            return null;
        }
        var key = new Key(
                entry.tunnel.id, serial, text(icrq, AvpType.CALLED_NUMBER), text(icrq, AvpType.CALLING_NUMBER), user);
        return new Mark(key, calls.merge(key, 1, Integer::sum) <= MAX_HOPS);
    }

    /** The call has ended, or is known not to go round. */
    void leave(Mark mark) {
        if (mark != null) {
            calls.computeIfPresent(mark.key, (key, count) -> count == 1 ? null : count - 1);
        }
    }

    private static String text(ControlMessage message, AvpType avp) {
        String text = message.text(avp);
        return text == null ? "" : text;
    }

    /** A call that is counted. */
    static final class Mark {
        final boolean allowed;
        private final Key key;

        private Mark(Key key, boolean allowed) {
            this.key = key;
            this.allowed = allowed;
        }
    }
}
