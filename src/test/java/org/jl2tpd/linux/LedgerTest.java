package org.jl2tpd.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jl2tpd.linux.Ledger.Removal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a daemon notes of what it made, and what another one makes of the notes of a killed one. */
class LedgerTest {
    @TempDir
    Path directory;

    private Path folder;
    private Path proc;
    private final List<String> removed = new ArrayList<>();
    private Removal answer = Removal.REMOVED;
    private final Map<String, Ledger.Remover> removers = Map.of("route", this::remove);

    private Removal remove(String words) {
        removed.add(words);
        return answer;
    }

    @BeforeEach
    void makeSystem() throws IOException {
        folder = directory.resolve("run/jl2tpd");
        proc = Files.createDirectories(directory.resolve("proc"));
        alive(7, "700");
        alive(8, "800");
    }

    private void alive(long pid, String start) throws IOException {
        Path process = Files.createDirectories(proc.resolve(Long.toString(pid)));
        Files.writeString(process.resolve("stat"), pid + " (a ) b) S" + " 0".repeat(18) + " " + start + " 0 0\n");
    }

    private void die(long pid) throws IOException {
        Files.delete(proc.resolve(pid + "/stat"));
    }

    private Ledger ledger(long pid, String start) {
        return ledger(pid, start, "boot", "1", "2");
    }

    private Ledger ledger(long pid, String start, String boot, String pids, String net) {
        return new Ledger(folder, proc, new ProcessMark(pid, start, boot, pids, net));
    }

    private List<Path> files() throws IOException {
        try (var all = Files.list(folder)) {
            return all.toList();
        }
    }

    @Test
    void aFileIsThereAsLongAsSomethingIsEntered() throws IOException {
        Ledger ledger = ledger(7, "700");
        assertThat(folder).doesNotExist();
        ledger.enter("route", "a");
        ledger.enter("route", "b");
        ledger.strike("route", "a");
        assertThat(files()).hasSize(1);
        assertThat(Files.readAllLines(files().get(0)))
                .containsExactly("jl2tpd-ledger-1 pid=7 start=700 boot=boot pidns=1 netns=2", "route b");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwxr-x---");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files().get(0))))
                .isEqualTo("rw-------");
        ledger.strike("route", "b");
        assertThat(files()).isEmpty();
        assertThat(ledger.problem()).isNull();
    }

    @Test
    void whatAKilledDaemonEnteredIsRemovedLastFirst() throws IOException {
        Ledger killed = ledger(7, "700");
        killed.enter("route", "a");
        killed.enter("route", "b");
        die(7);
        List<Ledger.Result> results = ledger(8, "800").cleanUp(removers);
        assertThat(removed).containsExactly("b", "a");
        assertThat(results)
                .containsExactly(
                        new Ledger.Result("route b", 7, Removal.REMOVED),
                        new Ledger.Result("route a", 7, Removal.REMOVED));
        assertThat(files()).isEmpty();
    }

    @Test
    void aProcessThatHasItsNumberNowIsAnotherOne() throws IOException {
        ledger(7, "700").enter("route", "a");
        alive(7, "999");
        ledger(8, "800").cleanUp(removers);
        assertThat(removed).containsExactly("a");
    }

    @Test
    void whatALivingDaemonEnteredStays() throws IOException {
        Ledger living = ledger(7, "700");
        living.enter("route", "a");
        assertThat(ledger(8, "800").cleanUp(removers)).isEmpty();
        assertThat(files()).hasSize(1);
    }

    @Test
    void whatALivingDaemonSharesWithAKilledOneStays() throws IOException {
        ledger(7, "700").enter("route", "a");
        Ledger living = ledger(8, "800");
        living.enter("route", "a");
        assertThat(living.isShared("route", "a")).isTrue();
        die(7);
        assertThat(living.isShared("route", "a")).isFalse();
        alive(9, "900");
        ledger(9, "900").cleanUp(removers);
        assertThat(removed).isEmpty();
        assertThat(files()).hasSize(1);
    }

    @Test
    void otherNamespacesAreForTheirOwnDaemons() throws IOException {
        ledger(7, "700", "boot", "1", "3").enter("route", "of another network");
        ledger(7, "700", "boot", "4", "2").enter("route", "of another container");
        die(7);
        ledger(8, "800").cleanUp(removers);
        assertThat(removed).isEmpty();
        assertThat(files()).hasSize(2);
    }

    @Test
    void nothingOfAnEarlierBootIsLookedFor() throws IOException {
        ledger(7, "700", "before", "1", "2").enter("route", "a");
        ledger(8, "800").cleanUp(removers);
        assertThat(removed).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void whatFailsIsTriedAgainByTheNext() throws IOException {
        ledger(7, "700").enter("route", "a");
        die(7);
        answer = Removal.FAILED;
        ledger(8, "800").cleanUp(removers);
        assertThat(files()).hasSize(1);
        answer = Removal.NOT_OURS;
        ledger(8, "800").cleanUp(removers);
        assertThat(files()).isEmpty();
        assertThat(removed).containsExactly("a", "a");
    }

    @Test
    void whatThisVersionDoesNotKnowStaysForOneThatDoes() throws IOException {
        ledger(7, "700").enter("moon", "a");
        die(7);
        ledger(8, "800").cleanUp(removers);
        assertThat(files()).hasSize(1);
    }

    @Test
    void aFolderThatAnybodyMayWriteToProvesNothing() throws IOException {
        ledger(7, "700").enter("route", "a");
        die(7);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Ledger next = ledger(8, "800");
        assertThat(next.cleanUp(removers)).isEmpty();
        assertThat(removed).isEmpty();
        next.enter("route", "b");
        assertThat(next.problem()).contains("anybody may write to " + folder);
    }

    @Test
    void filesThatAreNoLedgersAreNotRead() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("1-2-3.ledger"), "route a\n");
        Files.createSymbolicLink(folder.resolve("1-2-4.ledger"), directory.resolve("elsewhere"));
        Files.writeString(
                folder.resolve("1-2-5.ledger"), "jl2tpd-ledger-1 pid=x start= boot= pidns= netns=\nroute a\n");
        Files.writeString(folder.resolve("1-2-6.ledger.new"), "");
        assertThat(ledger(8, "800").cleanUp(removers)).isEmpty();
        assertThat(files()).hasSize(4);
    }

    @Test
    void aFolderThatCanNotBeHadIsTold() throws IOException {
        Files.createFile(directory.resolve("run"));
        Ledger ledger = ledger(7, "700");
        ledger.enter("route", "a");
        assertThat(ledger.problem()).startsWith("can't write").contains("run/jl2tpd");
        Ledger.none().enter("route", "a");
        assertThat(Ledger.none().problem()).isNull();
    }

    @Test
    void thisProcessKnowsItself() {
        ProcessMark self = ProcessMark.self();
        assertThat(self.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(self.start()).matches("[0-9]+");
        assertThat(self.boot()).matches("[0-9a-f-]{36}");
        assertThat(self.pidNamespace()).matches("[0-9]+");
        assertThat(ProcessMark.parse(self.line())).isEqualTo(self);
        assertThat(self.hasEndedHere(Path.of("/proc"), self)).isFalse();
    }
}
