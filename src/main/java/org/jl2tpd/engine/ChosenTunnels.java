package org.jl2tpd.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jl2tpd.ppp.TunnelChoice;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.Choices;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.TunnelAttributes;
import org.jl2tpd.profile.TunnelDefinition;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.Secret;

/**
 * Tunnels to LNSs that an authorization names and no configuration (RFC 2868): dialled when a call needs one, shared by calls that say so, and
 * closed when they have been without a call for a while. Their profiles are those of the peer profile that the LNS's name or address selects.
 */
final class ChosenTunnels {
    /** Most of them at once; a call that needs one more tries its next LNS. */
    static final int MAX_TUNNELS = 4096;
    /** Seconds without a call after which one is closed, where its tunnel profile sets no {@code idle_timeout}. */
    static final int IDLE_SECONDS = 30;
    /** Characters of an assignment id and of an endpoint in a tunnel's name; operators see it, nothing is known by it. */
    static final int MAX_NAME = 64;

    private static final IpAddress NOWHERE = IpAddress.v4(0);

    final Denylist denied;
    private final Core core;
    private final Map<Key, List<ClientTunnel>> tunnels = new HashMap<>();
    private int size;

    ChosenTunnels(Core core) {
        this.core = core;
        this.denied = new Denylist(core);
    }

    /**
     * What calls have in common that share a tunnel (RFC 2868 3.6): with an assignment id, that and the two ends; without one, whatever a
     * tunnel is made with, and never a tunnel that has an assignment id.
     */
    record Key(
            String assignmentId,
            String serverEndpoint,
            String clientEndpoint,
            String clientAuthId,
            String serverAuthId,
            Secret secret) {
        static Key of(TunnelChoice choice) {
            return new Key(
                    choice.assignmentId(),
                    choice.serverEndpoint().toLowerCase(Locale.ROOT),
                    choice.clientEndpoint(),
                    choice.clientAuthId(),
                    choice.serverAuthId(),
                    choice.assignmentId().isEmpty() ? choice.secret() : null);
        }
    }

    /** A tunnel with room for one call more, up or being dialled, or one that could not be dialled at all; null where {@link #refusal} says why. */
    ClientTunnel tunnelFor(long nowNs, TunnelChoice choice) {
        Key key = Key.of(choice);
        List<ClientTunnel> shared = tunnels.getOrDefault(key, List.of());
        for (ClientTunnel tunnel : shared) {
            if (hasRoom(nowNs, tunnel)) {
                return tunnel;
            }
        }
        return refusal() == null ? dial(nowNs, key, choice) : null;
    }

    /** Why no tunnel more is dialled, null where one may be. */
    String refusal() {
        if (!core.mapper.allowsLocalTunnels()) {
            return CommandExecutor.DENIED_HERE;
        }
        return size >= MAX_TUNNELS ? "too many tunnels to LNSs that were named" : null;
    }

    private static boolean hasRoom(long nowNs, ClientTunnel tunnel) {
        if (!tunnel.isUp() && !tunnel.isUnderWay(nowNs)) {
            return false;
        }
        int most = tunnel.profiles.tunnel().get(TunnelAttributes.MAX_SESSIONS);
        int sessions = tunnel.current == null ? 0 : tunnel.current.tunnel.sessionCount();
        return most == 0 || sessions + tunnel.calls.size() < most;
    }

    private ClientTunnel dial(long nowNs, Key key, TunnelChoice choice) {
        var tunnel = new ClientTunnel(core, definition(name(choice), choice), choice);
        tunnels.computeIfAbsent(key, k -> new ArrayList<>(1)).add(tunnel);
        size++;
        core.dialer.add(nowNs, tunnel);
        return tunnel;
    }

    /** It has ended. */
    void forget(ClientTunnel tunnel) {
        Key key = Key.of(tunnel.choice);
        List<ClientTunnel> shared = tunnels.get(key);
        if (shared != null && shared.remove(tunnel)) {
            size--;
            if (shared.isEmpty()) {
                tunnels.remove(key);
            }
        }
    }

    int size() {
        return size;
    }

    private TunnelDefinition definition(String name, TunnelChoice choice) {
        IpAddress server = IpAddress.parse(choice.serverEndpoint());
        Profile peer = core.configuration.peerFor(choice.serverAuthId(), server == null ? NOWHERE : server);
        TunnelDefinition made = definition(name, choice, peer, overrides(choice));
        Profile tunnel = core.configuration.resolve(made).tunnel();
        return tunnel.get(TunnelAttributes.IDLE_TIMEOUT) != 0
                ? made
                : definition(name, choice, peer, made.overrides().with(TunnelAttributes.IDLE_TIMEOUT, IDLE_SECONDS));
    }

    private static TunnelDefinition definition(String name, TunnelChoice choice, Profile peer, Profile own) {
        return new TunnelDefinition(name, List.of(choice.serverEndpoint()), null, peer.name(), false, own, List.of());
    }

    private static Profile overrides(TunnelChoice choice) {
        Map<Attribute<?>, Object> own = new HashMap<>();
        IpAddress source = IpAddress.parse(choice.clientEndpoint());
        if (source != null) {
            own.put(TunnelAttributes.SRC_IPADDR, source);
        }
        if (!choice.clientAuthId().isEmpty()) {
            own.put(TunnelAttributes.HOST_NAME, choice.clientAuthId());
        }
        if (choice.secret() != null) {
            own.put(TunnelAttributes.SECRET, choice.secret());
            own.put(TunnelAttributes.AUTH_MODE, Choices.AuthMode.CHALLENGE);
        }
        return new Profile(ProfileKind.TUNNEL, "chosen", own);
    }

    /** What operators see: {@code radius:ASSIGNMENT@ENDPOINT}, with a number behind it where that is taken. */
    private String name(TunnelChoice choice) {
        String id = choice.assignmentId();
        String plain = "radius:" + (id.isEmpty() ? "" : plain(id) + "@") + plain(choice.serverEndpoint());
        String name = plain;
        for (int i = 2; core.dialer.find(name) != null; i++) {
            name = plain + "#" + i;
        }
        return name;
    }

    private static String plain(String text) {
        return text.substring(0, Math.min(text.length(), MAX_NAME)).replaceAll("[^A-Za-z0-9._:-]", "_");
    }
}
