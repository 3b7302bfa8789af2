package org.jl2tpd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.interop.Jl2tpd.text;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jl2tpd.interop.Configurations;
import org.jl2tpd.interop.Jl2tpd;
import org.jl2tpd.interop.Namespace;
import org.jl2tpd.interop.NetLab;
import org.jl2tpd.interop.Ping;
import org.jl2tpd.interop.Running;
import org.jl2tpd.interop.Wait;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.AttributeType;
import org.jl2tpd.radius.Attributes;
import org.jl2tpd.radius.PacketCodec;
import org.jl2tpd.radius.RadiusCode;
import org.jl2tpd.radius.RadiusPacket;
import org.jl2tpd.testing.RadiusTestServer;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a RADIUS server says of a session, down to the kernel that carries it, and the kernel's figures up to the server. */
class RadiusKT {
    /** The server, in the namespace of this program, and the LNS's address on the wire between them. */
    private static final String SERVER = "10.250.0.1";

    private static final String NAS = "10.250.0.2";
    private static final int DYNAMIC_PORT = 3799;
    private static final int ANSWER_MS = 20_000;
    private static final String SECRET = "a secret of sixteen";

    private static final String ADDRESS = "10.77.0.200";
    private static final String ROUTE = "10.79.0.0/24";
    private static final String BEHIND = "10.79.0.1";

    /** Packets of a series of pings, octets of a long one and of a usual one. */
    private static final int PINGS = 20;

    private static final int MTU = 1300;

    private static final int LONG_PACKET = 1028;
    private static final int USUAL_PACKET = 84;
    /** Of PPP's and IPv6's own packets in a session's life, generously. */
    private static final int OTHER_OCTETS = 6_000;

    private static final int OTHER_PACKETS = 40;

    private static final int START = 1;
    private static final int STOP = 2;
    private static final int INTERIM = 3;
    private static final int SESSION_TIMEOUT = 5;
    private static final int ADMIN_RESET = 6;

    @BeforeEach
    void need() {
        Guest.need();
    }

    private static AttributeSet accepted() {
        return new AttributeSet()
                .add(Attributes.FRAMED_IP_ADDRESS, IpAddress.parse(ADDRESS))
                .add(Attributes.FRAMED_ROUTE, ROUTE + " 0.0.0.0 1")
                .add(Attributes.FRAMED_MTU, MTU)
                .add(Attributes.JL2TPD_RX_BITS_PER_SECOND, 4_000_000)
                .add(Attributes.WISPR_BANDWIDTH_MAX_DOWN, 10_000_000)
                .add(Attributes.FILTER_ID, "gold")
                .add(Attributes.JL2TPD_DEBUG_MASK, 2)
                .add(Attributes.CLASS, "first-class");
    }

    /** A server with an LNS that asks it, and a client that calls once. */
    private static final class Lab implements AutoCloseable {
        final NetLab net;
        final Sides sides;
        final RadiusTestServer server;
        final Jl2tpd lns;
        private int identifier;

        Lab(String name) throws IOException {
            net = new NetLab(name);
            sides = Sides.of(net);
            String inside = sides.lns().fullName();
            net.host("ip", "link", "add", "rad0", "type", "veth", "peer", "name", "rad1", "netns", inside);
            net.host("ip", "addr", "add", SERVER + "/30", "dev", "rad0");
            net.host("ip", "link", "set", "rad0", "up");
            sides.lns().configure("rad1", NAS + "/30");
            server = RadiusTestServer.of(
                    InetAddress.getByName(SERVER), SECRET, Configurations.USER, Configurations.PASSWORD, accepted());
            String system =
                    Ours.KERNEL + "\nstate_directory = \"" + net.sockets().resolve("state") + "\"";
            lns = Jl2tpd.start(sides.lns(), "lns", system, configuration(server.port()));
        }

        private static String configuration(int port) {
            String asked = Ours.with(Configurations.lns(), "ppp_profile.lab", "use_radius = true");
            return Ours.with(asked, "tunnel_profile.lab", "idle_timeout = 1")
                    + """

                    [radius]
                    nas_identifier = "lns1"
                    dynamic_authorization_port = %1$d

                    [[radius_server]]
                    name = "one"
                    address = "%2$s"
                    authentication_port = %3$d
                    accounting_port = %3$d
                    secret = "%4$s"

                    [[radius_client]]
                    name = "billing"
                    source = "%2$s"
                    secret = "%4$s"
                    require_message_authenticator = true
                    """.formatted(DYNAMIC_PORT, SERVER, port, SECRET);
        }

        Jl2tpd call() {
            String once = Configurations.lac(Sides.LNS).replace("persist = true", "persist = false");
            Jl2tpd lac = Jl2tpd.start(sides.lac(), "lac", Ours.KERNEL, once);
            lac.awaitNetwork(Ours.LIMIT);
            return lac;
        }

