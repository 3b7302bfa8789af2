/**
 * RADIUS (RFC 2865 to 2869, 3162, 4818, 5080, 5176, 5997, 6911) as a client and as a dynamic authorization server, without clock, chance,
 * thread or socket: attributes by their table, packets with their authenticators, the machine that sends a request to one server after the
 * other, and the one that judges what a server asks of us.
 */
package org.jl2tpd.radius;
