/**
 * The sockets of RADIUS and their thread. {@link org.jl2tpd.aaa.edge.RadiusThread} drives the pure {@code RadiusClient} and carries the
 * datagrams of dynamic authorization.
 */
package org.jl2tpd.aaa.edge;
