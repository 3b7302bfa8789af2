/**
 * The event loop: one thread that owns the engine, epoll, one {@code now} a turn, bounded batches; runs the engine's effects.
 * Other threads post commands and answers; the loop reads them between datagrams. Parts: {@link org.jl2tpd.reactor.Reactor} (the
 * loop), {@link org.jl2tpd.reactor.ReactorPorts} (the engine's port), {@code Sockets} (numbered UDP sockets), {@code
 * DatagramSender} (batches to sendmmsg), {@code NameResolver} (DNS on workers).
 */
package org.jl2tpd.reactor;
