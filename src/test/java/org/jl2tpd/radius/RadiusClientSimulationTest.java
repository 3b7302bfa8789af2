package org.jl2tpd.radius;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jl2tpd.radius.RadiusRequest.Kind;
import org.jl2tpd.testing.SeededRandom;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers with every fault, on virtual time: each request gets exactly one result, and nothing leaks. */
class RadiusClientSimulationTest {
    private static final long MS = 1_000_000;
    private static final long SECOND = 1000 * MS;
    private static final int SERVERS = 4;
    private static final int REQUESTS = 1500;

    private SeededRandom chance;
    private RadiusClient client;
    private long nowNs;
    private long order;
    private final PriorityQueue<Delivery> network =
            new PriorityQueue<>(Comparator.<Delivery>comparingLong(d -> d.atNs).thenComparingLong(d -> d.order));
    private final Map<Integer, Integer> results = new HashMap<>();
    private final List<RadiusResult> accepted = new ArrayList<>();
    private final List<byte[]> seen = new ArrayList<>();
    private final Server[] servers = new Server[SERVERS];

    private record Delivery(long atNs, long order, int index, IpAddress from, int port, byte[] octets) {}

    /** How a server behaves; a flapping one is silent every other ten seconds. */
    private static final class Server {
        Secret secret;
        double loss;
        long delayNs;
        double strangeAddress;
        double corrupt;
        double replay;
        boolean flapping;
    }

    private final class Network implements RadiusNetwork {
        @Override
        public boolean open(boolean ipv4, int index) {
            return !chance.chance(0.01);
        }

        @Override
        public String send(int index, IpAddress to, int port, byte[] packet) {
            serve(servers[to.v4() & 0xff], index, to, port, packet);
            return chance.chance(0.01) ? "no" : null;
        }

        @Override
        public IpAddress localAddress(IpAddress server) {
            return chance.chance(0.5) ? null : ClientLab.address(99);
        }
    }

    private static final class Silent implements ServerListener {
        @Override
        public void serverDead(String server, Kind role, String words) {
            assertThat(words).doesNotContain("radsecret");
        }

        @Override
        public void serverAlive(String server, Kind role, String words) {
            assertThat(words).isNotEmpty();
        }
    }

    private void serve(Server server, int index, IpAddress to, int port, byte[] packet) {
        if (chance.chance(server.loss) || server.flapping && nowNs / (10 * SECOND) % 2 == 0) {
            return;
        }
        PacketCodec codec = new PacketCodec(server.secret);
        PacketCodec.Decoded request = codec.decodeRequest(packet, packet.length, false);
        if (request.packet() == null) {
            request = new PacketCodec(ClientLab.SECRET).decodeRequest(packet, packet.length, false);
            assertThat(request.fault())
                    .as("a wrong secret is the only fault of a request")
                    .isNull();
        }
        RadiusCode code = port == 1813
                ? RadiusCode.ACCOUNTING_RESPONSE
                : chance.chance(0.8) ? RadiusCode.ACCESS_ACCEPT : RadiusCode.ACCESS_REJECT;
        AttributeSet user = new AttributeSet().addAll(request.packet().attributes());
        AttributeSet reply = new AttributeSet().add(Attributes.REPLY_MESSAGE, user.text(Attributes.USER_NAME));
        byte[] answer = codec.encodeAnswer(
                code, request.packet().identifier(), request.packet().authenticator(), true, reply);
        if (chance.chance(server.corrupt)) {
            answer[chance.nextInt(answer.length)] ^= (byte) (1 + chance.nextInt(255));
        }
        seen.add(answer);
        IpAddress from = chance.chance(server.strangeAddress) ? ClientLab.address(200) : to;
        deliver(index, from, port, answer, server.delayNs);
        if (chance.chance(server.replay)) {
            deliver(index, to, port, seen.get(chance.nextInt(seen.size())), 3 * server.delayNs);
        }
    }

    private void deliver(int index, IpAddress from, int port, byte[] octets, long delayNs) {
        long at = nowNs + 1 + (long) (2 * delayNs * chance.nextDouble());
        network.add(new Delivery(at, order++, index, from, port, octets));
    }

