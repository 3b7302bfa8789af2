package org.jl2tpd.ppp;

import java.nio.ByteBuffer;
import java.util.List;
import org.jl2tpd.ppp.OptionRow.Verdict;

/** The IPv6 Control Protocol (RFC 5072): both ends agree on different interface identifiers. */
final class Ipv6cp extends NetworkProtocol<Ipv6cp> {
    static final int INTERFACE_IDENTIFIER = 1;

    /** The universal/local bit: 0 in an identifier that no IEEE number stands behind (RFC 5072 4.1). */
    private static final long UNIVERSAL_BIT = 0x02L << 56;

    private static final OptionRow<Ipv6cp> IDENTIFIER_ROW = OptionRow.<Ipv6cp>of(
                    INTERFACE_IDENTIFIER,
                    "Interface-Identifier",
                    (ipv6cp, out) -> put(out, ipv6cp.localId),
                    Ipv6cp::judge,
                    (ipv6cp, out) -> put(out, ipv6cp.proposal()),
                    Ipv6cp::nakked)
            .requiredWhen(ipv6cp -> true);

    private static final OptionTable<Ipv6cp> TABLE = new OptionTable<>(List.of(IDENTIFIER_ROW));

    /** What the peer is to have, 0 for what it likes. */
    private final long assignedId;

    private long localId;
    private long peerId;

    /** @param assignedId the peer's identifier, 0 where it may choose */
    Ipv6cp(PppLink link, long assignedId) {
        super(link);
        this.assignedId = assignedId;
        localId = newIdentifier();
        requestMask = 1;
    }

    @Override
    int protocol() {
        return PppProtocol.IPV6CP;
    }

    @Override
    Ipv6cp self() {
        return this;
    }

    @Override
    OptionTable<Ipv6cp> table() {
        return TABLE;
    }

    @Override
    void forgetPeerOptions() {
        peerId = 0;
    }

    private long proposal() {
        return assignedId == 0 ? newIdentifier() : assignedId;
    }

    private long newIdentifier() {
        long candidate;
        int tries = 0;
        do {
            candidate = link.random().nextLong() & ~UNIVERSAL_BIT;
        } while (isTaken(candidate) && ++tries < 8);
        return isTaken(candidate) ? (localId ^ 1) & ~UNIVERSAL_BIT | 4 : candidate;
    }

    private boolean isTaken(long candidate) {
        return candidate == 0 || candidate == localId || candidate == assignedId;
    }

    private Verdict judge(ByteBuffer options, int at, int length) {
        long asked = length == 8 ? options.getLong(at) : 0;
        if (asked == 0 || asked == localId || assignedId != 0 && asked != assignedId) {
            return Verdict.NAK;
        }
        peerId = asked;
        return Verdict.ACK;
    }

    /** The peer's suggestion, unless it collides with the peer itself. */
    private void nakked(ByteBuffer options, int at, int length) {
        long suggested = length == 8 ? options.getLong(at) : 0;
        localId = suggested != 0 && suggested != localId && suggested != peerId && suggested != assignedId
                ? suggested
                : newIdentifier();
    }

    private static void put(ByteBuffer out, long identifier) {
        out.put((byte) INTERFACE_IDENTIFIER).put((byte) 10).putLong(identifier);
    }

    @Override
    boolean endedByOptions(long nowNs) {
        if (requestMask == 0) {
            onNoConvergence(nowNs, false);
            return true;
        }
        return false;
    }

    @Override
    void onUp(long nowNs) {
        link.ipv6Up(nowNs, localId, peerId);
    }

    @Override
    void onDown(long nowNs) {
        link.ipv6Down(nowNs);
    }
}
