package org.jl2tpd.ppp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.PppDisconnectCause;
import org.jl2tpd.wire.Secret;

/** Records what a link does; judges passwords against one secret. */
final class FakeHost implements PppHost {
    static final IpAddress LOCAL = IpAddress.parse("192.0.2.1");
    static final IpAddress PEER = IpAddress.parse("192.0.2.77");
    static final IpAddress DNS1 = IpAddress.parse("198.51.100.53");
    static final IpAddress DNS2 = IpAddress.parse("198.51.100.54");
    static final IpAddress DNS6 = IpAddress.parse("2001:db8::53");
    static final AddressGrant GRANT = new AddressGrant(
            LOCAL,
            PEER,
            List.of(DNS1, DNS6, DNS2),
            IpPrefix.parse("2001:db8:0:77::/64"),
            IpPrefix.parse("2001:db8:7700::/56"),
            List.of(),
            0,
            0);

    final List<byte[]> frames = new ArrayList<>();
    final List<Boolean> priorities = new ArrayList<>();
    final List<String> events = new ArrayList<>();
    final List<AuthRequest> requests = new ArrayList<>();
    final List<String> traces = new ArrayList<>();
    AddressGrant grant = GRANT;
    String password = "s3cret";
    boolean pending;
    boolean tracing;
    PppDisconnectCause cause;
    List<IpAddress> dns = List.of();
    long localId;
    long peerId;
    private final ByteBuffer buffer = ByteBuffer.allocate(64 + 1600);

    @Override
    public ByteBuffer frameBuffer() {
        return buffer.clear().position(64);
    }

    @Override
    public void sendFrame(ByteBuffer frame, boolean priority) {
        var octets = new byte[frame.remaining()];
        frame.get(octets);
        frames.add(octets);
        priorities.add(priority);
    }

    @Override
    public AuthReply authenticate(AuthRequest request, long nowNs) {
        requests.add(request);
        return pending ? null : judge(request);
    }

    AuthReply judge(AuthRequest request) {
        Secret secret = Secret.of(password);
        if (!(request instanceof AuthRequest.None) && !request.isProvedBy(secret)) {
            return AuthReply.refuse("go away", false);
        }
        String proof = request instanceof AuthRequest.MsChapV2 v2 ? v2.authenticatorResponse(secret) : null;
        return AuthReply.accept("welcome", proof, grant);
    }

    @Override
    public void linkEstablished(int sendAccm, int receiveAccm, long nowNs) {
        events.add("established " + Integer.toHexString(sendAccm) + " " + Integer.toHexString(receiveAccm));
    }

    @Override
    public void ipv4Up(IpAddress local, IpAddress peer, List<IpAddress> told, long nowNs) {
        dns = told;
        events.add("ipv4Up " + local + " " + peer);
    }

    @Override
    public void ipv4Down(long nowNs) {
        events.add("ipv4Down");
    }

    @Override
    public void ipv6Up(long localInterfaceId, long peerInterfaceId, long nowNs) {
        localId = localInterfaceId;
        peerId = peerInterfaceId;
        events.add("ipv6Up");
    }

    @Override
    public void ipv6Down(long nowNs) {
        events.add("ipv6Down");
    }

    @Override
    public void linkDown(PppDisconnectCause why, long nowNs) {
        cause = why;
        events.add("linkDown " + why.code());
    }

    @Override
    public boolean traced() {
        return tracing;
    }

    @Override
    public void trace(String text) {
        traces.add(text);
    }
}
