package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jl2tpd.config.ConfigLoader;
import org.jl2tpd.config.ConfigResult;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.Attributes;
import org.jl2tpd.radius.RadiusCode;
import org.jl2tpd.radius.RadiusPacket;
import org.jl2tpd.testing.RadiusTestServer;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.junit.jupiter.api.io.TempDir;

/** A RADIUS server, an LNS that asks and tells it, and a LAC with one session, over loopback. */
abstract class AccountingLoopback {
    static final String SECRET = "a secret of sixteen";

    static final byte[] CLASS = {0, 7, (byte) 0xfe};

    @TempDir
    Path directory;

    volatile boolean isSilent;

    /** The last configuration, as its file would have it. */
    String written;

    RadiusTestServer.Answer judge(RadiusPacket packet) {
        if (packet.code() == RadiusCode.ACCOUNTING_REQUEST) {
            return isSilent ? null : new RadiusTestServer.Answer(RadiusCode.ACCOUNTING_RESPONSE, new AttributeSet());
        }
        return new RadiusTestServer.Answer(
                RadiusCode.ACCESS_ACCEPT,
                new AttributeSet()
                        .add(Attributes.FRAMED_IP_ADDRESS, IpAddress.parse("198.51.100.7"))
                        .add(Attributes.FRAMED_IPV6_PREFIX, IpPrefix.parse("2001:db8:5::/64"))
                        .add(Attributes.CLASS, CLASS)
                        .add(Attributes.USER_NAME, "alice@isp"));
    }

    Configuration configuration(String listen, String socket, String rest) {
        String text = "[system]\n" + listen + "\ndatapath = \"memory\"\nsocket_path = \"" + directory.resolve(socket)
                + "\"\n" + rest;
        written = text;
        ConfigResult result = ConfigLoader.parse("test", text.getBytes(StandardCharsets.UTF_8));
        assertThat(result.errors()).isEmpty();
        return result.configuration();
    }

    Configuration lns(int port, RadiusTestServer server, String more) {
        return lns(port, server.port(), server.port(), SECRET, more);
    }

    Configuration lns(int port, int authenticationPort, int accountingPort, String secret, String more) {
        return configuration("listen_addresses = [\"127.0.0.1\"]\nudp_port = " + port, "lns.sock", """
                state_directory = "%s"
                [peer_profile.default]
                allow_tunnels = true
                [ppp_profile.default]
                use_radius = true
                ipv6 = true
                local_ipaddr = "192.0.2.1"
                auth_order = ["pap"]
                [radius]
                timeout_ms = 100
                retries = 1
                dead_time_seconds = 1
                %s
                [[radius_server]]
                name = "one"
                address = "127.0.0.1"
                authentication_port = %d
                accounting_port = %d
                secret = "%s"
                """.formatted(
                        directory.resolve("state"), more, authenticationPort, accountingPort, secret));
    }

    Configuration lac(int port) {
        return configuration("listen_addresses = []", "lac.sock", """
                [secret.u]
                value = "open sesame"
                [ppp_profile.default]
                ipv6 = true
                auth_order = ["pap"]
                [[tunnel]]
                tunnel_name = "t"
                dest_ipaddr = "127.0.0.1"
                peer_udp_port = %d
                [[tunnel.session]]
                session_name = "s"
                user_name = "alice"
                secret_name = "u"
                """.formatted(port));
    }

    static List<AttributeSet> accounted(RadiusTestServer server) {
        return server.requests.stream()
                .filter(packet -> packet.code() == RadiusCode.ACCOUNTING_REQUEST)
                .map(RadiusPacket::attributes)
                .toList();
    }

    static List<Long> statuses(RadiusTestServer server) {
        return accounted(server).stream()
                .map(set -> set.number(Attributes.ACCT_STATUS_TYPE, 0))
                .toList();
    }
}
