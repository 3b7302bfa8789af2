package org.jl2tpd.datapath.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jl2tpd.engine.PppdOptions;
import org.jl2tpd.engine.SessionOptions;
import org.jl2tpd.linux.ChildProcess;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.Test;

class PppdCommandTest {
    private static PppdRequest request(PppdOptions options) {
        return new PppdRequest(40, 41, options);
    }

    private static PppdOptions options(SessionOptions numbering, String device, String user, String password) {
        return new PppdOptions(
                List.of("noauth"),
                numbering,
                device,
                true,
                IpAddress.parse("10.0.0.1"),
                null,
                user,
                password == null ? null : Secret.of(password));
    }

    private static SessionOptions plain() {
        return new SessionOptions(false, false, false, 0, false, 0);
    }

    @Test
    void saysEveryArgumentOfThePlugin() {
        var numbering = new SessionOptions(true, true, true, 250, false, 15);
        String words = String.join(" ", PppdCommand.arguments(request(options(numbering, "isp0", "", null)), false));
        assertThat(words)
                .isEqualTo("pppd noauth 10.0.0.1: nodetach nopersist plugin pppol2tp.so plugin openl2tp.so pppol2tp 3"
                        + " pppol2tp_lns_mode pppol2tp_send_seq pppol2tp_recv_seq pppol2tp_reorderto 250"
                        + " pppol2tp_debug_mask 15 pppol2tp_ifname isp0 pppol2tp_tunnel_id 40 pppol2tp_session_id 41");
    }

    @Test
    void leavesOutWhatIsNotWanted() {
        List<String> words = PppdCommand.arguments(request(options(plain(), "", "", null)), false);
        assertThat(words)
                .doesNotContain(
                        "pppol2tp_lns_mode", "pppol2tp_send_seq", "pppol2tp_recv_seq", "pppol2tp_ifname", "file");
    }

    @Test
    void theLoginGoesByStandardInputAlone() {
        ChildProcess.Program program =
                PppdCommand.of("/sbin/pppd", "1:2", request(options(plain(), "", "a\\b", "p w\"#\n")), 9);
        assertThat(program.arguments()).containsSequence("file", "/dev/stdin");
        assertThat(String.join(" ", program.arguments()) + program.environment())
                .doesNotContain("p w", "a\\b", "password");
        assertThat(new String(program.input(), StandardCharsets.US_ASCII))
                .isEqualTo("user \"a\\134b\"\npassword \"p\\040w\\042\\043\\012\"\n");
        assertThat(program.given()).isEqualTo(9);
        assertThat(program.environment()).containsExactly("PATH=/usr/sbin:/usr/bin:/sbin:/bin", "JL2TPD_OWNER=1:2");
    }

    @Test
    void secretsOfUsersAreLinesOfFourWords() {
        var logins = List.of(
                new PppdSettings.Login("alice", Secret.of("a b"), IpAddress.parse("10.0.0.9")),
                new PppdSettings.Login("*", Secret.of("common"), null),
                new PppdSettings.Login("eve", Secret.of("@/etc/passwd"), null),
                new PppdSettings.Login("nul", Secret.of("a\0b"), null),
                new PppdSettings.Login("long", Secret.of("x".repeat(256)), null));
        assertThat(new String(PppdSecrets.text(logins), StandardCharsets.UTF_8).lines())
                .filteredOn(line -> !line.startsWith("#"))
                .containsExactly("\"alice\" * \"a\\040b\" 10.0.0.9", "* * \"common\" *");
    }
}
