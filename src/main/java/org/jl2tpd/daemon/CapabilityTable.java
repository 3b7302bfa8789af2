package org.jl2tpd.daemon;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jl2tpd.linux.Capability;
import org.jl2tpd.linux.KernelSetting;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.Choices.DatapathKind;
import org.jl2tpd.profile.Choices.Encapsulation;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.HttpAttributes;
import org.jl2tpd.profile.JmxAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.RadiusAttributes;
import org.jl2tpd.profile.SnmpAttributes;
import org.jl2tpd.profile.StaticTunnelAttributes;
import org.jl2tpd.profile.StaticTunnelDefinition;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.profile.TunnelAttributes;
import org.jl2tpd.profile.TunnelDefinition;

/** The table of attributes and the capabilities that they need, tried on a kernel (PrivilegesIT, UnprivilegedKT). */
final class CapabilityTable {
    /** Ports below it are for CAP_NET_BIND_SERVICE (Documentation/networking/ip-sysctl.rst of the kernel, ip_unprivileged_port_start). */
    private static final Path FIRST_FREE_PORT = Path.of("/proc/sys/net/ipv4/ip_unprivileged_port_start");

    private static final int USUAL_FIRST_FREE_PORT = 1024;

    private final Configuration configuration;
    private final int firstFreePort;
    private final List<CapabilityNeed> needs = new ArrayList<>();

    private CapabilityTable(Configuration configuration, int firstFreePort) {
        this.configuration = configuration;
        this.firstFreePort = firstFreePort;
    }

    /** What this system's kernel wants for a configuration. */
    static List<CapabilityNeed> of(Configuration configuration) {
        return of(configuration, firstFreePort());
    }

    /** @param firstFreePort the least port that everyone may bind */
    static List<CapabilityNeed> of(Configuration configuration, int firstFreePort) {
        var table = new CapabilityTable(configuration, firstFreePort);
        table.datapath();
        table.staticTunnels();
        table.ports();
        return List.copyOf(table.needs);
    }

    /** The capabilities, each once. */
    static Set<Capability> capabilities(List<CapabilityNeed> needs) {
        Set<Capability> all = new TreeSet<>();
        needs.forEach(need -> all.add(need.capability()));
        return all;
    }

    private static int firstFreePort() {
        return KernelSetting.number(FIRST_FREE_PORT, 0, 1 << 16, USUAL_FIRST_FREE_PORT);
    }

    private void datapath() {
        DatapathKind kind = configuration.system().get(SystemAttributes.DATAPATH);
        String attribute = "[system] datapath = \"" + kind.name().toLowerCase(java.util.Locale.ROOT) + "\"";
        boolean required = kind != DatapathKind.AUTO;
        if (kind != DatapathKind.MEMORY) {
            String what = kind == DatapathKind.TUN ? "TUN devices" : "/dev/ppp, sockets of the L2TP driver, devices";
            need(
                    Capability.CAP_NET_ADMIN,
                    attribute,
                    what + ", addresses and routes, settings of devices, socket buffers beyond net.core.rmem_max",
                    required);
        }
        if (kind == DatapathKind.KERNEL || kind == DatapathKind.AUTO) {
            need(
                    Capability.CAP_NET_RAW,
                    attribute,
                    "the packet socket that hears Router Solicitations and DHCPv6 of clients",
                    required);
        }
    }

    private void staticTunnels() {
        for (StaticTunnelDefinition tunnel : configuration.staticTunnels()) {
            String section = "[static_tunnel." + tunnel.name() + "]";
            need(Capability.CAP_NET_ADMIN, section, "tunnels and devices of the L2TP driver", true);
            if (tunnel.tunnel().get(StaticTunnelAttributes.ENCAPSULATION) == Encapsulation.UDP) {
                port(section, StaticTunnelAttributes.OUR_UDP_PORT, tunnel.tunnel());
            }
        }
    }

    private void ports() {
        if (!configuration.system().get(SystemAttributes.LISTEN_ADDRESSES).isEmpty()) {
            port("[system]", SystemAttributes.UDP_PORT, configuration.system());
        }
        for (TunnelDefinition tunnel : configuration.tunnels()) {
            port(
                    "[[tunnel]] " + tunnel.name(),
                    TunnelAttributes.OUR_UDP_PORT,
                    configuration.resolve(tunnel).tunnel());
        }
        if (!configuration.radius().clients().isEmpty()) {
            port(
                    "[radius]",
                    RadiusAttributes.DYNAMIC_AUTHORIZATION_PORT,
                    configuration.radius().settings());
        }
        face(
                "[snmp]",
                SnmpAttributes.ENABLED,
                SnmpAttributes.PORT,
                configuration.management().snmp());
        face(
                "[jmx]",
                JmxAttributes.ENABLED,
                JmxAttributes.PORT,
                configuration.management().jmx());
        face(
                "[http]",
                HttpAttributes.ENABLED,
                HttpAttributes.PORT,
                configuration.management().http());
    }

    private void face(String section, Attribute<Boolean> enabled, Attribute<Integer> port, Profile profile) {
        if (profile.get(enabled)) {
            port(section, port, profile);
        }
    }

    private void port(String section, Attribute<Integer> attribute, Profile profile) {
        int port = profile.get(attribute);
        if (port > 0 && port < firstFreePort) {
            String text = section + " " + attribute.name() + " = " + port;
            need(Capability.CAP_NET_BIND_SERVICE, text, "a port below " + firstFreePort, true);
        }
    }

    private void need(Capability capability, String attribute, String reason, boolean required) {
        needs.add(new CapabilityNeed(capability, attribute, reason, required));
    }
}
