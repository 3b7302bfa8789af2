/** The SNMP agent: engine, users, views, notifications; what MIBs are made of. The MIBs themselves stand in packages below. */
package org.jl2tpd.management.snmp;
