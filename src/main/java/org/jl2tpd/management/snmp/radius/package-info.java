/** RADIUS-AUTH-CLIENT-MIB (RFC 4668), RADIUS-ACC-CLIENT-MIB (RFC 4670) and RADIUS-DYNAUTH-SERVER-MIB (RFC 4673), all of them only to be read. */
package org.jl2tpd.management.snmp.radius;
