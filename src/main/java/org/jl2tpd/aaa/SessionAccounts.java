package org.jl2tpd.aaa;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What accounting needs of each session that RADIUS is to hear of, by the session's serial: as many as there are sessions, and the last
 * {@link #MAX_ENDED} that ended. The engine's thread alone.
 */
public final class SessionAccounts {
    /** Ended sessions that are still found. */
    static final int MAX_ENDED = 1024;

    private final Map<Long, SessionAccount> live = new HashMap<>();
    private final Map<Long, SessionAccount> ended = new LinkedHashMap<>();

    /** The session was let in, or judged again; one without a serial is not kept. */
    public void put(SessionAccount account) {
        if (account.sessionSerial() != 0) {
            live.put(account.sessionSerial(), account);
        }
    }

    /** The session's, null where RADIUS is not to hear of it. */
    public SessionAccount find(long sessionSerial) {
        SessionAccount account = live.get(sessionSerial);
        return account == null ? ended.get(sessionSerial) : account;
    }

    /** The session has ended; found for a while still. Does nothing for one that is not here. */
    public void ended(long sessionSerial) {
        SessionAccount account = live.remove(sessionSerial);
        if (account != null) {
            ended.put(sessionSerial, account);
            if (ended.size() > MAX_ENDED) {
                ended.remove(ended.keySet().iterator().next());
            }
        }
    }

    /** Those of sessions that have not ended. */
    public Collection<SessionAccount> live() {
        return Collections.unmodifiableCollection(live.values());
    }

    /** Sessions that have not ended. */
    public int size() {
        return live.size();
    }
}
