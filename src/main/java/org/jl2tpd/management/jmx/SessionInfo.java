package org.jl2tpd.management.jmx;

/** A session. An attribute of each MBean, and an item of each row of a list. */
@About("A session.")
public interface SessionInfo {
    @About("Our id of its tunnel.")
    int getTunnelId();

    @About("Our session id.")
    int getId();

    @About("The peer's session id; 0 while it is not known.")
    int getPeerId();

    @About("It as an interface (ifTable, RFC 2863).")
    InterfaceInfo getInterface();

    @About("Whether its end is notified by linkDown of SNMP (ifLinkUpDownTrapEnable).")
    boolean isLinkNotifications();

    @About("Its ifIndex in SNMP tables; never used again in this process.")
    int getInterfaceIndex();

    @About("Its tunnel's ifIndex in SNMP tables.")
    int getTunnelInterfaceIndex();

    @About("Name from the configuration or its operator; empty for a call of a peer.")
    String getName();

    @About("Name of its tunnel; empty for a tunnel that a peer opened.")
    String getTunnelName();

    @About("LAC_INCOMING, LNS_INCOMING, LAC_OUTGOING or LNS_OUTGOING: who we are, and which way the call goes.")
    String getCallType();

    @About("1 to 4 in that order (as l2tpSessionStatsCallType, RFC 3371).")
    int getCallTypeCode();

    @About("State of the session (RFC 2661 7.4, 7.5).")
    String getState();

    @About("1 idle, 2 connecting, 3 established, 4 disconnecting (as l2tpSessionStatsState, RFC 3371).")
    int getStateCode();

    @About("Phase of PPP (RFC 1661 3.2).")
    String getPppPhase();

    @About("What PPP does, in words.")
    String getPppState();

    @About("Whether we dial it.")
    boolean isCreatedByAdmin();

    @About("User name.")
    String getUser();

    @About("How the user was authenticated.")
    String getAuthMethod();

    @About(
            "1 none, 2 text, 3 CHAP, 4 PAP, 5 EAP, 6 MS-CHAPv1, 7 MS-CHAPv2, 8 other (as l2tpSessionStatsAuthMethod, RFC 3371).")
    int getAuthMethodCode();

    @About("Address of its tunnel's peer.")
    String getPeerAddress();

    @About("Our IPv4 address in the session.")
    String getLocalIpv4Address();

    @About("The peer's IPv4 address in the session.")
    String getPeerIpv4Address();

    @About("IPv6 prefix of the link.")
    String getIpv6Prefix();

    @About("IPv6 prefix that was delegated.")
    String getDelegatedPrefix();

    @About("DNS servers that were told, with commas between them.")
    String getDnsServers();

    @About("Network device.")
    String getDevice();

    @About("The kernel's index of its network device; 0 for none.")
    int getKernelInterfaceIndex();

    @About("The other leg of a switched call, TUNNEL/SESSION; empty for none.")
    String getPartner();

    @About("Greatest IP packet, octets; 0 for not known.")
    int getMtu();

    @About("Calling Number of the call.")
    String getCallingNumber();

    @About("Called Number of the call.")
    String getCalledNumber();

    @About("Sub-Address of the call.")
    String getSubAddress();

    @About("Private Group ID of the call.")
    String getPrivateGroupId();

    @About("Call Serial Number.")
    long getCallSerialNumber();

    @About("Physical Channel ID; 0 for none.")
    long getPhysicalChannelId();

    @About("Connect speed towards the caller; 0 for not known.")
    long getTxConnectSpeedBitsPerSecond();

    @About("Connect speed from the caller; 0 for not known.")
    long getRxConnectSpeedBitsPerSecond();

    @About("Bearer of the call: 1 digital, 2 analog; 0 for none.")
    int getBearerType();

    @About("Framing of the call: 1 sync, 2 async; 0 for none.")
    int getFramingType();

    @About("Whether proxy LCP was used.")
    boolean isProxyLcp();

    @About("Whether our data messages are numbered.")
    boolean isSequencingByUs();

    @About("Whether the peer's data messages are numbered.")
    boolean isSequencingByPeer();

    @About("Number of the next data message that we send; 0 where the kernel carries the data.")
    int getDataNs();

    @About("Number of the next data message that we expect; 0 where the kernel carries the data.")
    int getDataNr();

    @About("Seconds since it was established; 0 for not yet.")
    long getEstablishedSeconds();

    @About("Seconds since it was made.")
    long getAgeSeconds();

    @About("When it was made, milliseconds since 1970; counters of the session began then.")
    long getCreatedMilliseconds();

    @About("Session profile that it was made with.")
    String getSessionProfile();

    @About("PPP profile that it was made with.")
    String getPppProfile();

    @About("Why it ends, in words; empty while it does not.")
    String getLastResult();

    @About("Result code of its CDN; 0 for none.")
    int getResultCode();

    @About("Error code beside ResultCode.")
    int getErrorCode();

    @About("Error message beside ResultCode.")
    String getErrorMessage();

    @About("Traced facilities of the daemon, as bits.")
    int getTraceMask();

    @About("Traced facilities of the daemon, by name.")
    String getTrace();

    @About("Debug mask: verbose 1, control 2, sequence 4, data 8.")
    int getDebugMask();

    @About("Data messages received.")
    long getRxPacketsTotal();

    @About("Octets of data received.")
    long getRxOctetsTotal();

    @About("Data messages received that were of no use.")
    long getRxErrorsTotal();

    @About("Data messages sent.")
    long getTxPacketsTotal();

    @About("Octets of data sent.")
    long getTxOctetsTotal();

    @About("Data messages that could not be sent.")
    long getTxErrorsTotal();

    @About("Data messages dropped because of their number.")
    long getRxSequenceDiscardsTotal();

    @About("Data messages that came out of order.")
    long getRxOutOfSequenceTotal();

    @About("Times that the wait for a missing data message ended without it.")
    long getRxReorderTimeoutsTotal();

    @About("Age of the figures about data.")
    long getStatisticsAgeMilliseconds();
}
