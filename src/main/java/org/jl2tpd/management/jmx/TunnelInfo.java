package org.jl2tpd.management.jmx;

/** A tunnel. An attribute of each MBean, and an item of each row of a list. */
@About("A tunnel.")
public interface TunnelInfo {
    @About("Our tunnel id.")
    int getId();

    @About("The peer's tunnel id; 0 while it is not known.")
    int getPeerId();

    @About("It as an interface (ifTable, RFC 2863).")
    InterfaceInfo getInterface();

    @About("Whether its coming and going is notified by linkUp and linkDown of SNMP (ifLinkUpDownTrapEnable).")
    boolean isLinkNotifications();

    @About("Hops that its datagrams may make: the system's default.")
    int getHopLimit();

    @About("Its ifIndex in SNMP tables; never used again in this process.")
    int getInterfaceIndex();

    @About("Name from the configuration or its operator; empty for a tunnel that a peer opened.")
    String getName();

    @About("State of the control connection (RFC 2661 7.2.1).")
    String getState();

    @About("1 idle, 2 connecting, 3 established, 4 disconnecting (as l2tpTunnelStatsState, RFC 3371).")
    int getStateCode();

    @About("Whether we dial it.")
    boolean isCreatedByAdmin();

    @About("Whether we sent the SCCRQ.")
    boolean isInitiatedLocally();

    @About("Whether it is dialled again when it ends.")
    boolean isPersistent();

    @About("Our address.")
    String getLocalAddress();

    @About("Our UDP port.")
    int getLocalPort();

    @About("The peer's address.")
    String getPeerAddress();

    @About("The peer's UDP port.")
    int getPeerPort();

    @About("Host Name that the peer sent.")
    String getPeerHostName();

    @About("Vendor Name that the peer sent.")
    String getPeerVendorName();

    @About("Firmware Revision that the peer sent.")
    int getPeerFirmwareRevision();

    @About("Protocol Version that the peer sent: version * 256 + revision; 0 for not known yet.")
    int getPeerProtocolVersion();

    @About("Framing Capabilities that the peer sent: 1 sync, 2 async, 3 both.")
    int getPeerFramingCapabilities();

    @About("Bearer Capabilities that the peer sent: 1 digital, 2 analog, 3 both.")
    int getPeerBearerCapabilities();

    @About("Receive Window Size that the peer sent, messages.")
    int getPeerReceiveWindow();

    @About("Peer profile that matched.")
    String getPeerProfile();

    @About("Tunnel profile that it was made with.")
    String getTunnelProfile();

    @About("Sessions in it.")
    int getSessions();

    @About("Sessions in it that are established.")
    int getEstablishedSessions();

    @About("Sessions that it ever had.")
    long getSessionsTotal();

    @About("Sessions that were never established.")
    long getSessionsFailedTotal();

    @About("Seconds since it was made.")
    long getAgeSeconds();

    @About("When it was made, milliseconds since 1970; counters of the tunnel began then.")
    long getCreatedMilliseconds();

    @About("Seconds since it was established; 0 for not yet.")
    long getEstablishedSeconds();

    @About("Why it ends, in words; empty while it does not.")
    String getLastResult();

    @About("Result code of the StopCCN, or of the last CDN in it; 0 for none.")
    int getResultCode();

    @About("Error code beside ResultCode.")
    int getErrorCode();

    @About("Error message beside ResultCode.")
    String getErrorMessage();

    @About("Traced facilities of the daemon, as bits.")
    int getTraceMask();

    @About("Traced facilities of the daemon, by name.")
    String getTrace();

    @About("Debug mask: verbose 1, control 2, sequence 4, data 8; set it and it takes effect at once.")
    int getDebugMask();

    @About("Whether this tunnel refuses new sessions; set it and it takes effect at once.")
    boolean isDraining();

    @About("Whether new sessions are refused for this tunnel, its peer profile or the whole.")
    boolean isDrainingInEffect();

    @About("Seconds of silence after which a HELLO is sent; 0 for never.")
    int getHelloIntervalSeconds();

    @About("Seconds without sessions after which it is closed; 0 at once, -1 never.")
    int getIdleTimeoutSeconds();

    @About("Receive Window Size that we sent, messages.")
    int getReceiveWindow();

    @About("Retransmissions of a message until the tunnel is given up.")
    int getMaxRetransmissions();

    @About("Longest wait between two retransmissions, seconds.")
    int getMaxRetransmitIntervalSeconds();

    @About("Which data messages are numbered: ON_DEMAND, NEVER or ALWAYS.")
    String getPayloadSequencing();

    @About("1 on demand, 2 never, 3 always (as l2tpTunnelConfigPayloadSeq, RFC 3371).")
    int getPayloadSequencingCode();

    @About("How long a data message waits for an earlier one.")
    int getReorderTimeoutMilliseconds();

    @About("Whether a LAC's proxy LCP and authentication is used.")
    boolean isProxyPpp();

    @About("Greatest IP packet that its sessions carry, octets; 0 for not known.")
    int getMtu();

    @About("Control messages received.")
    long getControlRxPacketsTotal();

    @About("Octets of control messages received.")
    long getControlRxOctetsTotal();

    @About("Control messages sent.")
    long getControlTxPacketsTotal();

    @About("Octets of control messages sent.")
    long getControlTxOctetsTotal();

    @About("Empty acknowledgements (ZLB) received.")
    long getControlRxZlbsTotal();

    @About("Empty acknowledgements (ZLB) sent.")
    long getControlTxZlbsTotal();

    @About("HELLOs received.")
    long getControlRxHellosTotal();

    @About("HELLOs sent.")
    long getControlTxHellosTotal();

    @About("Control messages sent again.")
    long getControlRetransmissionsTotal();

    @About("Control messages received again.")
    long getControlDuplicatesTotal();

    @About("Control messages received from outside of the window.")
    long getControlOutOfWindowTotal();

    @About("Control messages received before an earlier one.")
    long getControlOutOfSequenceTotal();

    @About("Number of the next control message that we send.")
    long getControlNs();

    @About("Number of the next control message that we expect.")
    long getControlNr();

    @About("Last number that the peer acknowledged up to.")
    long getControlPeerNr();

    @About("Congestion window, messages.")
    long getControlCongestionWindow();

    @About("Slow start threshold, messages.")
    long getControlSlowStartThreshold();

    @About("Messages that may be under way.")
    long getControlTransmitWindow();

    @About("Messages that wait.")
    long getControlQueuedMessages();

    @About("Data messages received.")
    long getDataRxPacketsTotal();

    @About("Octets of data received.")
    long getDataRxOctetsTotal();

    @About("Data messages received that were of no use.")
    long getDataRxErrorsTotal();

    @About("Data messages sent.")
    long getDataTxPacketsTotal();

    @About("Octets of data sent.")
    long getDataTxOctetsTotal();

    @About("Data messages that could not be sent.")
    long getDataTxErrorsTotal();

    @About("Data messages dropped because of their number.")
    long getDataRxSequenceDiscardsTotal();

    @About("Data messages that came out of order.")
    long getDataRxOutOfSequenceTotal();

    @About("Age of the figures about data.")
    long getStatisticsAgeMilliseconds();
}
