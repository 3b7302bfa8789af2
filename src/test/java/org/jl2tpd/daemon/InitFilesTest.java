package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of {@code init}, as the tools that read them judge them. */
class InitFilesTest {
    private static final Path UNIT = Path.of("init/jl2tpd.service");
    private static final List<String> SCRIPTS = List.of(
            "init/jl2tpd", "src/main/dist/lib/java.sh", "src/main/dist/bin/jl2tpd", "src/main/dist/bin/jl2tpctl");
    /** Seconds that the process which starts pppds may take alone. */
    private static final int SPAWNER_START_S = 60;

    private static final double MEDIUM_BELOW = 5.0;
    private static final Pattern EXPOSURE = Pattern.compile("Overall exposure level for \\S+: ([0-9.]+) ");

    @TempDir
    Path folder;

    private static void need(String program) {
        boolean found = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
        assumeTrue(found, "no " + program);
    }

    private static String run(int wanted, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s\n%s", List.of(command), text).isEqualTo(wanted);
        return text;
    }

    @Test
    void shellScriptsArePosix() throws Exception {
        need("dash");
        for (String script : SCRIPTS) {
            run(0, "dash", "-n", script);
        }
    }

    @Test
    void shellScriptsPleaseShellcheck() throws Exception {
        need("shellcheck");
        for (String script : SCRIPTS) {
            run(0, "shellcheck", "-s", "sh", "-S", "warning", script);
        }
    }

    @Test
    void theUnitIsExposedAtMostMediumly() throws Exception {
        need("systemd-analyze");
        String text = run(0, "systemd-analyze", "security", "--offline=true", "--no-pager", UNIT.toString());
        Matcher exposure = EXPOSURE.matcher(text);
        assertThat(exposure.find()).as(text).isTrue();
        assertThat(Double.parseDouble(exposure.group(1))).isLessThan(MEDIUM_BELOW);
    }

    @Test
    void theUnitHasNoDirectiveThatSystemdDoesNotKnow() throws Exception {
        need("systemd-analyze");
        // Programs and pages that are not installed here are not the question.
        Path copy = folder.resolve("jl2tpd.service");
        String text =
                Files.readString(UNIT).replace("/usr/sbin/jl2tpd", "/bin/true").replaceAll("(?m)^Documentation=.*", "");
        Files.writeString(copy, text);
        assertThat(run(0, "systemd-analyze", "verify", "--man=no", copy.toString()))
                .doesNotContain("jl2tpd.service:");
    }

    @Test
    void theUnitKeepsTheNotesOfAKilledDaemonAndWaitsLongerThanAnyStartTakes() throws Exception {
        String unit = Files.readString(UNIT);
        assertThat(unit).contains("\nRuntimeDirectoryPreserve=yes\n");
        assertThat(seconds(unit, "TimeoutStartSec=")).isGreaterThan(SPAWNER_START_S);
        assertThat(seconds(Files.readString(Path.of("init/jl2tpd")), "WAIT=")).isGreaterThan(SPAWNER_START_S);
        assertThat(seconds(unit, "TimeoutStopSec=") * 1000).isGreaterThan((int) Service.CLOSE_LIMIT_MS);
    }

    private static int seconds(String text, String key) {
        Matcher found = Pattern.compile("(?m)^" + key + "([0-9]+)$").matcher(text);
        assertThat(found.find()).as(key).isTrue();
        return Integer.parseInt(found.group(1));
    }

    @Test
    void rotationHasNobodyReadTheConfiguration() throws Exception {
        assertThat(Files.readString(Path.of("init/jl2tpd.logrotate"))).doesNotContain("postrotate");
    }

    @Test
    void settingsNameOnlyWhatTheScriptReads() throws Exception {
        String script =
                Files.readString(Path.of("init/jl2tpd")) + Files.readString(Path.of("src/main/dist/lib/java.sh"));
        for (String line : Files.readAllLines(Path.of("init/jl2tpd.default"))) {
            Matcher name = Pattern.compile("^#([A-Z_0-9]+)=").matcher(line);
            if (name.find()) {
                assertThat(script).contains("$" + name.group(1));
            }
        }
    }
}
