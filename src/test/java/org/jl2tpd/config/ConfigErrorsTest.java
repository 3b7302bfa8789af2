package org.jl2tpd.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every error of a bad file, with line and column, all at once, and never a secret in one. */
class ConfigErrorsTest {
    private static final Path RESOURCES = Path.of("src/test/resources/org/jl2tpd/config");

    @TempDir
    Path folder;

    /** With {@code -Dupdate.golden=true} the expectation is written anew, to be looked at and committed. */
    @ParameterizedTest
    @ValueSource(strings = {"bad", "syntax"})
    void reportsEveryFaultWithItsPlace(String name) throws IOException {
        Path expected = RESOURCES.resolve(name + ".expected");
        String actual = text(load(resource(name + ".toml")).errors());
        if (Boolean.getBoolean("update.golden")) {
            Files.writeString(expected, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bad", "syntax"})
    void neverShowsASecret(String name) throws IOException {
        ConfigResult result = load(resource(name + ".toml"));
        assertThat(result.isValid()).isFalse();
        assertThat(text(result.errors()) + text(result.warnings())).doesNotContain("hunter2");
    }

    @Test
    void tellsTheCommandThatClosesAFileWithSecrets() throws IOException {
        Path file =
                write("[secret.a]\nvalue = \"hunter2\"\n[[user]]\nname = \"u\"\npassword = \"hunter2\"\n", "rw-r--r--");
        assertThat(ConfigLoader.load(file).errors())
                .extracting(ConfigError::toString)
                .containsExactly(
                        file + ":2:1: this file holds secrets and everyone may read it; run: chmod o-rwx " + file);
    }

    @Test
    void takesAWorldReadableFileWithoutSecrets() throws IOException {
        assertThat(ConfigLoader.load(write("[system]\nudp_port = 1702\n", "rw-r--r--"))
                        .isValid())
                .isTrue();
    }

    @Test
    void refusesAFileOfASecretThatEveryoneMayRead() throws IOException {
        Path secret = folder.resolve("lac");
        Files.writeString(secret, "hunter2\n");
        permit(secret, "rw-r--r--");
        Path file = write("[secret.a]\nfile = \"lac\"\n", "rw-r--r--");
        assertThat(ConfigLoader.load(file).errors())
                .extracting(ConfigError::toString)
                .containsExactly(file + ":2:1: everyone may read " + secret + "; run: chmod o-rwx " + secret);
        permit(secret, "rw-r-----");
        assertThat(ConfigLoader.load(file).isValid()).isTrue();
    }

    @Test
    void reportsAFileThatIsNotThere() {
        Path file = folder.resolve("none.toml");
        assertThat(ConfigLoader.load(file).errors())
                .extracting(ConfigError::toString)
                .containsExactly(file + ":1:1: can't read the file: no such file");
    }

    @Test
    void saysThatADirectoryIsOne() {
        assertThat(ConfigLoader.load(folder).errors())
                .extracting(ConfigError::toString)
                .containsExactly(folder + ":1:1: can't read the file: it is a directory");
    }

    @Test
    @Timeout(10)
    void neverWaitsForTheOtherEndOfAPipe() throws Exception {
        Path pipe = folder.resolve("pipe");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "mkfifo (coreutils) is missing");
        assertThat(new ProcessBuilder("/usr/bin/mkfifo", pipe.toString())
                        .start()
                        .waitFor())
                .isZero();
        assertThat(ConfigLoader.load(pipe).errors())
                .extracting(ConfigError::toString)
                .containsExactly(pipe + ":1:1: can't read the file: it is not a regular file");
        Path file = write("[secret.a]\nfile = \"pipe\"\n", "rw-------");
        assertThat(ConfigLoader.load(file).errors())
                .extracting(ConfigError::message)
                .containsExactly(pipe + " is not a regular file");
    }

    @Test
    void saysThatARangeIsBackwards() {
        assertThat(messages("[pool.p]\nipv4 = [\"10.0.0.5-10.0.0.1\"]\n"))
                .containsExactly("this range is backwards: FIRST-LAST needs the lower address first");
        assertThat(messages("[pool.p]\nipv4 = [\"10.0.0.5-x\"]\n"))
                .containsExactly("ipv4 must be IPv4 prefixes or FIRST-LAST");
    }

    @Test
    void refusesTwoSessionsWithOneDevice() {
        String tunnel = "[[tunnel]]\ntunnel_name = \"%s\"\ndest_ipaddr = \"192.0.2.1\"\n";
        String session = "[[tunnel.session]]\nsession_name = \"%s\"\ninterface_name = \"%s\"\n";
        String one = tunnel.formatted("a") + session.formatted("s1", "l2tp0") + session.formatted("s2", "l2tp1");
        assertThat(messages(one)).isEmpty();
        assertThat(messages(one + tunnel.formatted("b") + session.formatted("s3", "l2tp0")))
                .containsExactly("interface_name: session \"s1\" has the device l2tp0");
    }

    private static List<String> messages(String text) {
        return ConfigLoader.parse("f", text.getBytes(StandardCharsets.UTF_8)).errors().stream()
                .map(ConfigError::message)
                .toList();
    }

    @Test
    void findsThePlaceOfWhatIsNotUtf8() throws IOException {
        Path file = folder.resolve("latin1.toml");
        Files.write(file, "[system]\nhost_name = \"caf\u00e9\"\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(ConfigLoader.load(file).errors())
                .extracting(ConfigError::toString)
                .containsExactly(file + ":2:17: this is not UTF-8 text");
    }

    @Test
    void anEmptyFileIsTheDefaultConfiguration() {
        assertThat(ConfigLoader.parse("empty", new byte[0]).isValid()).isTrue();
    }

    @Test
    void warnsOfWhatHasNoEffect() {
        String text = "[ppp_profile.a]\nsync_mode = \"sync\"\npap_timeout = 0\n";
        assertThat(ConfigLoader.parse("f", text.getBytes(StandardCharsets.UTF_8))
                        .warnings())
                .extracting(ConfigError::toString)
                .containsExactly("f:2:1: sync_mode has no effect in this build");
    }

    @Test
    void pppdIsRefusedOnADatapathThatCannotHaveIt() {
        String text = "[system]\ndatapath = \"%s\"\n[ppp_profile.a]\nppp = \"pppd\"\nauth_eap = true\n";
        for (String datapath : List.of("tun", "memory")) {
            byte[] octets = text.formatted(datapath).getBytes(StandardCharsets.UTF_8);
            assertThat(ConfigLoader.parse("f", octets).errors())
                    .extracting(ConfigError::toString)
                    .containsExactly(
                            "f:4:1: ppp = \"pppd\" needs the kernel datapath: datapath is \"" + datapath + "\"");
        }
        ConfigResult result = ConfigLoader.parse("f", text.formatted("auto").getBytes(StandardCharsets.UTF_8));
        assertThat(result.errors()).isEmpty();
        assertThat(result.warnings())
                .extracting(ConfigError::toString)
                .containsExactly("f:4:1: ppp = \"pppd\" needs /usr/sbin/pppd, and a start of the daemon as root");
    }

    /** The parser itself fails here, with an exception in place of an error. */
    @Test
    void namesTheLineAtWhichTheParserGivesUp() {
        String text = "[system]\nudp_port = 1701\npool = [{a = 1,]\n[[secret]]\nx\n";
        assertThat(ConfigLoader.parse("f", text.getBytes(StandardCharsets.UTF_8))
                        .errors())
                .extracting(ConfigError::toString)
                .containsExactly("f:4:1: this line, or a bracket that was left open before it, is not TOML");
    }

    private Path resource(String name) throws IOException {
        return write(Files.readString(RESOURCES.resolve(name)), "rw-------");
    }

    private Path write(String text, String permissions) throws IOException {
        Path file = folder.resolve("jl2tpd.toml");
        Files.writeString(file, text);
        permit(file, permissions);
        return file;
    }

    private static void permit(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString(permissions));
    }

    private static ConfigResult load(Path file) {
        return ConfigLoader.load(file);
    }

    /** One error a line, with FILE for the file and DIR for its folder. */
    private String text(List<ConfigError> errors) {
        try {
            String real = folder.toRealPath().toString();
            return errors.stream()
                    .map(error -> error + "\n")
                    .collect(Collectors.joining())
                    .replace(folder.resolve("jl2tpd.toml").toString(), "FILE")
                    .replace(folder.toString(), "DIR")
                    .replace(real, "DIR");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
