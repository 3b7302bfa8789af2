package org.jl2tpd.management.jmx;

import org.jl2tpd.engine.Views;

/**
 * A tunnel that ended.
 *
 * @param number from 1, never used again
 * @param closedMilliseconds when, since 1970
 * @param livedMilliseconds how long it was there
 * @param byPeer whether the peer ended it
 * @param reason words
 */
public record ClosedTunnelInfo(
        long number,
        long closedMilliseconds,
        long livedMilliseconds,
        int id,
        int peerId,
        String name,
        String peerAddress,
        int peerPort,
        String peerHostName,
        String peerProfile,
        boolean established,
        boolean byPeer,
        long sessionsTotal,
        int resultCode,
        int errorCode,
        String reason) {
    static ClosedTunnelInfo of(Views.ClosedTunnel view) {
        return new ClosedTunnelInfo(
                view.number(),
                Ages.wall(view.closedNs()),
                view.livedMs(),
                view.id(),
                view.peerId(),
                view.name(),
                view.peerAddress(),
                view.peerPort(),
                view.peerHostName(),
                view.peerProfile(),
                view.established(),
                view.byPeer(),
                view.sessionsTotal(),
                view.resultCode(),
                view.errorCode(),
                view.words());
    }
}
