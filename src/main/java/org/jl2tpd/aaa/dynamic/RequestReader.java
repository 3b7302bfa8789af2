package org.jl2tpd.aaa.dynamic;

import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jl2tpd.aaa.SessionAccount;
import org.jl2tpd.aaa.SessionAccounts;
import org.jl2tpd.aaa.SessionIds;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.SessionChange;
import org.jl2tpd.engine.SessionMatch;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.AttributeType;
import org.jl2tpd.radius.Attributes;
import org.jl2tpd.radius.DynamicRequest;
import org.jl2tpd.radius.ErrorCause;

/** Reads Disconnect-Requests and CoA-Requests as commands of the engine. */
final class RequestReader {
    /** What a CoA-Request can change (RFC 5176 2.2). */
    static final Set<AttributeType> CHANGES = Set.of(
            Attributes.SESSION_TIMEOUT,
            Attributes.IDLE_TIMEOUT,
            Attributes.FILTER_ID,
            Attributes.CLASS,
            Attributes.ACCT_INTERIM_INTERVAL,
            Attributes.JL2TPD_PPP_PROFILE,
            Attributes.JL2TPD_RX_BITS_PER_SECOND,
            Attributes.JL2TPD_TX_BITS_PER_SECOND,
            Attributes.JL2TPD_DEBUG_MASK,
            Attributes.WISPR_BANDWIDTH_MAX_UP,
            Attributes.WISPR_BANDWIDTH_MAX_DOWN);

    /** Least interval of interim records (RFC 2869 5.16). */
    private static final long MIN_INTERIM_SECONDS = 60;

    private static final String REASON = "ended by the operator's server";
    private static final int UNSAID = -1;

    private final SessionIds ids;
    private final SessionAccounts accounts;

    /** @param accounts the engine's thread alone touches them */
    RequestReader(SessionIds ids, SessionAccounts accounts) {
        this.ids = ids;
        this.accounts = accounts;
    }

    Meaning read(DynamicRequest request) {
        AttributeSet set = request.packet().attributes();
        SessionMatch match = SessionNames.match(set, ids);
        if (match == null) {
            return Meaning.refused(ErrorCause.SESSION_CONTEXT_NOT_FOUND);
        }
        if (request.isDisconnect()) {
            return new Meaning(new Command.EndSessions(match, reason(set), accounting(set)), null);
        }
        SessionChange change = change(set);
        return change == null
                ? Meaning.refused(ErrorCause.INVALID_ATTRIBUTE_VALUE)
                : new Meaning(new Command.ChangeSessions(match, change, accounting(set)), null);
    }

    /** Reply-Message is for the user (RFC 5176 3.6, note 2). */
    private static String reason(AttributeSet set) {
        String said = String.join(" ", set.texts(Attributes.REPLY_MESSAGE))
                .replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ")
                .strip();
        return said.isEmpty() ? REASON : REASON + ": " + said;
    }

    /** Null where a value can't be. */
    private static SessionChange change(AttributeSet set) {
        long mask = set.number(Attributes.JL2TPD_DEBUG_MASK, UNSAID);
        long rx = rate(set, Attributes.JL2TPD_RX_BITS_PER_SECOND, Attributes.WISPR_BANDWIDTH_MAX_UP);
        long tx = rate(set, Attributes.JL2TPD_TX_BITS_PER_SECOND, Attributes.WISPR_BANDWIDTH_MAX_DOWN);
        long interim = set.number(Attributes.ACCT_INTERIM_INTERVAL, 0);
        boolean possible = mask <= Integer.MAX_VALUE
                && rx >= UNSAID
                && tx >= UNSAID
                && (interim == 0 || interim >= MIN_INTERIM_SECONDS);
        return possible
                ? new SessionChange(
                        seconds(set, Attributes.SESSION_TIMEOUT),
                        seconds(set, Attributes.IDLE_TIMEOUT),
                        set.text(Attributes.JL2TPD_PPP_PROFILE),
                        (int) mask,
                        rx,
                        tx,
                        set.has(Attributes.FILTER_ID) ? set.text(Attributes.FILTER_ID) : null)
                : null;
    }

    private static int seconds(AttributeSet set, AttributeType type) {
        return (int) Math.min(Integer.MAX_VALUE, set.number(type, UNSAID));
    }

    /** Ours goes before WISPr's; below -1 where it can't be. */
    private static long rate(AttributeSet set, AttributeType own, AttributeType other) {
        long rate = set.number(own, UNSAID);
        if (set.has(own)) {
            return rate < 0 ? Long.MIN_VALUE : rate;
        }
        return set.number(other, UNSAID);
    }

    /** What accounting says of the sessions from now on: Class and the interval of interim records. */
    private LongConsumer accounting(AttributeSet set) {
        List<byte[]> classes = set.all(Attributes.CLASS);
        long interim = set.number(Attributes.ACCT_INTERIM_INTERVAL, UNSAID);
        if (classes.isEmpty() && interim < 0) {
            return serial -> {};
        }
        return serial -> {
            SessionAccount former = accounts.find(serial);
            if (former != null) {
                accounts.put(changed(former, classes, interim));
            }
        };
    }

    private static SessionAccount changed(SessionAccount former, List<byte[]> classes, long interim) {
        return new SessionAccount(
                former.sessionSerial(),
                former.userName(),
                classes.isEmpty() ? former.classes() : classes,
                interim < 0 ? former.interimIntervalSeconds() : (int) Math.min(Integer.MAX_VALUE, interim),
                former.authentic(),
                former.group(),
                former.context(),
                former.address());
    }
}
