/**
 * The control socket: JSON lines over a Unix-domain socket, the server that answers them with the {@link
 * org.jl2tpd.management.Control} facade, and the client that {@code jl2tpctl} uses. Threads: one accepts, one per client.
 */
package org.jl2tpd.management.socket;
