package org.jl2tpd.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process keeps in a folder where another user may write. */
class OwnFileTest {
    /** Nobody in particular. */
    private static final int ANOTHER = 65_534;

    private static final int LIMIT = 100;

    @TempDir
    Path folder;

    @BeforeEach
    void need() {
        assumeTrue(Linux.problem() == null, "system calls: " + Linux.problem());
    }

    private static void giveAway(Path file) throws IOException {
        assumeTrue(Identity.isRoot(), "needs root");
        Files.setAttribute(file, "unix:uid", ANOTHER, LinkOption.NOFOLLOW_LINKS);
    }

    @Test
    void writesThroughNoLink() throws IOException {
        Path precious = Files.writeString(folder.resolve("precious"), "precious");
        Path file = folder.resolve("file");
        Files.createSymbolicLink(file, precious);
        Files.createSymbolicLink(folder.resolve("file.new"), precious);
        OwnFile.write(file, "text\n");
        assertThat(precious).hasContent("precious");
        assertThat(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(OwnFile.lines(file, LIMIT)).containsExactly("text");
    }

    @Test
    void readsNothingOfAnother() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "text\n");
        giveAway(file);
        assertThatThrownBy(() -> OwnFile.lines(file, LIMIT)).hasMessageContaining("not this user's");
    }

    @Test
    void readsNoLinkNoPipeAndNothingLong() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x".repeat(LIMIT + 1));
        Path link = Files.createSymbolicLink(folder.resolve("link"), Files.writeString(folder.resolve("short"), "x"));
        Path pipe = folder.resolve("pipe");
        Fifo.make(pipe);
        for (Path odd : List.of(file, link, pipe, folder, folder.resolve("none"))) {
            assertThatThrownBy(() -> OwnFile.lines(odd, LIMIT)).isInstanceOf(IOException.class);
        }
    }

    /** As root's step before a start does it, in the folder of the daemon's user. */
    @Test
    void aLedgerThatAnotherUserWroteHasNothingRemoved() throws IOException {
        Path proc = Files.createDirectory(folder.resolve("proc"));
        Path run = Files.createDirectory(folder.resolve("run"));
        new Ledger(run, proc, new ProcessMark(7, "700", "boot", "1", "2")).enter("route", "a");
        Path written;
        try (var files = Files.list(run)) {
            written = files.findAny().orElseThrow();
        }
        giveAway(written);
        List<String> removed = new ArrayList<>();
        Map<String, Ledger.Remover> removers = Map.of("route", words -> {
            removed.add(words);
            return Ledger.Removal.REMOVED;
        });
        var next = new Ledger(run, proc, new ProcessMark(8, "800", "boot", "1", "2"));
        assertThat(next.cleanUp(removers)).isEmpty();
        assertThat(removed).isEmpty();
        assertThat(written).exists();
        Files.setAttribute(written, "unix:uid", Identity.effectiveUid());
        assertThat(next.cleanUp(removers)).hasSize(1);
        assertThat(removed).containsExactly("a");
        assertThat(written).doesNotExist();
    }

    @Test
    void messagesThatAnotherUserNotedAreNotSwitched() throws IOException {
        var fake = new FakeTracefs(folder);
        Files.writeString(fake.control, "");
        fake.memo(5).save(List.of(new DynamicDebug.Place("net/l2tp/l2tp_core.c", 711, "l2tp_core", true, "")));
        Path memo = fake.run.resolve("jl2tpd-5.dynamic_debug");
        giveAway(memo);
        assertThat(fake.memo(6).restoreStale(fake.dynamicDebug())).isZero();
        assertThat(memo).exists();
        assertThat(FakeTracefs.text(fake.control)).isEmpty();
    }
}
