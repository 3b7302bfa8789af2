/** The event loop: one thread, epoll, one {@code now} a turn, bounded batches; runs the engine's effects. */
package org.jl2tpd.reactor;
