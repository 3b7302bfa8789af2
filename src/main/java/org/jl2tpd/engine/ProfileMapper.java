package org.jl2tpd.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jl2tpd.control.CallType;
import org.jl2tpd.control.ProxyAvps;
import org.jl2tpd.control.SessionParameters;
import org.jl2tpd.control.TunnelParameters;
import org.jl2tpd.ppp.AddressGrant;
import org.jl2tpd.ppp.PppSettings;
import org.jl2tpd.profile.Choices;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.ConnectSpeed;
import org.jl2tpd.profile.PeerAttributes;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.Resolved;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.profile.SessionDefinition;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.profile.TunnelAttributes;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.RandomSource;
import org.jl2tpd.wire.Secret;

/** Profiles as the parameters of the rooms below; what many sessions share is made once. */
final class ProfileMapper {
    /** Our Firmware Revision AVP. */
    static final int FIRMWARE_REVISION = 0x0001;

    private static final String DEFAULT_HOST_NAME = "jl2tpd";
    private static final long MILLISECOND_NS = 1_000_000L;

    private final Profile system;
    /** Profiles are compared by identity; those that no tunnel uses any more leave by themselves. */
    private final Map<Profile, TunnelParameters> tunnelCache = new WeakHashMap<>();

    private final Map<Profile, Map<Variant, PppSettings>> serverCache = new WeakHashMap<>();
    private final Map<Profile, SessionParameters> answerCache = new WeakHashMap<>();
    /** A profile with another one laid over it, by both. */
    private final Map<Profile, Map<Profile, Profile>> laidOver = new WeakHashMap<>();

    ProfileMapper(Configuration configuration) {
        this.system = configuration.system();
    }

    static long seconds(int seconds) {
        return seconds * 1_000_000_000L;
    }

    long redialMinNs() {
        return seconds(system.get(SystemAttributes.REDIAL_MIN_SECONDS));
    }

    long redialMaxNs() {
        return seconds(system.get(SystemAttributes.REDIAL_MAX_SECONDS));
    }

    long refusedTunnelPauseNs() {
        return seconds(system.get(SystemAttributes.TUNNEL_PERSIST_PEND_TIMEOUT));
    }

    long refusedSessionPauseNs() {
        return seconds(system.get(SystemAttributes.SESSION_PERSIST_PEND_TIMEOUT));
    }

    boolean deviceForEach() {
        return system.get(SystemAttributes.TUN_DEVICE_PER_SESSION);
    }

    boolean acceptsRemoteTunnels() {
        return !system.get(SystemAttributes.DENY_REMOTE_TUNNEL_CREATES);
    }

    boolean allowsLocalTunnels() {
        return !system.get(SystemAttributes.DENY_LOCAL_TUNNEL_CREATES);
    }

    /** Whether a peer with these profiles may open tunnels. */
    boolean mayOpen(Resolved profiles) {
        Profile peer = profiles.peer();
        boolean known = profiles.tunnel().get(TunnelAttributes.AUTH_MODE) != Choices.AuthMode.SIMPLE
                || !peer.name().equals("default");
        return known && acceptsRemoteTunnels() && peer.get(PeerAttributes.ALLOW_TUNNELS);
    }

    /** The secret shared with the peer, as {@link Configuration} resolved it: our tunnel's own, the peer's, the profile's; null without one. */
    Secret secret(Resolved profiles) {
        return profiles.tunnel().get(TunnelAttributes.SECRET);
    }

    String hostName(Resolved profiles) {
        String name = profiles.tunnel().get(TunnelAttributes.HOST_NAME);
        if (name.isEmpty()) {
            name = system.get(SystemAttributes.HOST_NAME);
        }
        return name.isEmpty() ? DEFAULT_HOST_NAME : name;
    }

    int peerPort(Resolved profiles) {
        int port = profiles.peer().get(PeerAttributes.PEER_PORT);
        boolean own = profiles.tunnel().sets(TunnelAttributes.PEER_UDP_PORT) || port == 0;
        return own ? profiles.tunnel().get(TunnelAttributes.PEER_UDP_PORT) : port;
    }

