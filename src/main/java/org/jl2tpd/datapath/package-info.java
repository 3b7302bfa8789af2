/** Carries the sessions' IP packets behind the engine's {@link org.jl2tpd.engine.Datapath} port: {@code memory} and {@code tun}. */
package org.jl2tpd.datapath;
