/**
 * What is on the wire: the L2TPv2 header, the table of AVPs, hiding, the messages and their specs (RFC 2661 sections 3,
 * 4 and 6, RFC 3145), PPP frame fields, addresses. Each decoder stands beside its encoder; none throws on any input.
 *
 * <ul>
 *   <li>{@link org.jl2tpd.wire.L2tpHeader}: the header of control and data messages, or a {@link
 *       org.jl2tpd.wire.HeaderFault}.
 *   <li>{@link org.jl2tpd.wire.AvpType} and {@link org.jl2tpd.wire.MessageType}: the grammar, as two tables.
 *   <li>{@link org.jl2tpd.wire.MessageCodec}: AVPs to a {@link org.jl2tpd.wire.DecodedMessage} and back, hidden ones
 *       by {@link org.jl2tpd.wire.AvpHiding}.
 *   <li>{@link org.jl2tpd.wire.TunnelAuth}: challenge responses of a tunnel (RFC 2661 5.1.1).
 *   <li>{@link org.jl2tpd.wire.InternetChecksum}, {@link org.jl2tpd.wire.PppProtocol}, {@link
 *       org.jl2tpd.wire.IpAddress}: what PPP and the datapaths need of RFC 1071, 1661 and 4291.
 * </ul>
 *
 * <p>Values are immutable; the header, {@link org.jl2tpd.wire.DatagramPath} and {@link org.jl2tpd.wire.AvpHiding} belong to
 * one thread.
 */
package org.jl2tpd.wire;
