package org.jl2tpd.engine;

import org.jl2tpd.control.Tunnel;
import org.jl2tpd.control.TunnelState;
import org.jl2tpd.profile.Resolved;
import org.jl2tpd.profile.TunnelAttributes;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.ResultCode;
import org.jl2tpd.wire.TransportPath;

/** What the engine keeps of a tunnel besides the control room's own state. */
final class TunnelEntry extends Timed implements DataTunnel {
    final int id;
    /** See {@link Core#serial}. */
    final long serial;

    /** Replaced when an operator changes attributes of the live tunnel. */
    Resolved profiles;

    final long createdNs;
    final DebugMask debug;
    /** The dialled tunnel that this is an attempt of; null when the peer opened it. */
    final ClientTunnel client;

    /** When it was established, 0 for not yet. */
    long establishedNs;
    /** An operator has it refuse new sessions. */
    boolean draining;
    /** Ended without a word, since its peer never proved its address. */
    boolean forgotten;
    /** Sessions that were established in it, ever. */
    long sessionsTotal;
    /** Calls in it that were refused, or ended without having been established. */
    long sessionsFailed;
    /** Its sessions that are established. */
    int sessionsEstablished;
    /** The result of the last CDN in it, null before one. */
    ResultCode lastCdn;
    /** Its data messages that passed here. */
    final Traffic traffic = new Traffic();

    boolean halfOpen;
    boolean established;
    /** Whether a {@link FrameDatapath} has the tunnel. */
    boolean offloaded;
    /** Its socket that is connected to the peer, where it is not the dialled one; -1 for none. */
    int ownSocket = -1;

    Tunnel tunnel;

    /** Session attributes that an operator changed hold for its later sessions. */
    final Renewal renewal;

    private final Core core;
    private final TransportPath firstPath;
    private IpAddress routeSource;
    private Core.PeerKey peerKey;
    private Object datapathState;
    /** What a {@link FrameDatapath} counted when it was asked last, null before. */
    private DataStatistics carried;
    /** Why the datapath would not have it, null otherwise. */
    private String problem;

    /** Whether an operator ended it. */
    boolean closedByOperator;

    /** Where its octets and packets are added up; null for not yet. */
    PeerAccount account;

    /** Those that were added up. */
    final PeerAccount.Sums counted = new PeerAccount.Sums();

    TunnelEntry(Core core, int id, Resolved profiles, TransportPath path, ClientTunnel client, long nowNs) {
        this.core = core;
        this.id = id;
        this.serial = core.serial();
        this.profiles = profiles;
        this.debug = new DebugMask(profiles.tunnel().get(TunnelAttributes.KERNEL_DEBUG_MASK));
        this.firstPath = path;
        this.client = client;
        this.createdNs = nowNs;
        this.renewal = new Renewal(core.configuration, client == null ? null : client.renewal);
    }

    /** Its profiles with session and ppp profile as they are now, for a session that is made. */
    Resolved renewedProfiles() {
        profiles = renewal.ofTunnel(core.configuration, profiles);
        return profiles;
    }

    int localId() {
        return id;
    }

    @Override
    public int localTunnelId() {
        return id;
    }

    @Override
    public int peerTunnelId() {
        return tunnel.peerId();
    }

    @Override
    public Object datapathState() {
        return datapathState;
    }

    @Override
    public void setDatapathState(Object state) {
        datapathState = state;
    }

    @Override
    public TransportPath path() {
        return tunnel == null ? firstPath : tunnel.path();
    }

    /** @param source our address towards the peer when it was dialled, null for not known */
    void setRouteSource(IpAddress source) {
        routeSource = source;
    }

    /** The path as operators see it: where the socket is bound to no address, the one that the route to the peer has. */
    TransportPath shownPath() {
        TransportPath path = path();
        boolean bound = !path.localAddress().isUnspecified();
        if (bound
                || routeSource == null
                || routeSource.isV4() != path.localAddress().isV4()) {
            return path;
        }
        return new TransportPath(path.socket(), routeSource, path.localPort(), path.peerAddress(), path.peerPort());
    }

    IpAddress peerAddress() {
        return path().peerAddress();
    }

    /** Where an SCCRQ of ours went to, or where the peer's came from. */
    TransportPath firstPath() {
        return firstPath;
    }

    String problem() {
        return problem;
    }

    void setProblem(String words) {
        problem = words;
    }

    /** The address that an SCCRQ of ours went to, wherever the answer came from. */
    IpAddress dialledAddress() {
        return firstPath.peerAddress();
    }

    @Override
    public String name() {
        return client == null ? "" : client.definition.name();
    }

    String peerProfile() {
        return profiles.peer().name();
    }

    /** What was counted of its data; never goes back, and stays when the datapath has it no longer. */
    DataStatistics statistics() {
        DataStatistics now = offloaded ? core.offload.frames.statistics(this) : null;
        carried = now == null ? carried : now;
        return carried == null ? traffic.statistics() : carried;
    }

    boolean isGone() {
        return tunnel.state() == TunnelState.GONE;
    }

    /** Whether nothing is left to wait for at a stop: the peer has acknowledged, or it has never answered us at all. */
    boolean isTold() {
        boolean acknowledged = tunnel.channelStatus().queued() == 0 || tunnel.peerId() == 0;
        return tunnel.state() == TunnelState.CLOSING && acknowledged;
    }

    void setPeerKey(Core.PeerKey key) {
        peerKey = key;
        core.byPeer.put(key, this);
    }

    /** Takes the entry out of every table; its id rests. */
    void leave(long nowNs) {
        core.deadlines.remove(this);
        core.halfOpen.remove(this);
        if (peerKey != null) {
            core.byPeer.remove(peerKey, this);
        }
        if (core.tunnels.get(id) == this) {
            core.tunnels.remove(this, nowNs + Core.LINGER_NS);
            core.accounts.left(this);
            core.capture.forget(this);
            if (core.offload != null) {
                core.offload.forget(this);
            }
            if (client != null) {
                client.onGone(nowNs, this);
            }
            core.retired.onLeft(this);
        }
    }

    void close(long nowNs, ResultCode result) {
        tunnel.close(nowNs, result);
        core.touch(this, nowNs);
    }

    /** An operator wants it to end. */
    void closeForOperator(long nowNs, ResultCode result) {
        closedByOperator = true;
        close(nowNs, result);
    }

    /** The daemon ends: its sessions hear of it by CDNs as far as the peer's window allows. */
    void shutDown(long nowNs, ResultCode result) {
        tunnel.shutDown(nowNs, result, ResultCode.of(ResultCode.CDN_ADMINISTRATIVE, result.message()));
        core.touch(this, nowNs);
    }

    /** Ends a half-open tunnel without a word: its peer's address may be invented. */
    void forget(long nowNs) {
        core.halfOpen.remove(this);
        forgotten = true;
        tunnel.discard(nowNs);
        core.touch(this, nowNs);
    }

    @Override
    long nextDeadlineNs() {
        return tunnel.nextDeadlineNs();
    }

    @Override
    void onDue(long nowNs) {
        tunnel.onTimeout(nowNs);
        core.touch(this, nowNs);
    }

    @Override
    public String toString() {
        return "tunnel " + id;
    }
}
