package org.jl2tpd.aaa.dynamic;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jl2tpd.aaa.SessionAccounts;
import org.jl2tpd.aaa.SessionIds;
import org.jl2tpd.aaa.edge.ListeningSocket;
import org.jl2tpd.aaa.edge.RadiusThread;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.CommandResult;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.RadiusAttributes;
import org.jl2tpd.profile.RadiusDefinition;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.Attributes;
import org.jl2tpd.radius.DynamicAuthorization;
import org.jl2tpd.radius.DynamicClient;
import org.jl2tpd.radius.DynamicPort;
import org.jl2tpd.radius.DynamicRequest;
import org.jl2tpd.radius.DynamicResult;
import org.jl2tpd.radius.DynamicSource;
import org.jl2tpd.radius.DynamicStatus;
import org.jl2tpd.radius.NasIdentity;
import org.jl2tpd.wire.IpAddress;

/** Disconnect and CoA on the RADIUS thread: sockets, and the engine that does what clients ask. */
public final class DynamicServer implements AutoCloseable {
    /** For the engine to begin with a request; its client asks again sooner or later. */
    static final long LIMIT_MS = 2000;

    private static final long SECOND_MS = 1000;

    private final RadiusThread thread;
    private final Consumer<EngineEvent> events;
    private final RequestReader reader;
    private final DynamicWork work;
    private final DynamicAuthorization core;
    private final DynamicSockets sockets = new DynamicSockets(this::open);

    /**
     * @param engine an answer can be cancelled as long as its command has not begun, and never afterwards
     * @param events hears of what was done, on the RADIUS thread
     * @param accounts touched on the engine's thread alone
     */
    public DynamicServer(
            RadiusThread thread,
            Function<Command, CompletableFuture<CommandResult>> engine,
            Consumer<EngineEvent> events,
            SessionIds ids,
            SessionAccounts accounts) {
        this.thread = thread;
        this.events = events;
        this.reader = new RequestReader(ids, accounts);
        Executor limit = CompletableFuture.delayedExecutor(LIMIT_MS, TimeUnit.MILLISECONDS, Runnable::run);
        this.work = new DynamicWork(engine, thread::execute, limit);
        this.core = new DynamicAuthorization(new Port());
    }

    private final class Port implements DynamicPort {
        @Override
        public void answer(DynamicSource to, byte[] packet) {
            sockets.send(to, packet);
        }

        @Override
        public void execute(DynamicRequest request) {
            Meaning meaning = reader.read(request);
            if (meaning.refusal() == null) {
                work.begin(meaning.command(), result -> finish(request, result));
            } else {
                finish(request, DynamicResult.refused(meaning.refusal()));
            }
        }
    }

    private void finish(DynamicRequest request, DynamicResult result) {
        core.finish(request, result);
        if (result.refusal() == null) {
            tell(request, result.sessions());
        }
    }

    /**
     * Takes a configuration; from any thread, but one at a time.
     *
     * @param hostName NAS-Identifier where the settings name none
     * @throws IOException with words for an operator, when an address or port is not to be had: then all is as before
     */
    public void reconfigure(RadiusDefinition definition, String hostName) throws IOException {
        sockets.want(addresses(definition));
        Profile settings = definition.settings();
        String identifier = settings.get(RadiusAttributes.NAS_IDENTIFIER);
        IpAddress own = settings.get(RadiusAttributes.NAS_IP_ADDRESS);
        var nas = new NasIdentity(
                identifier.isEmpty() ? hostName : identifier, own == null ? OwnAddresses::contains : own::equals);
        List<DynamicClient> clients = definition.clients().stream()
                .map(c -> new DynamicClient(
                        c.name(), c.source(), c.secret(), c.requireMessageAuthenticator(), c.requireEventTimestamp()))
                .toList();
        thread.execute(() -> core.configure(clients, nas, RequestReader.CHANGES));
    }

    /** Without a client nobody listens. */
    private static List<InetSocketAddress> addresses(RadiusDefinition definition) throws UnknownHostException {
        int port = definition.settings().get(RadiusAttributes.DYNAMIC_AUTHORIZATION_PORT);
        List<InetSocketAddress> all = new ArrayList<>();
        if (port == 0 || definition.clients().isEmpty()) {
            return all;
        }
        for (IpAddress address : definition.settings().get(RadiusAttributes.DYNAMIC_AUTHORIZATION_ADDRESSES)) {
            all.add(new InetSocketAddress(InetAddress.getByAddress(address.toBytes()), port));
        }
        if (all.isEmpty()) {
            all.add(new InetSocketAddress(InetAddress.getByAddress(new byte[16]), port));
        }
        return all;
    }

    private ListeningSocket open(int index, InetSocketAddress address) throws IOException {
        return thread.listen(address, (nowNs, from, datagram, length) -> {
            IpAddress source = IpAddress.of(from.getAddress().getAddress());
            long epochSeconds = System.currentTimeMillis() / SECOND_MS;
            core.receive(nowNs, epochSeconds, new DynamicSource(source, from.getPort(), index), datagram, length);
        });
    }

    private void tell(DynamicRequest request, int sessions) {
        AttributeSet set = request.packet().attributes();
        String what = request.isDisconnect()
                ? "ended"
                : "changed ("
                        + set.values().stream()
                                .filter(value -> RequestReader.CHANGES.contains(value.type()))
                                .map(value -> value.type().name())
                                .distinct()
                                .collect(Collectors.joining(", "))
                        + ")";
        String detail =
                "client " + request.client() + ": " + sessions + (sessions == 1 ? " session " : " sessions ") + what;
        events.accept(new EngineEvent(
                EngineEvent.Kind.DYNAMIC_AUTHORIZATION,
                0,
                0,
                "",
                request.source().address(),
                set.text(Attributes.USER_NAME),
                set.address(Attributes.FRAMED_IP_ADDRESS),
                "",
                detail));
    }

    /** Each client's counters; any thread. */
    public List<DynamicStatus> status() {
        return core.status();
    }

    /** Disconnect-Requests from addresses that are no client's, which got no answer; any thread. */
    public long disconnectStrangers() {
        return core.disconnectStrangers();
    }

    /** The same of CoA-Requests. */
    public long coaStrangers() {
        return core.coaStrangers();
    }

    /** Where requests are taken; any thread. */
    public List<InetSocketAddress> localAddresses() {
        return sockets.bound();
    }

    @Override
    public void close() {
        sockets.close();
    }
}