        /** What the LNS answers a request of the server's side. */
        RadiusPacket ask(RadiusCode code, AttributeSet attributes) throws IOException {
            PacketCodec codec = new PacketCodec(Secret.of(SECRET));
            byte[] request = codec.encodeSignedRequest(code, identifier++, true, attributes);
            try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName(SERVER))) {
                socket.setSoTimeout(ANSWER_MS);
                socket.send(new DatagramPacket(request, request.length, InetAddress.getByName(NAS), DYNAMIC_PORT));
                DatagramPacket answer = new DatagramPacket(new byte[PacketCodec.MAX_PACKET], PacketCodec.MAX_PACKET);
                socket.receive(answer);
                byte[] authenticator = Arrays.copyOfRange(request, 4, PacketCodec.HEADER);
                return codec.decodeAnswer(answer.getData(), answer.getLength(), authenticator, true)
                        .packet();
            }
        }

        List<AttributeSet> records(int status) {
            return server.requests.stream()
                    .filter(request -> request.code() == RadiusCode.ACCOUNTING_REQUEST)
                    .map(RadiusPacket::attributes)
                    .filter(record -> record.number(Attributes.ACCT_STATUS_TYPE, 0) == status)
                    .toList();
        }

        AttributeSet awaitRecord(int status) {
            return awaitRecord(status, 0);
        }

        /** Interim figures of the kernel may be some seconds old. */
        AttributeSet awaitRecord(int status, long inputOctets) {
            List<AttributeSet> found = new ArrayList<>();
            Wait.until(
                    "record of status " + status,
                    Ours.LIMIT,
                    () -> {
                        records(status).stream()
                                .filter(record -> record.number(Attributes.ACCT_INPUT_OCTETS, 0) >= inputOctets)
                                .forEach(found::add);
                        return !found.isEmpty();
                    },
                    lns::describe);
            return found.get(0);
        }

        /** Till the figures that the next Interim-Update has are of this size. */
        void awaitCounted(long rxOctets) {
            lns.awaitSession(
                    "figures of the kernel",
                    Ours.LIMIT,
                    session ->
                            session.getAsJsonObject("counters").get("rx_octets").getAsLong() >= rxOctets);
        }

        /** The session by the identifier that all requests have. */
        AttributeSet session() {
            String id = server.requests.stream()
                    .filter(request -> request.code() == RadiusCode.ACCESS_REQUEST)
                    .findFirst()
                    .orElseThrow()
                    .attributes()
                    .text(Attributes.ACCT_SESSION_ID);
            return new AttributeSet().add(Attributes.ACCT_SESSION_ID, id);
        }

        void assertNothingIsLeft() {
            Guest.assertNothingOfL2tp(sides.lns());
            assertThat(sides.lns().run("ip", "-4", "route", "show", ROUTE)).isBlank();
        }

        @Override
        public void close() {
            server.close();
            net.close();
        }
    }

    private static Running strace(Lab lab, Path calls) {
        String pid = Long.toString(lab.lns.process().pid());
        Running strace = lab.sides
                .lns()
                .start("strace", "strace", "-f", "-e", "trace=setsockopt", "-o", calls.toString(), "-p", pid);
        strace.awaitLine("attached", Ours.LIMIT);
        return strace;
    }

    private static void assertRates(Namespace lns, String device, String fromPeer, String toPeer) {
        assertThat(lns.run("tc", "qdisc", "show", "dev", device))
                .contains("tbf 1: root", "rate " + toPeer + "Mbit", "ingress ffff:");
        assertThat(lns.run("tc", "filter", "show", "dev", device, "parent", "ffff:"))
                .contains("police", "rate " + fromPeer + "Mbit", "action drop");
    }

    private static void assertAcceptedIsInTheKernel(Lab lab, String device) {
        Namespace lns = lab.sides.lns();
        assertThat(lns.run("ip", "-4", "route", "show", ROUTE)).contains("dev " + device, "proto static");
        assertThat(lns.run("ip", "-o", "link", "show", "dev", device)).contains("mtu " + MTU + " ");
        assertThat(lns.run("ip", "-4", "addr", "show", "dev", device)).contains("peer " + ADDRESS);
        assertRates(lns, device, "4", "10");
    }

    /** Three series both ways, one of them of packets as long as can be. */
    private static void exchange(Sides sides) {
        sides.lac().run("ip", "addr", "add", BEHIND + "/32", "dev", "lo");
        Ping.allThrough(sides.lac(), Ours.LNS_ADDRESS);
        Ping.allThrough(sides.lns(), BEHIND);
        Ping.unfragmented(sides.lns(), ADDRESS, MTU);
    }

    /** A series of long packets that nobody answers. */
    private static void sendFromUser(Sides sides) {
        sides.lns().run("sh", "-c", "echo 1 > /proc/sys/net/ipv4/icmp_echo_ignore_all");
        String payload = "" + (LONG_PACKET - 28);
        String[] ping = {"ping", "-n", "-i", "0.05", "-W", "0.1", "-c", "" + PINGS, "-s", payload, Ours.LNS_ADDRESS};
        assertThat(sides.lac().tryRun(ping).text()).contains(" 0 received");
    }

    /** Of an exchange and so many series from the user; Input is what the user sent. */
    private static void assertFigures(AttributeSet record, int series) {
        int bothWays = PINGS * (2 * USUAL_PACKET + MTU);
        int fromUser = fromUser(series);
        assertBetween(record, Attributes.ACCT_INPUT_OCTETS, fromUser, fromUser + OTHER_OCTETS);
        assertBetween(record, Attributes.ACCT_OUTPUT_OCTETS, bothWays, bothWays + OTHER_OCTETS);
        assertBetween(
                record, Attributes.ACCT_INPUT_PACKETS, (3 + series) * PINGS, (3 + series) * PINGS + OTHER_PACKETS);
        assertBetween(record, Attributes.ACCT_OUTPUT_PACKETS, 3 * PINGS, 3 * PINGS + OTHER_PACKETS);
    }

    private static int fromUser(int series) {
        return PINGS * (2 * USUAL_PACKET + MTU + series * LONG_PACKET);
    }

    private static void assertBetween(AttributeSet record, AttributeType figure, int least, int most) {
        assertThat(record.number(figure, 0)).as(record.toString()).isBetween((long) least, (long) most);
    }

    @Test
    void whatAServerSaysAndChangesIsInTheKernelUntilItEndsTheSession() throws IOException {
        try (Lab lab = new Lab("kernel-radius")) {
            Path calls = lab.net.folder().resolve("strace");
            Running strace = strace(lab, calls);
            Jl2tpd lac = lab.call();
            JsonObject session = lab.lns.awaitNetwork(Ours.LIMIT);
            String device = text(session, "device");
            assertThat(text(session, "peer_ipv4")).isEqualTo(ADDRESS);
            assertThat(text(session.getAsJsonObject("detail"), "filter_id")).isEqualTo("gold");
            assertAcceptedIsInTheKernel(lab, device);
            assertThat(lab.awaitRecord(START).text(Attributes.CLASS)).isEqualTo("first-class");
            exchange(lab.sides);
            sendFromUser(lab.sides);

            lab.awaitCounted(fromUser(1));
            AttributeSet change = lab.session()
                    .add(Attributes.JL2TPD_DEBUG_MASK, 6)
                    .add(Attributes.WISPR_BANDWIDTH_MAX_UP, 2_000_000)
                    .add(Attributes.JL2TPD_TX_BITS_PER_SECOND, 5_000_000);
            assertThat(lab.ask(RadiusCode.COA_REQUEST, change).code()).isEqualTo(RadiusCode.COA_ACK);
            assertRates(lab.sides.lns(), device, "2", "5");
            strace.terminate(Ours.LIMIT);
            assertThat(Guest.read(calls))
                    .contains("SOL_PPPOL2TP, PPPOL2TP_SO_DEBUG, [2], 4) = 0")
                    .contains("SOL_PPPOL2TP, PPPOL2TP_SO_DEBUG, [6], 4) = 0");
            assertFigures(lab.awaitRecord(INTERIM, fromUser(1)), 1);
            sendFromUser(lab.sides);

            assertThat(lab.ask(RadiusCode.DISCONNECT_REQUEST, lab.session()).code())
                    .isEqualTo(RadiusCode.DISCONNECT_ACK);
            AttributeSet stop = lab.awaitRecord(STOP);
            assertThat(stop.number(Attributes.ACCT_TERMINATE_CAUSE, 0)).isEqualTo(ADMIN_RESET);
            assertFigures(stop, 2);
            lab.assertNothingIsLeft();
            Guest.assertNothingOfL2tp(lab.sides.lac());
            lac.stop();
            lab.lns.stop();
        }
    }

    @Test
    void aTimeoutThatAServerChangesEndsALiveSession() throws IOException {
        try (Lab lab = new Lab("kernel-radius-timeout")) {
            Jl2tpd lac = lab.call();
            lab.lns.awaitNetwork(Ours.LIMIT);
            lab.awaitRecord(START);
            AttributeSet change = lab.session().add(Attributes.SESSION_TIMEOUT, 1);
            assertThat(lab.ask(RadiusCode.COA_REQUEST, change).code()).isEqualTo(RadiusCode.COA_ACK);
            assertThat(lab.awaitRecord(STOP).number(Attributes.ACCT_TERMINATE_CAUSE, 0))
                    .isEqualTo(SESSION_TIMEOUT);
            lab.assertNothingIsLeft();
            lac.stop();
            lab.lns.stop();
        }
    }
}
