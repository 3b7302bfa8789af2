package org.jl2tpd.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.ConfigurationDifference;
import org.jl2tpd.profile.ConfigurationItems;
import org.jl2tpd.profile.PeerAttributes;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is read as the same configuration. */
class ConfigWriterTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    @TempDir
    Path folder;

    static Stream<Path> files() throws IOException {
        return ShippedFilesTest.files();
    }

    @ParameterizedTest
    @MethodSource("files")
    void bringsBackAShippedFile(Path file) {
        Configuration configuration = ConfigLoader.load(file).configuration();
        same(configuration);
    }

    static LongStream seeds() {
        return LongStream.range(0, 150);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void bringsBackAnyConfiguration(long seed) {
        same(RandomConfiguration.of(seed));
    }

    private static void same(Configuration configuration) {
        String text = write(configuration);
        ConfigResult result = ConfigLoader.parse("written", text.getBytes(StandardCharsets.UTF_8));
        assertThat(result.errors()).as(text).isEmpty();
        assertThat(ConfigurationItems.of(result.configuration())).isEqualTo(ConfigurationItems.of(configuration));
        assertThat(ConfigurationDifference.between(configuration, result.configuration()))
                .isEmpty();
        assertThat(write(result.configuration())).isEqualTo(text);
    }

    private static String write(Configuration configuration) {
        return ConfigWriter.write(configuration, "1.2.3", NOW, Path.of("/etc/jl2tpd"));
    }

    @Test
    void writesWhatIsSetAndNoDefault() {
        Configuration configuration = parse("[system]\nudp_port = 1702\n[tunnel_profile.default]\n"
                + "[peer_profile.\"lac.example\"]\n[[tunnel]]\ntunnel_name = \"t\"\ndest_ipaddr = \"192.0.2.1\"\n"
                + "[[tunnel.session]]\nsession_name = \"s\"\nuser_password = \"a\\\"b\\\\c\\u0001\"\ntrace_flags=3\n");
        assertThat(write(configuration)).isEqualTo("""
                        # Written by jl2tpd 1.2.3 at 2026-01-02T03:04:05Z (config save).
                        # It may be edited at any time; the daemon reads it when it starts. Comments
                        # that are added are lost with the next save, which is refused first.

                        [system]
                        udp_port = 1702

                        [peer_profile."lac.example"]

                        [[tunnel]]
                        tunnel_name = "t"
                        dest_ipaddr = ["192.0.2.1"]

                        [[tunnel.session]]
                        session_name = "s"
                        user_password = "a\\"b\\\\c\\u0001"
                        trace_flags = ["protocol", "fsm"]
                        """);
    }

    @Test
    void keepsSecretsByTheirNamesAndFiles() throws IOException {
        Path secret = Files.writeString(folder.resolve("lac"), "hunter2\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        Path file = folder.resolve("c.toml");
        ConfigSaver.save(
                file,
                "[secret.lac]\nfile = \"lac\"\n[secret.two]\nvalue = \"hunter3\"\n[peer_profile.p]\n"
                        + "secret_name = \"lac\"\n[[user]]\nname = \"u\"\nsecret_name = \"two\"\n"
                        + "[[user]]\nname = \"v\"\npassword = \"hunter4\"\n");
        Configuration configuration = ConfigLoader.load(file).configuration();
        String text = ConfigWriter.write(configuration, "1", NOW, folder);
        assertThat(text)
                .contains("[secret.lac]\nfile = \"lac\"\n")
                .contains("[secret.two]\nvalue = \"hunter3\"\n")
                .contains("[peer_profile.p]\nsecret_name = \"lac\"\n")
                .contains("name = \"u\"\nsecret_name = \"two\"\n")
                .contains("name = \"v\"\npassword = \"hunter4\"\n")
                .doesNotContain("hunter2");
        assertThat(ConfigWriter.write(configuration, "1", NOW, Path.of("/elsewhere")))
                .contains("file = \"" + secret + "\"");
        assertThat(ConfigWriter.show(configuration)).doesNotContain("hunter").contains("value = \"***\"");
        ConfigSaver.save(file, text);
        assertThat(ConfigLoader.load(file)
                        .configuration()
                        .profile(ProfileKind.PEER, "p")
                        .get(PeerAttributes.SECRET))
                .isEqualTo(Secret.of("hunter2"));
    }

    @Test
    void saysWhichSecretCanNotBeWritten() {
        Configuration configuration =
                parse("").withSecrets(Map.of("binary", new Secret(new byte[] {(byte) 0xff, 1})), Map.of());
        assertThatThrownBy(() -> write(configuration))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no text");
    }

    @Test
    void savesWholeOrNotAtAllForTheOwnerAlone() throws IOException {
        Path file = folder.resolve("c.toml");
        ConfigSaver.save(file, "[system]\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Path link = Files.createSymbolicLink(folder.resolve("link.toml"), file);
        ConfigSaver.save(link.toRealPath(), "[http]\n");
        assertThat(Files.readString(file)).isEqualTo("[http]\n");
        assertThatThrownBy(() -> ConfigSaver.save(file, "[system]\nx = 1\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("unknown key \"x\"");
        assertThat(Files.readString(file)).isEqualTo("[http]\n");
        assertThat(Files.isSymbolicLink(link)).isTrue();
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).containsExactlyInAnyOrder(file, link);
        }
        assertThatThrownBy(() -> ConfigSaver.save(folder.resolve("none/c.toml"), ""))
                .isInstanceOf(IOException.class);
    }

    @Test
    void tellsAFileOfPeopleFromOneOfOurs() throws IOException {
        Path file = folder.resolve("c.toml");
        assertThat(ConfigSaver.look(file)).isEqualTo(new ConfigSaver.Target(false, false, 0));
        Files.writeString(file, "# why\n[system] # and\nhost_name = \"a#b\" \n# c\nvendor_name='#\"'#x");
        assertThat(ConfigSaver.look(file)).isEqualTo(new ConfigSaver.Target(true, false, 4));
        String text = write(parse("[system]\nudp_port = 1702\n"));
        Files.writeString(file, text);
        assertThat(ConfigSaver.look(file)).isEqualTo(new ConfigSaver.Target(true, true, 0));
        Files.writeString(file, text + "# mine\n");
        assertThat(ConfigSaver.look(file)).isEqualTo(new ConfigSaver.Target(true, true, 1));
        assertThatThrownBy(() -> ConfigSaver.look(folder)).isInstanceOf(IOException.class);
    }

    @Test
    void tellsWhatDiffers() {
        Configuration before = parse("[tunnel_profile.t]\nhello_timeout = 60\nsecret = \"hunter2\"\n"
                + "[ppp_profile.gone]\n[[tunnel]]\ntunnel_name = \"a\"\ndest_ipaddr = \"192.0.2.1\"\n"
                + "[[tunnel.session]]\nsession_name = \"s\"\n");
        Configuration after = parse("[tunnel_profile.t]\nhello_timeout = 30\nsecret = \"hunter3\"\n"
                + "[[tunnel]]\ntunnel_name = \"a\"\ndest_ipaddr = \"192.0.2.1\"\n"
                + "[[tunnel.session]]\nsession_name = \"s\"\nuse_sequence_numbers = true\n"
                + "[[tunnel.session]]\nsession_name = \"r\"\n");
        assertThat(ConfigurationDifference.between(before, after))
                .isEqualTo(List.of(
                        "changed tunnel profile \"t\": secret (secret) -> (secret), hello_timeout 60 -> 30",
                        "changed tunnel \"a\" session \"s\": use_sequence_numbers (not set) -> true",
                        "added tunnel \"a\" session \"r\"",
                        "dropped ppp profile \"gone\""));
        assertThat(ConfigurationDifference.between(before, before)).isEmpty();
    }

    private static Configuration parse(String text) {
        ConfigResult result = ConfigLoader.parse("f", text.getBytes(StandardCharsets.UTF_8));
        assertThat(result.errors()).isEmpty();
        return result.configuration();
    }
}
