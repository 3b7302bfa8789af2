package org.jl2tpd.aaa.accounting;

import java.util.Arrays;
import java.util.List;
import org.jl2tpd.aaa.CallAttributes;
import org.jl2tpd.aaa.SessionAccount;
import org.jl2tpd.aaa.SessionIds;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.engine.EventFacts;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.Attributes;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/** A session of which a server was told that it started: what is known of it, and the records about it. */
final class AccountedSession {
    final long serial;
    private SessionAccount account;
    private final String id;
    private AttributeSet call;
    private String user;
    private IpAddress address;
    private IpPrefix prefix;
    private IpPrefix delegatedPrefix;
    private long interfaceId;

    /** What was counted at the last record. */
    Traffic traffic = Traffic.NONE;

    AccountedSession(SessionAccount account, SessionIds ids) {
        this.serial = account.sessionSerial();
        this.account = account;
        this.id = ids.text(serial);
        this.address = account.address();
        this.call = CallAttributes.of(account.context(), ids);
    }

    /** A server has changed what is to be said of it (Class, interval); null changes nothing. */
    void renew(SessionAccount now) {
        account = now == null ? account : now;
    }

    /**
     * Takes over what an event says; an address that went is kept, since the session had it.
     *
     * @return whether a record would say anything else now
     */
    boolean learn(EngineEvent event) {
        List<Object> former = shown();
        EventFacts facts = event.facts();
        user = account.userName().isEmpty() ? event.user() : account.userName();
        address = event.address() == null ? address : event.address();
        prefix = facts.ipv6Prefix() == null ? prefix : facts.ipv6Prefix();
        delegatedPrefix = facts.delegatedPrefix() == null ? delegatedPrefix : facts.delegatedPrefix();
        if (facts.onward() != null) {
            call = OnwardAttributes.of(call, facts.onward(), id);
        }
        interfaceId = facts.peerInterfaceId() == 0 ? interfaceId : facts.peerInterfaceId();
        return !former.equals(shown());
    }

    private List<Object> shown() {
        return Arrays.asList(user, address, prefix, delegatedPrefix, interfaceId);
    }

    /** Seconds that the server wants between interim records, -1 when it named none. */
    int interimSeconds() {
        return account.interimIntervalSeconds();
    }

    String group() {
        return account.group();
    }

    SpooledRecord start(long eventMs) {
        return record(SpooledRecord.Kind.START, eventMs, common(SpooledRecord.Kind.START, eventMs));
    }

    SpooledRecord interim(long eventMs, Traffic counted) {
        traffic = counted;
        return record(SpooledRecord.Kind.INTERIM, eventMs, counted.addTo(common(SpooledRecord.Kind.INTERIM, eventMs)));
    }

    SpooledRecord stop(long eventMs, Traffic counted, TerminateCause cause, EventFacts facts) {
        AttributeSet set = counted.addTo(common(SpooledRecord.Kind.STOP, eventMs))
                .add(Attributes.ACCT_TERMINATE_CAUSE, cause.number);
        if (facts.pppCause() >= 0) {
            set.add(Attributes.JL2TPD_PPP_DISCONNECT_CAUSE, facts.pppCause())
                    .add(Attributes.JL2TPD_PPP_DISCONNECT_TEXT, facts.pppCauseText());
        }
        return record(SpooledRecord.Kind.STOP, eventMs, set);
    }

    private AttributeSet common(SpooledRecord.Kind kind, long eventMs) {
        AttributeSet set = Records.begin(kind, eventMs)
                .add(Attributes.USER_NAME, user)
                .add(Attributes.ACCT_AUTHENTIC, account.authentic().number)
                .add(Attributes.FRAMED_IP_ADDRESS, address)
                .add(Attributes.FRAMED_IPV6_PREFIX, prefix)
                .add(Attributes.DELEGATED_IPV6_PREFIX, delegatedPrefix);
        if (interfaceId != 0) {
            set.add(Attributes.FRAMED_INTERFACE_ID, interfaceId);
        }
        account.classes().forEach(octets -> set.add(Attributes.CLASS, octets));
        return set.addAll(call);
    }

    private SpooledRecord record(SpooledRecord.Kind kind, long eventMs, AttributeSet set) {
        return new SpooledRecord(kind, account.group(), id, eventMs, set);
    }
}
