package org.jl2tpd.aaa.accounting;

import java.util.List;
import org.jl2tpd.profile.RadiusAttributes;
import org.jl2tpd.profile.RadiusDefinition;
import org.jl2tpd.profile.RadiusDefinition.RadiusServer;

/**
 * What is accounted, and to whom.
 *
 * @param sessions whether sessions are accounted
 * @param tunnels whether tunnels and links are (RFC 2867)
 * @param interimSeconds between interim records where the server names no other time, 0 for none
 * @param maxRecords that wait
 * @param groups of servers that take accounting; nobody else is told anything
 */
public record AccountingSettings(
        boolean sessions, boolean tunnels, int interimSeconds, long maxRecords, List<String> groups) {
    /** Nothing is accounted; what waits is still told. */
    public static final AccountingSettings NONE = new AccountingSettings(false, false, 0, 1_000_000, List.of());

    public AccountingSettings {
        groups = List.copyOf(groups);
    }

    public static AccountingSettings of(RadiusDefinition radius) {
        List<String> groups = radius.servers().stream()
                .filter(server -> server.accountingPort() != 0)
                .map(RadiusServer::group)
                .distinct()
                .toList();
        boolean isOn = !groups.isEmpty();
        return new AccountingSettings(
                isOn && radius.settings().get(RadiusAttributes.ACCOUNTING),
                isOn && radius.settings().get(RadiusAttributes.TUNNEL_ACCOUNTING),
                radius.settings().get(RadiusAttributes.INTERIM_INTERVAL_SECONDS),
                radius.settings().get(RadiusAttributes.MAX_SPOOLED_RECORDS),
                groups);
    }

    /** Whether anything is accounted. */
    public boolean accountsAnything() {
        return sessions || tunnels;
    }

    /** The group that tunnels are accounted to: those without a group where there are such. */
    String groupOfTunnels() {
        return groups.contains("") || groups.isEmpty() ? "" : groups.get(0);
    }
}
