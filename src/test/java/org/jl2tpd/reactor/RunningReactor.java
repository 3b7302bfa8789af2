package org.jl2tpd.reactor;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jl2tpd.datapath.DrivenDatapath;
import org.jl2tpd.datapath.MemoryDatapath;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.engine.EnginePorts;
import org.jl2tpd.linux.SystemCallException;
import org.jl2tpd.wire.IpAddress;

/** A reactor with an engine of the test's, running on a thread of its own. */
final class RunningReactor<E extends EngineInputs> implements AutoCloseable {
    final Reactor reactor;
    final E engine;
    final List<String> failures = new CopyOnWriteArrayList<>();
    final Thread thread;
    volatile Throwable ended;

    RunningReactor(List<String> listen, Function<EnginePorts, E> engines) throws SystemCallException {
        this(listen, new MemoryDatapath(), engines);
    }

    RunningReactor(List<String> listen, DrivenDatapath datapath, Function<EnginePorts, E> engines)
            throws SystemCallException {
        this(listen, ReactorSettings.RECEIVE_BUFFER_OCTETS, datapath, engines);
    }

    RunningReactor(List<String> listen, int buffer, DrivenDatapath datapath, Function<EnginePorts, E> engines)
            throws SystemCallException {
        var settings = new ReactorSettings(listen.stream().map(IpAddress::parse).toList(), 0, buffer);
        reactor = new Reactor(settings, datapath, events(), (f, t, s, text) -> {});
        engine = engines.apply(reactor.ports());
        thread = new Thread(this::run, "reactor");
        thread.start();
    }

    private EventSink events() {
        return new EventSink() {
            @Override
            public void event(EngineEvent event) {}

            @Override
            public void failure(String input, Throwable thrown, long suppressed) {
                failures.add(input + " " + thrown.getMessage() + " " + suppressed);
            }
        };
    }

    private void run() {
        try {
            reactor.run(engine);
        } catch (Throwable e) {
            ended = e;
        }
    }

    int port() {
        return reactor.listeners().get(0).port();
    }

    @Override
    public void close() {
        reactor.close();
        try {
            thread.join(5000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
