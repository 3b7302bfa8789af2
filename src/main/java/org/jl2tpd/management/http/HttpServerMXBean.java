package org.jl2tpd.management.http;

/** Who asked by HTTP, and what was refused. */
public interface HttpServerMXBean {
    /** Where it listens, as a URL. */
    String getUrl();

    boolean isConsoleServed();

    /** Requests, refused ones included. */
    long getRequestsTotal();

    /** Requests with a foreign host or origin, too large, of a wrong method or path. */
    long getRefusedTotal();

    /** Requests within a Jolokia request that were not allowed. */
    long getForbiddenTotal();

    /** Wrong names or passwords. */
    long getSignInFailuresTotal();

    /** Requests with a password that were not looked at, because there had been too many wrong ones. */
    long getSignInThrottledTotal();

    /** Changes made. */
    long getChangesTotal();
}
