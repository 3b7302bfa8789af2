/**
 * L2TP-MIB (RFC 3371), and the rows of IF-MIB (RFC 2863) and TUNNEL-MIB (RFC 4087) that it leans on, out of the
 * {@link org.jl2tpd.management.model.Inventory}. Nothing of L2TP-MIB's security group is served: no secret enters SNMP.
 */
package org.jl2tpd.management.snmp.l2tp;
