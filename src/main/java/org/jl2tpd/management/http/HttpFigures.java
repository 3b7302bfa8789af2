package org.jl2tpd.management.http;

import java.util.concurrent.atomic.LongAdder;

/** Counts for {@link HttpServerMXBean}; any thread. */
final class HttpFigures implements HttpServerMXBean {
    final LongAdder requests = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder forbidden = new LongAdder();
    final LongAdder signInFailures = new LongAdder();
    final LongAdder signInThrottled = new LongAdder();
    final LongAdder changes = new LongAdder();
    private final HttpSettings settings;

    HttpFigures(HttpSettings settings) {
        this.settings = settings;
    }

    @Override
    public String getUrl() {
        return settings.toString();
    }

    @Override
    public boolean isConsoleServed() {
        return settings.console();
    }

    @Override
    public long getRequestsTotal() {
        return requests.sum();
    }

    @Override
    public long getRefusedTotal() {
        return refused.sum();
    }

    @Override
    public long getForbiddenTotal() {
        return forbidden.sum();
    }

    @Override
    public long getSignInFailuresTotal() {
        return signInFailures.sum();
    }

    @Override
    public long getSignInThrottledTotal() {
        return signInThrottled.sum();
    }

    @Override
    public long getChangesTotal() {
        return changes.sum();
    }
}
