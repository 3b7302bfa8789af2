package org.jl2tpd.management.http;

import org.jl2tpd.management.jmx.About;

/** Who asked by HTTP, and what was refused. */
@About("The HTTP server: who asked, and what was refused.")
public interface HttpServerMXBean {
    @About("Where it listens, as a URL.")
    String getUrl();

    @About("Whether it serves the web console.")
    boolean isConsoleServed();

    @About("Requests, refused ones included.")
    long getRequestsTotal();

    @About("Requests with a foreign host or origin, too large, of a wrong method or path.")
    long getRefusedTotal();

    @About("Requests within a Jolokia request that were not allowed, or asked for too much.")
    long getForbiddenTotal();

    @About("Wrong names or passwords.")
    long getSignInFailuresTotal();

    @About("Requests with a password that waited for their turn, because there had been many wrong ones.")
    long getSignInThrottledTotal();

    @About("Changes made.")
    long getChangesTotal();
}
