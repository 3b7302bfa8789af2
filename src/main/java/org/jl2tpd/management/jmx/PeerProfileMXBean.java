package org.jl2tpd.management.jmx;

/** {@code type=PeerProfile,name=NAME}: what the tunnels of a peer profile have done, and whether there may be some. */
@About("A peer profile, and what its tunnels have done.")
public interface PeerProfileMXBean extends PeerInfo {
    void setEnabled(boolean enabled);

    void setDraining(boolean draining);

    @About(
            "Seconds between hellos in new tunnels; 0 for none. It can be set where no other peer or tunnel has this one's tunnel profile.")
    int getHelloIntervalSeconds();

    void setHelloIntervalSeconds(int seconds);

    @About(
            "Seconds after which a new tunnel without sessions ends; -1 for never. It can be set as HelloIntervalSeconds.")
    int getIdleTimeoutSeconds();

    void setIdleTimeoutSeconds(int seconds);

    @About("Receive window of new tunnels, messages.")
    int getReceiveWindow();

    @About("Retransmissions after which a new tunnel is given up.")
    int getMaxRetransmissions();

    @About("Greatest time between two retransmissions in new tunnels.")
    int getMaxRetransmitIntervalSeconds();

    @About("Which data messages of new sessions are numbered: ON_DEMAND, NEVER or ALWAYS.")
    String getPayloadSequencing();

    @About("1 on demand, 2 never, 3 always (as l2tpDomainConfigPayloadSeq, RFC 3371).")
    int getPayloadSequencingCode();

    @About("How long new sessions wait for data messages that are missing.")
    int getReorderTimeoutMilliseconds();

    @About("Whether new tunnels take what the LAC has negotiated of PPP.")
    boolean isProxyPpp();

    @About("Whether the configuration file has it.")
    boolean isFiled();
}
