package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jl2tpd.config.ConfigLoader;
import org.jl2tpd.config.ConfigResult;
import org.jl2tpd.management.snmp.SnmpClient;
import org.jl2tpd.management.snmp.TrialDaemon;
import org.jl2tpd.profile.HttpAttributes;
import org.jl2tpd.profile.JmxAttributes;
import org.jl2tpd.profile.ManagementDefinition;
import org.jl2tpd.profile.SnmpAttributes;
import org.jl2tpd.profile.SystemAttributes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SetupTest {
    private static final String TEXT = """
            # Written by hand.
            [system]   # the whole
            datapath = "memory"
            [peer_profile.default]
            allow_tunnels = true # yes
            """;

    @TempDir
    Path folder;

    private Path file;
    private String out;
    private String err;

    @BeforeEach
    void write() throws Exception {
        file = folder.resolve("jl2tpd.toml");
        Files.writeString(file, TEXT);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    }

    private int run(String... words) {
        var arguments = new ArrayList<>(List.of("setup", "--config", file.toString()));
        arguments.addAll(List.of(words));
        var outWriter = new StringWriter();
        var errWriter = new StringWriter();
        int code = Main.run(new PrintWriter(outWriter), new PrintWriter(errWriter), arguments.toArray(String[]::new));
        out = outWriter.toString();
        err = errWriter.toString();
        return code;
    }

    private ManagementDefinition management() {
        ConfigResult result = ConfigLoader.load(file);
        assertThat(result.errors()).isEmpty();
        return result.configuration().management();
    }

    @Test
    void switchesSnmpOnWithTwoUsers() throws Exception {
        assertThat(run("snmp", "--port", "1161")).as(err).isZero();
        assertThat(management().snmp().get(SnmpAttributes.ENABLED)).isTrue();
        assertThat(management().snmp().get(SnmpAttributes.PORT)).isEqualTo(1161);
        assertThat(management().snmpUsers())
                .extracting(ManagementDefinition.SnmpUser::name)
                .containsExactly("monitor", "operator");
        assertThat(out)
                .contains("defSecurityName operator", "snmpwalk 127.0.0.1:1161 1.3.6.1")
                .doesNotContain(" -A", " -X");
        assertThat(ConfigLoader.load(file).configuration().system().get(SystemAttributes.STATE_DIRECTORY))
                .isEqualTo(folder.toRealPath().resolve("state").toString());
    }

    @Test
    void leavesWhatPeopleWroteAsItIs() throws Exception {
        run("http");
        assertThat(Files.readString(file)).startsWith(TEXT);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(folder.resolve("jl2tpd.toml.setup")).doesNotExist();
    }

    @Test
    void printsCredentialsThatAreLongAndClear() throws Exception {
        run("snmp");
        Matcher matcher = Pattern.compile("def(?:Auth|Priv)Passphrase +(\\S+)").matcher(out);
        var found = new ArrayList<String>();
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        assertThat(found).hasSize(4).doesNotHaveDuplicates().allMatch(p -> p.matches("[a-km-zA-HJ-NP-Z2-9]{24}"));
        assertThat(Files.readString(file)).doesNotContain(found);
    }

    @Test
    void keepsSecretsFromTheGroupToo() throws Exception {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        run("jmx");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("secrets/setup_jmx.p12"))))
                .isEqualTo("rw-------");
    }

    @Test
    void keepsSecretsFromOthers() throws Exception {
        run("jmx");
        for (String name : List.of("setup_jmx.p12", "setup_jmx.password", "setup_jmx.access")) {
            Path path = folder.resolve("secrets").resolve(name);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .as(name)
                    .isEqualTo("rw-r-----");
        }
        assertThat(management().jmx().get(JmxAttributes.ENABLED)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"snmp", "jmx", "http"})
    void saysThatItIsOnAlready(String face) throws Exception {
        assertThat(run(face)).as(err).isZero();
        String once = Files.readString(file);
        assertThat(run(face)).isZero();
        assertThat(out).contains("is on already");
        assertThat(Files.readString(file)).isEqualTo(once);
    }

    @ParameterizedTest
    @ValueSource(strings = {"snmp", "jmx", "http"})
    void takesAllOfItAway(String face) throws Exception {
        Files.writeString(file, TEXT.replace("[system]   # the whole\n", "[system]\nstate_directory = \"/tmp\"\n"));
        String before = Files.readString(file);
        run(face);
        Files.writeString(file, Files.readString(file) + "# later words\n");
        assertThat(run(face, "--off")).as(err).isZero();
        assertThat(Files.readString(file)).isEqualTo(before + "# later words\n");
        assertThat(folder.resolve("secrets")).isEmptyDirectory();
        assertThat(run(face, "--off")).isZero();
        assertThat(out).contains("off already");
    }

    @Test
    void doesNotTouchASectionOfPeople() throws Exception {
        Files.writeString(file, TEXT + "[http]\nport = 1800\n");
        assertThat(run("http")).isEqualTo(1);
        assertThat(err).contains("jl2tpd.toml:6: there is a [http] section already");
        assertThat(run("http", "--off")).isEqualTo(1);
        assertThat(err).contains("set enabled = false");
        assertThat(Files.readString(file)).isEqualTo(TEXT + "[http]\nport = 1800\n");
        assertThat(folder.resolve("secrets")).doesNotExist();
    }

    @Test
    void changesNothingWhereTheResultWouldBeWrong() throws Exception {
        String text = TEXT + "[[snmp_user]]\nname = \"operator\"\nauth_password = \"long enough\"\n";
        Files.writeString(file, text);
        assertThat(run("snmp")).isEqualTo(1);
        assertThat(err).contains("nothing was changed").contains("operator");
        assertThat(Files.readString(file)).isEqualTo(text);
        assertThat(folder.resolve("secrets")).isEmptyDirectory();
    }

    @Test
    void servesBeyondThisHostWithTlsAlone() throws Exception {
        assertThat(run("http", "--listen-address", "192.0.2.1")).as(err).isZero();
        assertThat(out).contains("https://192.0.2.1:1719/");
        assertThat(management().http().get(HttpAttributes.KEYSTORE_FILE)).isNotEmpty();
    }

    @Test
    void saysWhatIsWrongWithItsArguments() {
        assertThat(run("ftp")).isEqualTo(2);
        assertThat(err).contains("say snmp, jmx or http");
        assertThat(run("snmp", "--listen-address", "here")).isEqualTo(2);
        file = folder.resolve("none.toml");
        assertThat(run("snmp")).isEqualTo(1);
        assertThat(err).contains("none.toml").contains("--config");
    }

    @ParameterizedTest
    @ValueSource(strings = {"monitor", "operator"})
    void printsLinesForSnmpConfThatWork(String user) throws Exception {
        SnmpClient.needs("snmpwalk");
        Files.writeString(file, TEXT.replace("datapath", "listen_addresses = []\nsocket_path = \"\"\ndatapath"));
        assertThat(run("snmp", "--port", Integer.toString(TrialDaemon.freePort())))
                .as(err)
                .isZero();
        String command = out.lines()
                .map(String::strip)
                .filter(line -> line.contains("snmpwalk"))
                .findFirst()
                .orElseThrow()
                .replaceFirst(".*: snmpwalk", "snmpwalk");
        String lines = out.substring(out.indexOf("user " + user));
        Files.writeString(
                folder.resolve("snmp.conf"),
                lines.substring(0, lines.indexOf("and then"))
                        .lines()
                        .map(String::strip)
                        .filter(line -> line.startsWith("def"))
                        .collect(java.util.stream.Collectors.joining("\n", "", "\n")));
        try (Daemon daemon = Daemon.start(ConfigLoader.load(file).configuration(), "setup")) {
            var builder = new ProcessBuilder("sh", "-c", command + ".2.1.1.5 2>&1");
            builder.environment().put("SNMPCONFPATH", folder.toString());
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            assertThat(said).contains("STRING");
            assertThat(daemon.control().system().stopping()).isFalse();
        }
    }
}
