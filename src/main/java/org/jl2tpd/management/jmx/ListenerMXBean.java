package org.jl2tpd.management.jmx;

/** {@code type=Listener,listener=N}: an address that peers reach us at, numbered as the configuration has them, from 1. */
@About("An address that peers reach us at.")
public interface ListenerMXBean {
    @About("The address.")
    String getAddress();

    @About("The UDP port.")
    int getPort();

    @About("Tunnels between this address and port and a peer.")
    int getActiveTunnels();
}
