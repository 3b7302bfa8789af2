package org.jl2tpd.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.PeerAttributes;
import org.jl2tpd.wire.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files that are shipped load as they lie there, whoever may read them. */
class ShippedFilesTest {
    private static final Path ETC = Path.of("etc");

    static Stream<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(ETC)) {
            return all.filter(file -> file.toString().endsWith(".toml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void loads(Path file) {
        ConfigResult result = ConfigLoader.load(file);
        assertThat(result.errors()).isEmpty();
        assertThat(result.isValid()).isTrue();
    }

    @Test
    void thereAreExamplesForTheCommonJobs() throws IOException {
        assertThat(files().map(file -> file.getFileName().toString()).toList())
                .containsAll(List.of(
                        "jl2tpd.toml",
                        "lns.toml",
                        "lac-client.toml",
                        "wholesale-lns.toml",
                        "dual-stack.toml",
                        "outgoing-calls.toml",
                        "tunnel-switch.toml",
                        "static-ethernet.toml",
                        "managed-lns.toml",
                        "radius-lns.toml"));
    }

    @Test
    void theDefaultRefusesEveryPeer() {
        Configuration configuration =
                ConfigLoader.load(ETC.resolve("jl2tpd.toml")).configuration();
        var peer = configuration.peerFor("lac.example", IpAddress.parse("192.0.2.1"));
        assertThat(peer.get(PeerAttributes.ALLOW_TUNNELS)).isFalse();
    }

    @Test
    void anExampleSecretIsWarnedOf() {
        assertThat(ConfigLoader.load(ETC.resolve("examples/lns.toml")).warnings())
                .hasSize(3)
                .allSatisfy(warning -> assertThat(warning.message()).contains("example value"));
    }

    @Test
    void whatIsCommentedOutInTheDefaultIsValidToo() throws IOException {
        String text = Files.readString(ETC.resolve("jl2tpd.toml"))
                .replaceAll("(?m)^# (?=[a-z_0-9]+ = |\\[)", "")
                .replaceAll("file = \"secrets/[a-z]+\"", "value = \"only-for-this-test\"")
                .replace("secret_name = \"alice\"", "secret_name = \"carrier\"")
                .replace("secret_name = \"office\"", "secret_name = \"carrier\"");
        assertThat(text).contains("\n[[tunnel.session]]\n").contains("\nudp_port = 1701\n");
        assertThat(ConfigLoader.parse("default", text.getBytes()).errors()).isEmpty();
    }
}
