package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jl2tpd.config.ConfigLoader;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.FileReach;
import org.jl2tpd.profile.ProfileKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may control a daemon of root can't have it read or write files as root. */
@Timeout(60)
class ConfigurationReachTest {
    private static final String TEXT = "[system]\nlisten_addresses = []\ndatapath = \"memory\"\nsocket_path = \"\"\n";
    private static final FileReach MEMBER = FileReach.OWN_FOLDER;

    @TempDir
    Path top;

    private Path folder;
    private Path elsewhere;
    private Daemon daemon;
    private Control control;

    @BeforeEach
    void start() throws Exception {
        folder = Files.createDirectory(top.resolve("etc"));
        elsewhere = Files.createDirectory(top.resolve("tmp"));
        Path file = own(folder.resolve("jl2tpd.toml"), TEXT);
        daemon = Daemon.start(ConfigLoader.load(file).configuration(), file, "");
        control = daemon.control();
    }

    @AfterEach
    void stop() throws Exception {
        daemon.close();
    }

    private static Path own(Path file, String text) throws Exception {
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void nobodyWritesThroughALink() throws Exception {
        Path shadow = own(elsewhere.resolve("shadow"), "root:x\n");
        for (Path at : new Path[] {folder, elsewhere}) {
            Path link = Files.createSymbolicLink(at.resolve("x.toml"), shadow);
            for (FileReach reach : FileReach.values()) {
                assertThatThrownBy(() -> control.saveConfiguration(link.toString(), true, reach))
                        .hasMessageContaining("symbolic link");
                assertThatThrownBy(() -> control.restoreConfiguration(link.toString(), reach))
                        .hasMessageContaining("symbolic link")
                        .hasMessageNotContaining("root:x");
            }
        }
        assertThat(Files.readString(shadow)).isEqualTo("root:x\n");
    }

    @Test
    void theDaemonsOwnFileMayBeALink() throws Exception {
        Path target = own(elsewhere.resolve("kept"), TEXT);
        Path link = Files.createSymbolicLink(folder.resolve("linked.toml"), target);
        try (Daemon other = Daemon.start(ConfigLoader.load(link).configuration(), link, "")) {
            other.control().profiles().create(ProfileKind.PPP, "quick", Map.of());
            other.control().saveConfiguration("", true, MEMBER);
        }
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(Files.readString(target)).contains("quick");
    }

    @Test
    void membersOfTheGroupStayInTheFolder() throws Exception {
        Path there = elsewhere.resolve("x.toml");
        for (String name : new String[] {there.toString(), "../tmp/x.toml"}) {
            assertThatThrownBy(() -> control.saveConfiguration(name, true, MEMBER))
                    .hasMessageContaining("only root and the daemon's user");
        }
        assertThat(there).doesNotExist();
        control.saveConfiguration("beside.toml", false, MEMBER);
        assertThat(control.restoreConfiguration("beside.toml", MEMBER).failed()).isEmpty();
        control.saveConfiguration(there.toString(), false, FileReach.ANYWHERE);
        assertThatThrownBy(() -> control.restoreConfiguration(there.toString(), MEMBER))
                .hasMessageContaining("only root and the daemon's user");
        assertThat(control.restoreConfiguration(there.toString(), FileReach.ANYWHERE)
                        .failed())
                .isEmpty();
    }

    @Test
    void membersRestoreNothingThatOthersWrote() throws Exception {
        Path file = own(folder.resolve("open.toml"), TEXT);
        for (String mode : new String[] {"rw-rw----", "rw-----w-"}) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            assertThatThrownBy(() -> control.restoreConfiguration("open.toml", MEMBER))
                    .hasMessageContaining("chmod go-w");
        }
        own(file, TEXT);
        assertThat(control.restoreConfiguration("open.toml", MEMBER).failed()).isEmpty();
        assumeTrue((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0, "only root gives files away");
        Files.setOwner(
                file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        assertThatThrownBy(() -> control.restoreConfiguration("open.toml", MEMBER))
                .hasMessageContaining("belongs neither to root");
    }

    @Test
    void membersGetNoFileAsASecret() throws Exception {
        Path loot = own(elsewhere.resolve("loot"), "hunter2\n");
        own(folder.resolve("in"), "hunter3\n");
        own(folder.resolve("out.toml"), TEXT + "[secret.loot]\nfile = \"" + loot + "\"\n");
        assertThatThrownBy(() -> control.restoreConfiguration("out.toml", MEMBER))
                .hasMessageContaining("[secret.loot] is outside")
                .hasMessageNotContaining("hunter2");
        Files.createSymbolicLink(folder.resolve("link"), loot);
        own(folder.resolve("out.toml"), TEXT + "[secret.loot]\nfile = \"link\"\n");
        assertThatThrownBy(() -> control.restoreConfiguration("out.toml", MEMBER))
                .hasMessageContaining("[secret.loot] is outside");
        assertThat(control.configuration().get().secrets()).isEmpty();
        own(folder.resolve("out.toml"), TEXT + "[secret.loot]\nfile = \"in\"\n");
        assertThat(control.restoreConfiguration("out.toml", MEMBER).failed()).isEmpty();
    }

    @Test
    void membersAreToldNothingOfWhatAFileHolds() throws Exception {
        own(folder.resolve("private.toml"), "\n[hunter2]\nkey = \"hunter2\"\n");
        assertThatThrownBy(() -> control.restoreConfiguration("private.toml", MEMBER))
                .hasMessageContaining("line 2")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> control.saveConfiguration("private.toml", false, MEMBER))
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> control.restoreConfiguration("private.toml", FileReach.ANYWHERE))
                .hasMessageContaining("hunter2");
    }
}
