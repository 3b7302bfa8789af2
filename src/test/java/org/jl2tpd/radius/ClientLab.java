package org.jl2tpd.radius;

import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.radius.RadiusRequest.Kind;
import org.jl2tpd.testing.SeededRandom;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.Secret;

/** A client with a network that keeps what is sent, on a clock that the test moves. */
final class ClientLab implements RadiusNetwork, ServerListener {
    static final long MS = 1_000_000;
    static final long SECOND = 1000 * MS;
    static final Secret SECRET = Secret.of("radsecret");

    final List<Sent> sent = new ArrayList<>();
    final List<RadiusResult> results = new ArrayList<>();
    final List<String> news = new ArrayList<>();
    final RadiusClient client = new RadiusClient(new SeededRandom(1), this, this);
    long nowNs = 1;
    int portsOpen;
    int portsPossible = 1000;
    String sendProblem;
    IpAddress ours = IpAddress.parse("192.0.2.99");

    record Sent(int index, IpAddress server, int port, byte[] packet, long nowNs) {
        int identifier() {
            return PacketCodec.identifier(packet);
        }

        RadiusPacket decoded() {
            return new PacketCodec(SECRET)
                    .decodeRequest(packet, packet.length, false)
                    .packet();
        }
    }

    static IpAddress address(int number) {
        return IpAddress.parse("192.0.2." + number);
    }

    static ClientSettings.Server server(int number) {
        return server(number, "", false);
    }

    static ClientSettings.Server server(int number, String group, boolean statusServer) {
        return new ClientSettings.Server("r" + number, group, address(number), 1812, 1813, SECRET, true, statusServer);
    }

    static ClientSettings settings(ClientSettings.Server... servers) {
        return new ClientSettings(2 * SECOND, 2, 60 * SECOND, 10 * SECOND, 1000, 8, "lns1", null, List.of(servers));
    }

    ClientLab with(ClientSettings.Server... servers) {
        client.configure(nowNs, settings(servers));
        return this;
    }

    @Override
    public boolean open(boolean ipv4, int index) {
        if (index >= portsPossible) {
            return false;
        }
        portsOpen = Math.max(portsOpen, index + 1);
        return true;
    }

    @Override
    public String send(int index, IpAddress server, int port, byte[] packet) {
        sent.add(new Sent(index, server, port, packet, nowNs));
        return sendProblem;
    }

    @Override
    public IpAddress localAddress(IpAddress server) {
        return ours;
    }

    @Override
    public void serverDead(String server, Kind role, String words) {
        news.add("dead " + server + " " + role + ": " + words);
    }

    @Override
    public void serverAlive(String server, Kind role, String words) {
        news.add("alive " + server + " " + role + ": " + words);
    }

    ClientLab authenticate(String user) {
        client.send(nowNs, authentication(user, ""), results::add);
        return this;
    }

    static RadiusRequest authentication(String user, String group) {
        return new RadiusRequest(Kind.AUTHENTICATION, group, new AttributeSet().add(Attributes.USER_NAME, user), 0);
    }

    ClientLab account(String user, long eventNs) {
        AttributeSet set = new AttributeSet().add(Attributes.USER_NAME, user);
        client.send(nowNs, new RadiusRequest(Kind.ACCOUNTING, "", set, eventNs), results::add);
        return this;
    }

    Sent last() {
        return sent.get(sent.size() - 1);
    }

    /** Moves the clock, timer after timer. */
    ClientLab pass(long ns) {
        long until = nowNs + ns;
        while (client.nextDeadlineNs() <= until) {
            nowNs = Math.max(nowNs, client.nextDeadlineNs());
            client.onTimeout(nowNs);
        }
        nowNs = until;
        return this;
    }

    static byte[] answerTo(Sent request, RadiusCode code) {
        RadiusPacket packet = request.decoded();
        boolean proof = packet.code() != RadiusCode.ACCOUNTING_REQUEST;
        return new PacketCodec(SECRET).encodeAnswer(code, packet.identifier(), packet.authenticator(), proof);
    }

    ClientLab answer(Sent request, RadiusCode code) {
        return deliver(request, answerTo(request, code));
    }

    ClientLab deliver(Sent request, byte[] answer) {
        client.onDatagram(nowNs, request.index(), request.server(), request.port(), answer, answer.length);
        return this;
    }

    ServerStatus status(String name, Kind role) {
        return client.snapshot(nowNs).stream()
                .filter(s -> s.name().equals(name) && s.role() == role)
                .findFirst()
                .orElseThrow();
    }

    ServerStatus status(String name) {
        return status(name, Kind.AUTHENTICATION);
    }

    List<String> askedServers() {
        return sent.stream()
                .map(s -> s.server().toString().substring("192.0.2.".length()))
                .toList();
    }
}
