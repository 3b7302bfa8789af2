package org.jl2tpd.aaa.accounting;

import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.Attributes;

/** Records that are about no session of a live daemon: of the daemon itself, and of what a crash left open. */
final class Records {
    private Records() {}

    /** What every record begins with. */
    static AttributeSet begin(SpooledRecord.Kind kind, long eventMs) {
        return new AttributeSet()
                .add(Attributes.ACCT_STATUS_TYPE, kind.number)
                .add(Attributes.EVENT_TIMESTAMP, eventMs / 1000);
    }

    /** Accounting-On or -Off (RFC 2866 5.1). */
    static SpooledRecord ofDaemon(SpooledRecord.Kind kind, String group, String id, long eventMs) {
        AttributeSet set = begin(kind, eventMs).add(Attributes.ACCT_SESSION_ID, id);
        return new SpooledRecord(kind, group, id, eventMs, set);
    }

    /**
     * The end of what a crash left open, at the moment of the last record about it: nobody knows what came after.
     *
     * @param last a record of a start, or an interim one
     */
    static SpooledRecord closing(SpooledRecord last) {
        SpooledRecord.Kind kind = switch (last.kind()) {
            case TUNNEL_START -> SpooledRecord.Kind.TUNNEL_STOP;
            case LINK_START -> SpooledRecord.Kind.LINK_STOP;
            default -> SpooledRecord.Kind.STOP;
        };
        AttributeSet set = new AttributeSet().add(Attributes.ACCT_STATUS_TYPE, kind.number);
        for (AttributeSet.Value value : last.attributes().values()) {
            if (!value.type().equals(Attributes.ACCT_STATUS_TYPE)) {
                set.addTagged(value.type(), value.tag(), value.octets());
            }
        }
        if (!set.has(Attributes.ACCT_SESSION_TIME) && kind == SpooledRecord.Kind.STOP) {
            Traffic.NONE.addTo(set);
        }
        set.add(Attributes.ACCT_TERMINATE_CAUSE, TerminateCause.NAS_REBOOT.number);
        return new SpooledRecord(kind, last.group(), last.key(), last.eventMs(), set);
    }
}
