/**
 * What is on the wire: the L2TPv2 header, the table of AVPs, hiding, the messages and their specs (RFC 2661 sections 3,
 * 4 and 6, RFC 3145), PPP frame fields, addresses. Each decoder stands beside its encoder; none throws on any input.
 */
package org.jl2tpd.wire;
