package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.linux.Capability.CAP_NET_ADMIN;
import static org.jl2tpd.linux.Capability.CAP_NET_BIND_SERVICE;
import static org.jl2tpd.linux.Capability.CAP_NET_RAW;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jl2tpd.config.ConfigLoader;
import org.jl2tpd.linux.Capability;
import org.jl2tpd.profile.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapabilityTableTest {
    private static final int USUAL = 1024;

    @TempDir
    Path folder;

    private Configuration configuration(String text) throws IOException {
        Path file = folder.resolve("a.toml");
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        var result = ConfigLoader.load(file);
        assertThat(result.errors()).isEmpty();
        return result.configuration();
    }

    private List<CapabilityNeed> needs(String text) throws IOException {
        return CapabilityTable.of(configuration(text), USUAL);
    }

    private Iterable<Capability> capabilities(String text) throws IOException {
        return CapabilityTable.capabilities(needs(text));
    }

    @Test
    void memoryNeedsNothing() throws IOException {
        assertThat(needs("[system]\ndatapath = \"memory\"\n")).isEmpty();
    }

    @Test
    void tunNeedsDevicesAloneAndTheKernelsDriverAPacketSocketToo() throws IOException {
        assertThat(capabilities("[system]\ndatapath = \"tun\"\n")).containsExactly(CAP_NET_ADMIN);
        assertThat(capabilities("[system]\ndatapath = \"kernel\"\n")).containsExactly(CAP_NET_ADMIN, CAP_NET_RAW);
        assertThat(needs("[system]\ndatapath = \"kernel\"\n")).allMatch(CapabilityNeed::required);
    }

    @Test
    void autoDoesWithoutWhatItCanNotHave() throws IOException {
        assertThat(capabilities("")).containsExactly(CAP_NET_ADMIN, CAP_NET_RAW);
        assertThat(needs("")).noneMatch(CapabilityNeed::required);
    }

    @Test
    void onlyPortsThatAreServedAndReservedNeedACapability() throws IOException {
        String system = "[system]\ndatapath = \"memory\"\nstate_directory = \"/nowhere\"\n";
        assertThat(needs(system + "udp_port = 1024\n[snmp]\nport = 161\n[jmx]\nport = 80\n[http]\nport = 80\n"))
                .isEmpty();
        assertThat(needs(system + "udp_port = 702\nlisten_addresses = []\n")).isEmpty();
        assertThat(needs(system + "udp_port = 702\n[snmp]\nenabled = true\n[http]\nenabled = true\nport = 80\n"))
                .extracting(CapabilityNeed::capability, CapabilityNeed::attribute)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(CAP_NET_BIND_SERVICE, "[system] udp_port = 702"),
                        org.assertj.core.groups.Tuple.tuple(CAP_NET_BIND_SERVICE, "[snmp] port = 161"),
                        org.assertj.core.groups.Tuple.tuple(CAP_NET_BIND_SERVICE, "[http] port = 80"));
        var open = configuration(system + "udp_port = 702\n[snmp]\nenabled = true\n");
        assertThat(CapabilityTable.of(open, 0)).isEmpty();
    }

    @Test
    void aTunnelOfOursMayHaveAReservedPortByItsProfile() throws IOException {
        assertThat(needs("""
                        [system]
                        datapath = "memory"
                        [tunnel_profile.low]
                        our_udp_port = 700
                        [[tunnel]]
                        tunnel_name = "vpn"
                        profile_name = "low"
                        dest_ipaddr = "192.0.2.1"
                        """))
                .extracting(CapabilityNeed::attribute)
                .containsExactly("[[tunnel]] vpn our_udp_port = 700");
    }

    @Test
    void staticTunnelsNeedTheDriverWhateverTheDatapath() throws IOException {
        assertThat(needs("""
                        [system]
                        datapath = "memory"
                        [static_tunnel.wire]
                        local = "192.0.2.1"
                        remote = "192.0.2.2"
                        tunnel_id = 1
                        peer_tunnel_id = 1
                        our_udp_port = 500
                        peer_udp_port = 5000
                        [static_tunnel.wire.session.one]
                        session_id = 1
                        peer_session_id = 1
                        """))
                .extracting(CapabilityNeed::attribute)
                .containsExactly("[static_tunnel.wire]", "[static_tunnel.wire] our_udp_port = 500");
    }
}
