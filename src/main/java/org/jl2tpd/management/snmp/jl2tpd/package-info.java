/** JL2TPD-MIB, whose text is in {@code mibs}: the whole daemon as SNMP sees it, in one module keyed by the daemon's own ids. */
package org.jl2tpd.management.snmp.jl2tpd;
