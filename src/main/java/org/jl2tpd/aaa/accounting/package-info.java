/**
 * Accounting (RFC 2866, 2867, 2869): records of sessions and tunnels from the engine's events, and the spool that keeps them on disk until
 * a server has taken them.
 */
package org.jl2tpd.aaa.accounting;
