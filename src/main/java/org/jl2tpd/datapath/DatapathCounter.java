package org.jl2tpd.datapath;

/** What a datapath counts. */
public enum DatapathCounter {
    /** Packets from sessions' peers. */
    RX_PACKETS("datapath_rx_packets"),
    /** Packets to sessions' peers. */
    TX_PACKETS("datapath_tx_packets"),
    /** Not a well-formed IP packet. */
    MALFORMED("datapath_drop_malformed"),
    /** Wrong checksum of a packet for the host inside the process. */
    BAD_CHECKSUM("datapath_drop_bad_checksum"),
    /** Source address that the session may not use (BCP 38). */
    BAD_SOURCE("datapath_drop_bad_source"),
    /** Packet for a destination that no session has. */
    NO_SESSION("datapath_drop_no_session"),
    /** Packet for an address that the host inside the process does not have. */
    NOT_OURS("datapath_drop_not_ours"),
    /** Protocol, port or fragment that the host inside the process does not serve. */
    NOT_SERVED("datapath_drop_not_served"),
    /** Multicast or unspecified addresses, which are not forwarded between a session and a device. */
    NOT_FORWARDED("datapath_drop_not_forwarded"),
    /** Packet longer than the session's MTU; its sender was told. */
    TOO_BIG("datapath_too_big"),
    /** IPv4 packets longer than the session's MTU that went in fragments. */
    FRAGMENTED("datapath_fragmented"),
    /** Longer than any buffer. */
    OVERSIZE("datapath_drop_oversize"),
    /** The queue of packets made inside the process was full. */
    QUEUE_FULL("datapath_drop_queue_full"),
    /** The device took no packet. */
    DEVICE_WRITE("datapath_drop_device_write"),
    /** The device gave an error when read. */
    DEVICE_READ("datapath_device_read_error"),
    /** Echo requests answered inside the process. */
    ECHO_REPLIES("datapath_echo_replies"),
    /** Pools that the kernel did not route to the device as a whole: their sessions get routes of their own. */
    POOL_ROUTE_REFUSED("datapath_pool_route_refused"),
    /** Sessions that got no IPv6 in the kernel because their device has none. */
    IPV6_UNAVAILABLE("datapath_ipv6_unavailable"),
    /** Client devices that may take a default route from Router Advertisements, since the kernel's setting could not be written. */
    ADVERTISED_ROUTE_NOT_REFUSED("datapath_advertised_route_not_refused"),
    /** PPP frames from the kernel's driver. */
    FRAMES_IN("datapath_frames_in"),
    /** PPP frames given to the kernel's driver. */
    FRAMES_OUT("datapath_frames_out"),
    /** Frames that the kernel's driver did not take. */
    FRAME_WRITE("datapath_drop_frame_write"),
    /** Descriptors of the kernel's driver that gave an error when read. */
    FRAME_READ("datapath_frame_read_error"),
    /** Frames of peers that are longer than any that we take. */
    FRAME_TOO_LONG("datapath_drop_frame_too_long"),
    /** Router packets of devices without a session of ours. */
    ROUTER_PACKET_IGNORED("datapath_router_packet_ignored"),
    /** Switched calls whose frames pass this process, since the kernel has no bridge of channels. */
    BRIDGE_MISSING("datapath_bridge_missing"),
    /** Devices whose packets' IPv4 sources are not checked, since the kernel's setting could not be written. */
    SOURCE_CHECK_MISSING("datapath_source_check_missing"),
    /** Readings of the kernel's figures that failed, in a way that the one before did not: the figures' age grows. */
    STATISTICS_FAILED("datapath_statistics_failed"),
    /** Address, route or device that could not be taken away. */
    CLEANUP_FAILED("datapath_cleanup_failed");

    /** Name for operators, as the CLI and JSON show it. */
    public final String label;

    DatapathCounter(String label) {
        this.label = label;
    }
}
