/**
 * Jolokia (JMX as JSON over HTTP) and the web console that reads it. One listener, one door: {@link
 * org.jl2tpd.management.http.JolokiaDoor} lets a request in when host, origin and password allow it, {@link
 * org.jl2tpd.management.http.JudgedRequests} judges each request in it, and {@link
 * org.jl2tpd.management.http.DomainRestrictor} hides every MBean that is not ours.
 */
package org.jl2tpd.management.http;
