package org.jl2tpd.management.jmx;

/** {@code type=PeerProfile,name=NAME}: what the tunnels of a peer profile have done, and whether there may be some. */
@About("A peer profile, and what its tunnels have done.")
public interface PeerProfileMXBean extends PeerInfo {
    void setEnabled(boolean enabled);

    void setDraining(boolean draining);
}