    /** Our address for a tunnel to the peer; unspecified, in the peer's family, where the route decides. */
    IpAddress sourceFor(Resolved profiles, IpAddress peer) {
        IpAddress source = profiles.tunnel().get(TunnelAttributes.SRC_IPADDR);
        if (source != null && source.isV4() == peer.isV4()) {
            return source;
        }
        return peer.isV4() ? IpAddress.v4(0) : new IpAddress(0, 0);
    }

    TunnelParameters tunnelParameters(Resolved profiles) {
        TunnelParameters cached = tunnelCache.get(profiles.tunnel());
        Secret secret = secret(profiles);
        Choices.LacLns role = profiles.peer().get(PeerAttributes.LAC_LNS);
        if (cached != null
                && cached.secret() == secret
                && cached.mayBeLac() == (role != Choices.LacLns.LNS)
                && cached.mayBeLns() == (role != Choices.LacLns.LAC)) {
            return cached;
        }
        TunnelParameters made = makeTunnelParameters(profiles, secret, role);
        tunnelCache.put(profiles.tunnel(), made);
        return made;
    }

    private TunnelParameters makeTunnelParameters(Resolved profiles, Secret secret, Choices.LacLns role) {
        Profile t = profiles.tunnel();
        boolean mayBeLac = role != Choices.LacLns.LNS;
        return new TunnelParameters(
                hostName(profiles),
                system.get(SystemAttributes.VENDOR_NAME),
                FIRMWARE_REVISION,
                secret,
                t.get(TunnelAttributes.AUTH_MODE) == Choices.AuthMode.CHALLENGE,
                t.get(TunnelAttributes.HIDE_AVPS) && secret != null,
                t.get(TunnelAttributes.HIDE_PROXY_AUTHEN) && secret != null,
                t.get(TunnelAttributes.FRAMING_CAPS).bits,
                mayBeLac ? t.get(TunnelAttributes.BEARER_CAPS).bits : 0,
                t.get(TunnelAttributes.USE_TIEBREAKER),
                t.get(TunnelAttributes.RX_WINDOW_SIZE),
                t.get(TunnelAttributes.TX_WINDOW_SIZE),
                seconds(t.get(TunnelAttributes.HELLO_TIMEOUT)),
                seconds(t.get(TunnelAttributes.RETRY_TIMEOUT)),
                seconds(t.get(TunnelAttributes.MAX_RETRY_TIMEOUT)),
                t.get(TunnelAttributes.MAX_RETRIES),
                t.get(TunnelAttributes.ACK_DELAY_MS) * MILLISECOND_NS,
                neverIfZero(system.get(SystemAttributes.TUNNEL_ESTABLISH_TIMEOUT)),
                neverIfZero(system.get(SystemAttributes.SESSION_ESTABLISH_TIMEOUT)),
                t.get(TunnelAttributes.IDLE_TIMEOUT) == 0 ? -1 : seconds(t.get(TunnelAttributes.IDLE_TIMEOUT)),
                Core.LINGER_NS,
                t.get(TunnelAttributes.MAX_SESSIONS),
                mayBeLac,
                role != Choices.LacLns.LAC,
                t.get(TunnelAttributes.TRACE_FLAGS));
    }

    /** A timeout that 0 turns off, as one that lies beyond any uptime (a century). */
    private static long neverIfZero(int timeoutSeconds) {
        return timeoutSeconds == 0 ? 100L * 365 * 86_400 * 1_000_000_000L : seconds(timeoutSeconds);
    }

    /** The kind of call that we open. */
    CallType callType(Resolved profiles) {
        Choices.SessionType type = profiles.session().get(SessionAttributes.SESSION_TYPE);
        if (type == null) {
            boolean lns = profiles.peer().get(PeerAttributes.LAC_LNS) == Choices.LacLns.LNS;
            return lns ? CallType.LNS_OUTGOING : CallType.LAC_INCOMING;
        }
        return switch (type) {
            case LAIC -> CallType.LAC_INCOMING;
            case LAOC -> CallType.LAC_OUTGOING;
            case LNIC -> CallType.LNS_INCOMING;
            case LNOC -> CallType.LNS_OUTGOING;
        };
    }

