package org.jl2tpd.management.jmx;

import org.jl2tpd.management.model.InterfaceMemory;
import org.jl2tpd.management.model.InterfaceRow;

/**
 * A tunnel or session as IF-MIB (RFC 2863) shows it.
 *
 * @param index ifIndex; never used again in this process
 * @param mtu ifMtu, octets
 * @param speedBitsPerSecond ifSpeed; 0 for not known
 * @param up ifAdminStatus: false from the moment when somebody closes it
 * @param operationalState ifOperStatus: 1 up, 2 down, 5 dormant, which waits for the peer
 * @param changedMilliseconds when that last changed, milliseconds since 1970
 * @param rxOctetsTotal of data and control messages, as the other counters
 */
public record InterfaceInfo(
        int index,
        String name,
        String description,
        String alias,
        int mtu,
        long speedBitsPerSecond,
        boolean up,
        int operationalState,
        long changedMilliseconds,
        long rxOctetsTotal,
        long rxPacketsTotal,
        long rxDiscardsTotal,
        long rxErrorsTotal,
        long txOctetsTotal,
        long txPacketsTotal,
        long txErrorsTotal) {
    static InterfaceInfo of(InterfaceRow row, InterfaceMemory memory) {
        return new InterfaceInfo(
                row.index(),
                row.name(),
                row.description(),
                row.alias(),
                row.mtu(),
                row.speed(),
                row.isAdministrativelyUp(),
                row.operStatus(),
                Ages.wall(memory.changedNs(row)),
                row.inOctets(),
                row.inPackets(),
                row.inDiscards(),
                row.inErrors(),
                row.outOctets(),
                row.outPackets(),
                row.outErrors());
    }
}