    private void pass(long untilNs) {
        while (true) {
            long arrival = network.isEmpty() ? Long.MAX_VALUE : network.peek().atNs;
            long next = Math.min(arrival, client.nextDeadlineNs());
            if (next > untilNs) {
                nowNs = untilNs;
                return;
            }
            nowNs = Math.max(nowNs, next);
            if (arrival == next) {
                Delivery d = network.poll();
                client.onDatagram(nowNs, d.index, d.from, d.port, d.octets.clone(), d.octets.length);
            } else {
                client.onTimeout(nowNs);
            }
        }
    }

    private Server drawn(int number) {
        Server server = new Server();
        server.secret = chance.chance(0.15) ? Secret.of("another") : ClientLab.SECRET;
        server.loss = new double[] {0, 0, 0.1, 0.5, 1}[chance.nextInt(5)];
        server.delayNs = new long[] {MS, 20 * MS, SECOND, 5 * SECOND}[chance.nextInt(4)];
        server.strangeAddress = chance.chance(0.2) ? 0.3 : 0;
        server.corrupt = chance.chance(0.3) ? 0.3 : 0;
        server.replay = chance.chance(0.5) ? 0.5 : 0;
        server.flapping = chance.chance(0.3);
        return server;
    }

    private ClientSettings settings() {
        List<ClientSettings.Server> list = new ArrayList<>();
        for (int i = 0; i < SERVERS; i++) {
            if (chance.chance(0.8)) {
                list.add(new ClientSettings.Server(
                        "s" + i,
                        "",
                        ClientLab.address(i),
                        1812,
                        chance.chance(0.8) ? 1813 : 0,
                        ClientLab.SECRET,
                        chance.chance(0.8),
                        chance.chance(0.5)));
            }
        }
        return new ClientSettings(500 * MS, 2, 20 * SECOND, 5 * SECOND, 700, 1 + chance.nextInt(3), "sim", null, list);
    }

    private void sendOne(int number) {
        Kind kind = chance.chance(0.6) ? Kind.AUTHENTICATION : Kind.ACCOUNTING;
        String user = "user" + number;
        RadiusRequest request =
                new RadiusRequest(kind, "", new AttributeSet().add(Attributes.USER_NAME, user), nowNs - SECOND);
        client.send(nowNs, request, result -> {
            results.merge(number, 1, Integer::sum);
            if (result instanceof RadiusResult.Answered answered) {
                accepted.add(result);
                assertThat(answered.attributes().text(Attributes.REPLY_MESSAGE))
                        .as("the answer is the one to this request")
                        .isEqualTo(user);
            } else {
                assertThat(((RadiusResult.Failed) result).words()).isNotEmpty().doesNotContain("radsecret");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void givesEachRequestOneResult(long seed) {
        chance = new SeededRandom(seed);
        client = new RadiusClient(chance.split(), new Network(), new Silent());
        for (int i = 0; i < SERVERS; i++) {
            servers[i] = drawn(i);
        }
        client.configure(nowNs, settings());
        for (int number = 0; number < REQUESTS; number++) {
            sendOne(number);
            pass(nowNs + (long) (chance.nextDouble() * (chance.chance(0.02) ? 4 * SECOND : 10 * MS)));
            if (chance.chance(0.003)) {
                client.configure(nowNs, settings());
            }
            if (chance.chance(0.01)) {
                servers[chance.nextInt(SERVERS)] = drawn(0);
            }
        }
        pass(nowNs + 120 * SECOND);
        assertThat(results).hasSize(REQUESTS);
        assertThat(results.values()).containsOnly(1);
        assertThat(accepted).hasSizeGreaterThan(REQUESTS / 4);
        assertThat(client.outstanding()).isZero();
        assertThat(client.slotsInUse()).isLessThanOrEqualTo((int)
                client.snapshot(nowNs).stream().filter(ServerStatus::dead).count());
        assertThat(client.snapshot(nowNs))
                .allSatisfy(s -> assertThat(s.pending()).isZero());
        client.close();
        assertThat(client.slotsInUse()).isZero();
        assertThat(client.timersInUse()).isZero();
    }
}
