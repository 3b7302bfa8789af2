package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jl2tpd.config.ConfigLoader;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.testing.OwnNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForwardingTest {
    private static final String V6 = "[ppp_profile.v6]\nipv6 = true\n";

    @TempDir
    Path settings;

    @BeforeEach
    void make() throws Exception {
        Files.createDirectories(settings.resolve("ipv4"));
        Files.createDirectories(settings.resolve("ipv6/conf/all"));
        set("0", "0");
    }

    private void set(String v4, String v6) throws Exception {
        Files.writeString(settings.resolve("ipv4/ip_forward"), v4 + "\n");
        Files.writeString(settings.resolve("ipv6/conf/all/forwarding"), v6 + "\n");
    }

    private static Configuration configuration(String text) {
        return ConfigLoader.parse("test", text.getBytes(StandardCharsets.UTF_8)).configuration();
    }

    private String advice(String text) {
        return Forwarding.advice(settings, configuration(text));
    }

    @Test
    void tellsTheCommandThatSwitchesForwardingOn() throws Exception {
        assertThat(advice("")).isEqualTo("sysctl -w net.ipv4.ip_forward=1");
        assertThat(advice(V6)).isEqualTo("sysctl -w net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1");
        set("1", "0");
        assertThat(advice("")).isEmpty();
        assertThat(advice(V6)).isEqualTo("sysctl -w net.ipv6.conf.all.forwarding=1");
        set("1", "1");
        assertThat(advice(V6)).isEmpty();
    }

    @Test
    void saysNothingWhereItCannotKnow() throws Exception {
        Files.delete(settings.resolve("ipv4/ip_forward"));
        Files.delete(settings.resolve("ipv6/conf/all/forwarding"));
        assertThat(advice(V6)).isEmpty();
    }

    /** One warning line for a LNS with TUN devices, none for a client, and the setting stays as it is. */
    @Test
    void warnsAtTheStartOfALnsThatCannotForward() throws Exception {
        OwnNetwork.run(() -> {
            OwnNetwork.sh("echo 0 > /proc/sys/net/ipv4/ip_forward");
            String head = "[system]\ndatapath = \"tun\"\nsocket_path = \"\"\n";
            try (LogLines lines = new LogLines()) {
                Daemon.start(configuration(head + "listen_addresses = []"), "").close();
                assertThat(lines.of("forwarding_is_off")).isEmpty();
                Daemon.start(configuration(head + "listen_addresses = [\"127.0.0.1\"]"), "")
                        .close();
                assertThat(lines.of("forwarding_is_off"))
                        .singleElement()
                        .asString()
                        .contains("sysctl -w net.ipv4.ip_forward=1");
            }
            assertThat(OwnNetwork.sh("cat /proc/sys/net/ipv4/ip_forward")).isEqualTo("0\n");
        });
    }
}
