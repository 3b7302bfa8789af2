package org.jl2tpd.management.jmx;

import org.jl2tpd.engine.Views;

/**
 * A session that ended.
 *
 * @param number from 1, never used again
 * @param closedMilliseconds when, since 1970
 * @param livedMilliseconds how long it was there
 * @param byPeer whether the peer ended it
 * @param pppCause RFC 3145 code, -1 for none
 * @param reason words
 */
public record ClosedSessionInfo(
        long number,
        long closedMilliseconds,
        long livedMilliseconds,
        int tunnelId,
        int id,
        int peerId,
        String user,
        String peerAddress,
        String peerIpv4Address,
        boolean established,
        boolean byPeer,
        long rxOctets,
        long txOctets,
        int resultCode,
        int errorCode,
        int pppCause,
        String reason) {
    static ClosedSessionInfo of(Views.ClosedSession view) {
        return new ClosedSessionInfo(
                view.number(),
                Ages.wall(view.closedNs()),
                view.livedMs(),
                view.tunnelId(),
                view.id(),
                view.peerId(),
                view.user(),
                view.peerAddress(),
                view.peerIpv4(),
                view.established(),
                view.byPeer(),
                view.rxOctets(),
                view.txOctets(),
                view.resultCode(),
                view.errorCode(),
                view.pppCause(),
                view.words());
    }
}
