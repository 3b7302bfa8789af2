package org.jl2tpd.control;

/**
 * What the peer said of itself in SCCRQ or SCCRP.
 *
 * @param hostName Host Name AVP
 * @param vendorName Vendor Name AVP, empty when absent
 * @param firmwareRevision Firmware Revision AVP, 0 when absent
 * @param protocolVersion version in the high octet, revision in the low one
 * @param framingCapabilities bit 0 sync, bit 1 async
 * @param bearerCapabilities bit 0 digital, bit 1 analog; -1 when absent
 * @param receiveWindow its Receive Window Size, 4 when absent
 * @param tieBreaker 8 octets, null when absent
 */
public record TunnelPeer(
        String hostName,
        String vendorName,
        int firmwareRevision,
        int protocolVersion,
        int framingCapabilities,
        int bearerCapabilities,
        int receiveWindow,
        byte[] tieBreaker) {}