    /** Parameters of a call that the peer asks for. */
    SessionParameters answerParameters(Resolved profiles, CallType type) {
        return answerCache.computeIfAbsent(profiles.session(), p -> parameters(p, null));
    }

    /** Parameters of a call that we place. */
    SessionParameters callParameters(Resolved profiles, SessionDefinition definition, RandomSource random) {
        ProxyAvps proxy = profiles.session().get(SessionAttributes.USE_PPP_PROXY)
                ? Proxies.of(profiles.session(), definition, random)
                : null;
        return parameters(profiles.session(), proxy);
    }

    /** Parameters of the onward leg of a switched call, as far as the profile knows them. */
    SessionParameters onwardParameters(Resolved profiles) {
        return parameters(profiles.session(), null);
    }

    private static SessionParameters parameters(Profile s, ProxyAvps proxy) {
        ConnectSpeed speed = s.get(SessionAttributes.CONNECT_SPEED);
        return new SessionParameters(
                s.get(SessionAttributes.FRAMING_TYPE).bits,
                s.get(SessionAttributes.BEARER_TYPE).bits,
                s.get(SessionAttributes.MINIMUM_BPS),
                s.get(SessionAttributes.MAXIMUM_BPS),
                speed.txBps(),
                speed.rxBps(),
                s.get(SessionAttributes.CALLED_NUMBER),
                s.get(SessionAttributes.CALLING_NUMBER),
                s.get(SessionAttributes.SUB_ADDRESS),
                s.get(SessionAttributes.PRIV_GROUP_ID),
                s.get(SessionAttributes.PHYSICAL_CHANNEL_ID),
                s.get(SessionAttributes.SEQUENCING_REQUIRED),
                s.get(SessionAttributes.USE_SEQUENCE_NUMBERS),
                s.get(SessionAttributes.REORDER_TIMEOUT) * MILLISECOND_NS,
                proxy,
                s.get(SessionAttributes.TRACE_FLAGS));
    }

    /**
     * Longest IP packet of a session: 1500 less the outer headers, less sequence numbers (design's default), or as configured; no longer
     * than its authorization says.
     */
    int mtu(SessionEntry entry) {
        return entry.authorization.mtu(profilesMtu(entry));
    }

    private static int profilesMtu(SessionEntry entry) {
        int own = entry.profiles.ppp().get(PppAttributes.MTU);
        if (own == 0) {
            own = entry.tunnel.profiles.tunnel().get(TunnelAttributes.MTU);
        }
        if (own != 0) {
            return own;
        }
        int mtu = automaticMtu(entry.tunnel);
        return entry.numbered ? mtu - 4 : mtu;
    }

    /** The same of a tunnel's sessions that are to come. */
    int mtu(TunnelEntry entry) {
        int own = entry.profiles.tunnel().get(TunnelAttributes.MTU);
        return own != 0 ? own : automaticMtu(entry);
    }

    private static int automaticMtu(TunnelEntry entry) {
        return entry.peerAddress().isV4() ? 1460 : 1440;
    }

    /** A ppp profile with what another one sets laid over it: one object for all sessions that have it. */
    Profile laidOver(Profile base, Profile named) {
        return laidOver.computeIfAbsent(base, b -> new HashMap<>()).computeIfAbsent(named, n -> base.with(n));
    }

    PppSettings pppSettings(SessionEntry entry) {
        Profile p = entry.profiles.ppp();
        if (entry.session.type().isLac()) {
            return settings(entry, p, false);
        }
        var variant = new Variant(hostName(entry.tunnel.profiles), entry.mtu);
        return serverCache
                .computeIfAbsent(p, profile -> new HashMap<>())
                .computeIfAbsent(variant, v -> settings(entry, p, true));
    }

    /** What the settings of two sessions with the same ppp profile may differ in. */
    private record Variant(String hostName, int mtu) {}

