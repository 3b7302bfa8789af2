package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jl2tpd.config.ConfigLoader;
import org.jl2tpd.config.ConfigResult;
import org.jl2tpd.linux.Capability;
import org.jl2tpd.profile.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that needs what the process has not is refused in words before anything changes. */
class PrivilegePartTest {
    private static final String HIGH = "[system]\nudp_port = 11701\ndatapath = \"memory\"\n";
    private static final String WEB = "[http]\nenabled = true\nport = 80\n";

    @TempDir
    Path directory;

    private Configuration read(String text) throws Exception {
        Path file = Files.writeString(directory.resolve("c.toml"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        ConfigResult result = ConfigLoader.load(file);
        assertThat(result.errors()).isEmpty();
        return result.configuration();
    }

    private static PrivilegePart part(Capability... here) {
        return new PrivilegePart(() -> Set.of(here), false, "memory");
    }

    @Test
    void aPortThatNeedsACapabilityThatWasDroppedIsRefusedByItsName() throws Exception {
        Configuration before = read(HIGH);
        Configuration after = read(HIGH.replace("11701", "701") + WEB);
        assertThatThrownBy(() -> part().check(before, after))
                .hasMessageContaining("[system] udp_port = 701 needs CAP_NET_BIND_SERVICE for a port below")
                .hasMessageContaining("[http] port = 80 needs CAP_NET_BIND_SERVICE")
                .hasMessageContaining("a restart");
        assertThatCode(() -> part(Capability.CAP_NET_BIND_SERVICE).check(before, after))
                .doesNotThrowAnyException();
    }

    @Test
    void whatWasMissingAtTheStartHindersNoReload() throws Exception {
        Configuration before = read(HIGH + WEB);
        Configuration after = read(HIGH + "max_tunnels = 5\n" + WEB);
        assertThatCode(() -> part().check(before, after)).doesNotThrowAnyException();
    }

    @Test
    void aStaticTunnelNeedsItsCapability() throws Exception {
        Configuration before = read(HIGH);
        Configuration after = read(HIGH + """
                [static_tunnel.s]
                local = "192.0.2.1"
                remote = "192.0.2.2"
                tunnel_id = 1
                peer_tunnel_id = 1
                our_udp_port = 5000
                peer_udp_port = 5000
                [static_tunnel.s.session.one]
                session_id = 1
                peer_session_id = 1
                """);
        assertThatThrownBy(() -> part().check(before, after))
                .hasMessageContaining("[static_tunnel.s] needs CAP_NET_ADMIN");
    }

    @Test
    void pppdNeedsTheKernelsDatapath() throws Exception {
        String auto = "[system]\nudp_port = 11701\ndatapath = \"auto\"\n";
        Configuration before = read(auto);
        Configuration after = read(auto + "pppd_path = \"/bin/sh\"\n[ppp_profile.default]\nppp = \"pppd\"\n");
        var tun = new PrivilegePart(() -> Set.of(Capability.values()), false, "tun");
        assertThatThrownBy(() -> tun.check(before, after))
                .hasMessageContaining("needs the kernel datapath, and the daemon has taken tun");
        assertThatCode(() -> tun.check(after, after)).doesNotThrowAnyException();
        var spawned = new PrivilegePart(() -> Set.of(Capability.values()), true, "kernel");
        assertThatCode(() -> spawned.check(before, after)).doesNotThrowAnyException();
    }

    @Test
    void pppdThatIsNotThereIsRefusedWithWhatToDo() throws Exception {
        String kernel = "[system]\nudp_port = 11701\ndatapath = \"kernel\"\n";
        Configuration before = read(kernel);
        Configuration after =
                read(kernel + "pppd_path = \"/nonexistent/pppd\"\n[ppp_profile.default]\nppp = \"pppd\"\n");
        var part = new PrivilegePart(() -> Set.of(Capability.values()), false, "kernel");
        assertThatThrownBy(() -> part.check(before, after)).hasMessageContaining("needs /nonexistent/pppd");
    }
}
