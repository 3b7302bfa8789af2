package org.jl2tpd.profile;

import java.util.List;
import org.jl2tpd.wire.IpAddress;

/** Attributes of the SNMP agent ({@code [snmp]}). */
public final class SnmpAttributes {
    private static final Make MAKE = new Make(ProfileKind.SNMP);

    public static final Attribute<Boolean> ENABLED = MAKE.flag("enabled", false, "Whether the SNMP agent runs.");
    public static final Attribute<List<IpAddress>> LISTEN_ADDRESSES = MAKE.list(
            "listen_addresses",
            IpAddress.class,
            List.of(IpAddress.parse("127.0.0.1")),
            v -> !v.isEmpty() && v.size() <= 64 && v.stream().distinct().count() == v.size(),
            "1 to 64 different IPv4 or IPv6 addresses",
            "Addresses that the agent listens on.");
    public static final Attribute<Integer> PORT = MAKE.number("port", 161, 1, 65_535, "UDP port of the agent.");
    public static final Attribute<String> SYS_CONTACT = MAKE.text("sys_contact", "", "sysContact: who looks after it.");
    public static final Attribute<String> SYS_NAME =
            MAKE.text("sys_name", "", "sysName; empty takes the system's host name.");
    public static final Attribute<String> SYS_LOCATION = MAKE.text("sys_location", "", "sysLocation: where it stands.");
    public static final Attribute<Boolean> SESSION_INTERFACES = MAKE.flag(
            "session_interfaces",
            true,
            "Whether sessions have rows in ifTable, ifXTable and ifStackTable; without them a walk is shorter, and a session has no octet counters there.");
    public static final Attribute<Boolean> COMMUNITIES_BEYOND_LOOPBACK = MAKE.flag(
            "communities_beyond_loopback",
            false,
            "Whether communities (SNMPv1 and v2c, without any protection) are answered beyond the loopback interface.");
    public static final Attribute<String> ROOT_OID = MAKE.text(
            "root_oid",
            "",
            v -> v.isEmpty() || v.matches("1(\\.\\d{1,10}){2,30}"),
            "an object identifier, or empty for the one of the MIB's text",
            "Where JL2TPD-MIB begins.");
    public static final Attribute<Boolean> NOTIFY_SESSIONS =
            MAKE.flag("notify_sessions", false, "Whether each session's coming and going is notified.");
    public static final Attribute<Integer> NOTIFICATIONS_PER_SECOND = MAKE.number(
            "notifications_per_second",
            10,
            1,
            1000,
            "Most notifications a second; the rest wait, and of one thing the latest is sent.");

    private SnmpAttributes() {}
}