    private PppSettings settings(SessionEntry entry, Profile p, boolean server) {
        SessionDefinition client = server || entry.client == null ? null : entry.client.definition;
        List<org.jl2tpd.ppp.AuthProtocol> protocols = AuthProtocols.of(p);
        boolean require = server ? !p.get(PppAttributes.AUTH_NONE) : p.get(PppAttributes.AUTH_PEER);
        int mru = p.get(PppAttributes.MRU);
        return new PppSettings(
                server,
                require ? protocols : List.of(),
                server ? List.of() : protocols,
                pppName(entry),
                client == null ? null : client.userName(),
                client == null ? null : client.userPassword(),
                mru == 0 ? entry.mtu : mru,
                entry.mtu,
                p.get(PppAttributes.IPV4),
                p.get(PppAttributes.IPV6),
                server ? null : p.get(PppAttributes.LOCAL_IPADDR),
                server ? null : p.get(PppAttributes.REMOTE_IPADDR),
                !server && p.get(PppAttributes.USE_PEER_DNS),
                (int) (long) p.get(PppAttributes.ASYNCMAP),
                lcp(p),
                ncp(p),
                p.get(PppAttributes.LCP_ECHO_FAILURE_COUNT) == 0 ? 0 : seconds(p.get(PppAttributes.LCP_ECHO_INTERVAL)),
                p.get(PppAttributes.LCP_ECHO_FAILURE_COUNT),
                seconds(p.get(PppAttributes.AUTH_TIMEOUT_SECONDS)),
                seconds(p.get(PppAttributes.CHAP_RESTART)),
                p.get(PppAttributes.CHAP_MAX_CHALLENGE) - 1,
                pap(p),
                p.get(PppAttributes.REMOTE_NAME),
                seconds(p.get(PppAttributes.CHAP_INTERVAL)),
                seconds(p.get(PppAttributes.NCP_TIMEOUT_SECONDS)),
                seconds(p.get(PppAttributes.IDLE_TIMEOUT)),
                seconds(p.get(PppAttributes.ROUTER_ADVERTISEMENT_SECONDS)));
    }

    /** Our name in PPP's authentication. */
    String pppName(SessionEntry entry) {
        String name = entry.profiles.ppp().get(PppAttributes.LOCAL_NAME);
        return name.isEmpty() ? hostName(entry.tunnel.profiles) : name;
    }

    static PppSettings.Negotiation lcp(Profile p) {
        return new PppSettings.Negotiation(
                seconds(p.get(PppAttributes.LCP_RETRANSMIT_INTERVAL)),
                p.get(PppAttributes.LCP_MAX_CONFIG_REQUESTS),
                p.get(PppAttributes.LCP_MAX_TERMINATE_REQUESTS),
                p.get(PppAttributes.LCP_MAX_CONFIG_NAKS));
    }

    static PppSettings.Negotiation ncp(Profile p) {
        return new PppSettings.Negotiation(
                seconds(p.get(PppAttributes.IPCP_RETRANSMIT_INTERVAL)),
                p.get(PppAttributes.IPCP_MAX_CONFIG_REQUESTS),
                p.get(PppAttributes.IPCP_MAX_TERMINATE_REQUESTS),
                p.get(PppAttributes.IPCP_MAX_CONFIG_NAKS));
    }

    static PppSettings.Pap pap(Profile p) {
        return new PppSettings.Pap(
                seconds(p.get(PppAttributes.PAP_RESTART_INTERVAL)),
                p.get(PppAttributes.PAP_MAX_AUTH_REQUESTS),
                seconds(p.get(PppAttributes.PAP_TIMEOUT)));
    }

    Authenticator.AuthContext authContext(SessionEntry entry) {
        return CallFinder.context(entry, hostName(entry.tunnel.profiles));
    }

    /** The grant with the ppp profile's DNS servers where it names none. */
    AddressGrant withDns(AddressGrant grant, Profile p) {
        if (grant == null || !grant.dns().isEmpty()) {
            return grant;
        }
        var dns = new ArrayList<IpAddress>(4);
        addIfSet(dns, p.get(PppAttributes.DNS_IPADDR_PRI));
        addIfSet(dns, p.get(PppAttributes.DNS_IPADDR_SEC));
        addIfSet(dns, p.get(PppAttributes.DNS_IPV6ADDR_PRI));
        addIfSet(dns, p.get(PppAttributes.DNS_IPV6ADDR_SEC));
        return dns.isEmpty() ? grant : grant.withDns(dns);
    }

    private static void addIfSet(List<IpAddress> list, IpAddress address) {
        if (address != null) {
            list.add(address);
        }
    }
}
