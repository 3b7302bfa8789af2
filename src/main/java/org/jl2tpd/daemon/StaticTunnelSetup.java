package org.jl2tpd.daemon;

import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.datapath.kernel.StaticTunnel;
import org.jl2tpd.linux.L2tpSession;
import org.jl2tpd.linux.L2tpStatistics;
import org.jl2tpd.linux.L2tpTunnel;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.Choices;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.StaticSessionAttributes;
import org.jl2tpd.profile.StaticTunnelAttributes;
import org.jl2tpd.profile.StaticTunnelDefinition;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.Secret;

/** Static tunnels of the configuration as the kernel wants them. */
final class StaticTunnelSetup {
    private static final int VERSION = 3;
    private static final byte[] NO_COOKIE = {};

    private StaticTunnelSetup() {}

    static List<StaticTunnel> of(List<StaticTunnelDefinition> definitions) {
        return definitions.stream().map(StaticTunnelSetup::tunnel).toList();
    }

    static StaticTunnel tunnel(StaticTunnelDefinition definition) {
        Profile own = definition.tunnel();
        long id = own.get(StaticTunnelAttributes.TUNNEL_ID);
        long peerId = own.get(StaticTunnelAttributes.PEER_TUNNEL_ID);
        IpAddress local = own.get(StaticTunnelAttributes.LOCAL);
        var tunnel = new L2tpTunnel(
                VERSION,
                id,
                peerId,
                local.toBytes(),
                own.get(StaticTunnelAttributes.REMOTE).toBytes(),
                udp(own, local.isV4()),
                L2tpStatistics.NONE);
        List<StaticTunnel.Session> sessions = definition.sessions().stream()
                .map(session -> session(id, peerId, session))
                .toList();
        return new StaticTunnel(definition.name(), tunnel, sessions);
    }

    private static L2tpTunnel.Udp udp(Profile own, boolean v4) {
        if (own.get(StaticTunnelAttributes.ENCAPSULATION) == Choices.Encapsulation.IP) {
            return null;
        }
        boolean checksums = own.get(StaticTunnelAttributes.USE_UDP_CHECKSUMS);
        return new L2tpTunnel.Udp(
                own.get(StaticTunnelAttributes.OUR_UDP_PORT),
                own.get(StaticTunnelAttributes.PEER_UDP_PORT),
                checksums,
                !checksums && !v4,
                !checksums && !v4);
    }

    private static StaticTunnel.Session session(long tunnelId, long peerTunnelId, Profile own) {
        Choices.Sequencing sequencing = own.get(StaticSessionAttributes.SEQUENCING);
        boolean both = sequencing == Choices.Sequencing.BOTH;
        var session = new L2tpSession(
                tunnelId,
                peerTunnelId,
                own.get(StaticSessionAttributes.SESSION_ID),
                own.get(StaticSessionAttributes.PEER_SESSION_ID),
                L2tpSession.ETHERNET,
                own.get(StaticSessionAttributes.INTERFACE_NAME),
                cookie(own, StaticSessionAttributes.COOKIE),
                cookie(own, StaticSessionAttributes.PEER_COOKIE),
                own.get(StaticSessionAttributes.L2SPEC_TYPE) == Choices.L2SpecType.DEFAULT ? 1 : 0,
                both || sequencing == Choices.Sequencing.SEND,
                both || sequencing == Choices.Sequencing.RECV,
                false,
                own.get(StaticSessionAttributes.REORDER_TIMEOUT),
                L2tpStatistics.NONE);
        return new StaticTunnel.Session(own.name(), session, own.get(StaticSessionAttributes.MTU), addresses(own));
    }

    private static byte[] cookie(Profile own, Attribute<Secret> attribute) {
        Secret cookie = own.get(attribute);
        return cookie == null ? NO_COOKIE : cookie.octets();
    }

    private static List<StaticTunnel.Address> addresses(Profile own) {
        List<StaticTunnel.Address> addresses = new ArrayList<>();
        for (String text : own.get(StaticSessionAttributes.ADDRESSES)) {
            int slash = text.indexOf('/');
            IpAddress address = IpAddress.parse(text.substring(0, slash));
            addresses.add(new StaticTunnel.Address(address, Integer.parseInt(text.substring(slash + 1))));
        }
        return addresses;
    }
}
