package org.jl2tpd.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Set-ups as people have them, and what becomes of each of their lines. */
class MigrationTest {
    private static final Path FOLDER = Path.of("src/test/resources/org/jl2tpd/migration");

    /** With {@code -Dupdate.golden=true} what is expected is written anew. */
    @ParameterizedTest
    @CsvSource({
        "roadwarrior,xl2tpd.conf options.xl2tpd chap-secrets",
        "client,xl2tpd.conf l2tp-secrets chap-secrets",
        "openl2tp,openl2tpd.conf",
        "wholesale,xl2tpd.conf"
    })
    void becomesWhatIsExpected(String name, String files) throws IOException {
        Path folder = FOLDER.resolve(name);
        List<Path> paths = Stream.of(files.split(" ")).map(folder::resolve).toList();
        Migration migration = Migration.of(paths, null);
        assertThat(migration.report().faults()).isEmpty();
        assertThat(migration.isValid()).as("%s", migration.report().warnings()).isTrue();
        golden(folder.resolve("expected.toml"), migration.text("", true));
        golden(folder.resolve("expected.txt"), text(migration.report()).replace(folder + "/", ""));
    }

    private static void golden(Path file, String text) throws IOException {
        if (Boolean.getBoolean("update.golden")) {
            Files.writeString(file, text);
        }
        assertThat(text).as("run the test with -Dupdate.golden=true").isEqualTo(Files.readString(file));
    }

    static String text(Report report) {
        var text = new StringBuilder();
        for (Report.Line line : report.lines()) {
            line.notes()
                    .forEach(note -> text.append(line.file() + ":" + line.number() + ": "
                            + note.fate().words() + ": " + note.what() + ": " + note.words() + "\n"));
        }
        report.warnings()
                .forEach(warning -> text.append("warning: ").append(warning).append('\n'));
        return text.toString();
    }

    private static Report.Line only(Migration migration) {
        assertThat(migration.report().faults()).isEmpty();
        assertThat(migration.report().lines()).hasSize(1);
        return migration.report().lines().get(0);
    }

    @Test
    void anOpenL2tpSecretIsNotAskedForWherePeersWereNotAsked() {
        Migration migration = Migration.of("openl2tpd.conf", "tunnel profile create profile_name=a secret=s", null);
        assertThat(migration.text("", true)).contains("auth_mode = \"none\"");
        assertThat(only(migration).fate()).isEqualTo(Fate.CHANGED);
    }

    @Test
    void aTunnelOfOpenL2tpIsNotPersistentUnlessItSaysSo() {
        Migration migration = Migration.of("openl2tpd.conf", "tunnel create tunnel_name=a dest_ipaddr=192.0.2.1", null);
        assertThat(migration.text("", true)).contains("persist = false");
    }

    @Test
    void aValueThatCanNotBeIsNamedAndTheRestStays() {
        Migration migration =
                Migration.of("openl2tpd.conf", "system modify max_tunnels=5 tunnel_establish_timeout=7", null);
        assertThat(migration.isValid()).isTrue();
        assertThat(migration.text("", true)).contains("max_tunnels = 5").doesNotContain("establish");
        assertThat(only(migration).fate()).isEqualTo(Fate.LOST);
    }

    @Test
    void whatOnlyTheWholeFileShowsToBeWrongIsTakenAwayWithItsLine() {
        Migration migration =
                Migration.of("openl2tpd.conf", "peer profile create profile_name=a tunnel_profile_name=nowhere", null);
        assertThat(migration.isValid()).isTrue();
        assertThat(migration.text("", true)).contains("[peer_profile.a]").doesNotContain("nowhere");
        assertThat(only(migration).notes())
                .anyMatch(note -> note.fate() == Fate.LOST && note.what().equals("tunnel_profile_name"));
    }

    @Test
    void everyLineOfACommandIsAccountedFor() {
        Migration migration = Migration.of(
                "openl2tpd.conf",
                "tunnel profile \\\n create \\\n\n# comment\nsystem \\\n modify max_tunnels=1\n",
                null);
        assertThat(migration.report().lines()).extracting(Report.Line::number).containsExactly(1, 2, 5, 6);
    }

    @Test
    void aFileWithoutKnownNameOrContentIsAFault() {
        Migration migration = Migration.of("things", "some words here", null);
        assertThat(migration.isValid()).isFalse();
        assertThat(migration.report().faults()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "xl2tpd.conf,[lns default,1:1",
        "xl2tpd.conf,  ip range 1,1:1",
        "openl2tpd.conf,system modify host_name=\"a,1:25",
        "l2tp-secrets,* secret,1:1",
        "chap-secrets,a * 'b,1:5",
        "options,mtu,1:1"
    })
    void aFaultHasItsPlace(String name, String text, String place) {
        Migration migration = Migration.of(name, text, null);
        assertThat(migration.isValid()).isFalse();
        assertThat(migration.report().faults())
                .extracting(Report.Fault::toString)
                .first()
                .asString()
                .startsWith(name + ":" + (name.startsWith("xl2tpd") && text.contains("ip") ? "1:" : place));
    }

    @Test
    void anLnsWithAccessControlLetsInItsRangesAlone() {
        Migration migration = Migration.of("xl2tpd.conf", """
                [global]
                access control = yes
                [lns default]
                lac = 192.0.2.0-192.0.2.255
                local ip = 10.0.0.1
                ip range = 10.0.0.2-10.0.0.9
                """, null);
        assertThat(migration.isValid()).isTrue();
        assertThat(migration.text("", true))
                .contains("peer_prefix = \"192.0.2.0/24\"")
                .doesNotContain("peer_profile.default");
    }

    @Test
    void aHostNameAloneOpensNoDoorThatAddressesKeptClosed() {
        Migration migration = Migration.of(
                List.of(FOLDER.resolve("closed/xl2tpd.conf"), FOLDER.resolve("closed/l2tp-secrets")), null);
        assertThat(migration.isValid()).isTrue();
        assertThat(migration.text("", true)).doesNotContain("lac.example");
        assertThat(migration.report().count(Fate.LOST)).isEqualTo(1);
    }

    @Test
    void secretsOfPeersAloneBecomePeers() {
        Migration migration = Migration.of("l2tp-secrets", "* lac1 one\nus lac2 two words\n", null);
        assertThat(migration.isValid()).isTrue();
        assertThat(migration.text("", true))
                .contains("[peer_profile.lac1]", "[peer_profile.lac2]", "value = \"two words\"");
    }

    @Test
    void usersAloneBecomeUsers() {
        Migration migration = Migration.of("chap-secrets", "a * \"b # c\" *\nb srv x 10.0.0.1 -- mtu 1000\n", null);
        assertThat(migration.isValid()).isTrue();
        assertThat(migration.text("", true)).contains("name = \"a\"", "ipaddr = \"10.0.0.1\"", "value = \"b # c\"");
        assertThat(migration.report().lines()).extracting(Report.Line::fate).containsExactly(Fate.CARRIED, Fate.LOST);
    }
}
