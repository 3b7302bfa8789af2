package org.jl2tpd.aaa.accounting;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jl2tpd.aaa.SessionAccount;
import org.jl2tpd.aaa.SessionIds;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.engine.EventFacts;
import org.jl2tpd.engine.Views;

/** Makes records of what happens. Pure: times come with the calls. For one thread. */
final class Bookkeeper {
    /** Shortest seconds between interim records, whatever a server names (RFC 2869 5.16). */
    static final int MIN_INTERIM_SECONDS = 60;

    private static final long SECOND_NS = 1_000_000_000L;

    private final SessionIds ids;
    private final Consumer<SpooledRecord> records;
    private final Map<Long, AccountedSession> sessions = new HashMap<>();
    private final InterimSchedule interims = new InterimSchedule();
    private final TunnelRecords tunnels;
    private final List<String> groupsOn = new ArrayList<>();
    private AccountingSettings settings = AccountingSettings.NONE;

    Bookkeeper(SessionIds ids, Consumer<SpooledRecord> records) {
        this.ids = ids;
        this.records = records;
        this.tunnels = new TunnelRecords(ids);
    }

    /** Other settings hold: groups that are new hear that we are on. Sessions that were started are accounted to their end. */
    void use(AccountingSettings next, long wallMs) {
        settings = next;
        if (next.accountsAnything()) {
            for (String group : next.groups()) {
                if (!groupsOn.contains(group)) {
                    groupsOn.add(group);
                    records.accept(Records.ofDaemon(SpooledRecord.Kind.ON, group, ids.text(0), wallMs));
                }
            }
        }
    }

    /** @param account of the event's session, null for none */
    void onEvent(EngineEvent event, SessionAccount account, long nowNs, long wallMs) {
        String group = account != null && settings.groups().contains(account.group())
                ? account.group()
                : settings.groupOfTunnels();
        boolean isEnd = event.kind() == EngineEvent.Kind.SESSION_DOWN;
        if (isEnd) {
            onSession(event, account, nowNs, wallMs);
        }
        if (settings.tunnels() || isEnd || event.kind() == EngineEvent.Kind.TUNNEL_DOWN) {
            SpooledRecord record = tunnels.of(event, group, wallMs);
            if (record != null) {
                records.accept(record);
            }
        }
        if (!isEnd) {
            onSession(event, account, nowNs, wallMs);
        }
    }

    private void onSession(EngineEvent event, SessionAccount account, long nowNs, long wallMs) {
        AccountedSession session = sessions.get(event.facts().sessionSerial());
        switch (event.kind()) {
            case SESSION_UP -> up(event, account, nowNs, wallMs);
            case SESSION_CHANGED -> {
                if (session != null) {
                    renew(session, account, nowNs);
                    // One that a server or an operator changed is told of by words: theirs is a record always.
                    if (session.learn(event) || !event.detail().isEmpty()) {
                        interims.soon(session.serial, nowNs);
                    }
                }
            }
            case SESSION_DOWN -> {
                if (session != null) {
                    session.renew(account);
                    session.learn(event);
                    TerminateCause cause = TerminateCause.of(event.facts(), event.detail());
                    end(session, Traffic.of(event.facts()), cause, event.facts(), wallMs);
                }
            }
            default -> {}
        }
    }

    /** @param account null changes nothing */
    private void renew(AccountedSession session, SessionAccount account, long nowNs) {
        long formerNs = intervalNs(session);
        session.renew(account);
        if (intervalNs(session) != formerNs) {
            interims.add(session.serial, intervalNs(session), nowNs);
        }
    }

    private void up(EngineEvent event, SessionAccount account, long nowNs, long wallMs) {
        if (account == null
                || !settings.sessions()
                || !settings.groups().contains(account.group())
                || sessions.containsKey(account.sessionSerial())) {
            return;
        }
        AccountedSession session = new AccountedSession(account, ids);
        session.learn(event);
        sessions.put(session.serial, session);
        interims.add(session.serial, intervalNs(session), nowNs);
        records.accept(session.start(wallMs));
    }

    private long intervalNs(AccountedSession session) {
        int seconds = session.interimSeconds() < 0 ? settings.interimSeconds() : session.interimSeconds();
        return seconds <= 0 ? 0 : Math.max(MIN_INTERIM_SECONDS, seconds) * SECOND_NS;
    }

    private void end(AccountedSession session, Traffic traffic, TerminateCause cause, EventFacts facts, long wallMs) {
        sessions.remove(session.serial);
        interims.remove(session.serial);
        records.accept(session.stop(wallMs, traffic, cause, facts));
    }

    /** Sessions of which an interim record is due; {@link #onTraffic} makes it. */
    List<Long> interimsDue(long nowNs) {
        return interims.poll(nowNs, Views.Traffic.MOST);
    }

    /** Nanoseconds until {@link #interimsDue} has something, {@link Long#MAX_VALUE} for never. */
    long waitNs(long nowNs) {
        return interims.hasNext() ? Math.max(0, interims.nextNs() - nowNs) : Long.MAX_VALUE;
    }

    /** What was counted of sessions whose interim record is due. */
    void onTraffic(Views.Traffic traffic, long wallMs) {
        for (Views.SessionTraffic seen : traffic.sessions()) {
            AccountedSession session = sessions.get(seen.serial());
            if (session != null) {
                records.accept(session.interim(wallMs, Traffic.of(seen)));
            }
        }
    }

    /** Nothing is told of those: the next time comes soon. */
    void onNoTraffic(List<Long> serials, long nowNs) {
        serials.forEach(serial -> interims.soon(serial, nowNs));
    }

    /** We end: sessions of which no end was heard end with what was counted last, and servers hear that we are off. */
    void close(long wallMs) {
        for (AccountedSession session : List.copyOf(sessions.values())) {
            end(session, session.traffic, TerminateCause.ADMIN_REBOOT, EventFacts.NONE, wallMs);
        }
        for (String group : groupsOn) {
            records.accept(Records.ofDaemon(SpooledRecord.Kind.OFF, group, ids.text(0), wallMs));
        }
        groupsOn.clear();
    }

    /** Sessions that were started and have not ended. */
    int sessions() {
        return sessions.size();
    }
}
