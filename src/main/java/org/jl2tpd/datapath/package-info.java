/**
 * Carries the sessions' IP packets behind the engine's {@link org.jl2tpd.engine.Datapath} port: {@code memory} is a small IP host
 * inside the process, {@code tun} moves packets between the sessions and TUN devices. A reactor drives them through
 * {@link org.jl2tpd.datapath.DrivenDatapath} and takes their packets by {@link org.jl2tpd.datapath.PacketSink}. One thread; nothing
 * is allocated per packet, and no packet throws.
 */
package org.jl2tpd.datapath;
