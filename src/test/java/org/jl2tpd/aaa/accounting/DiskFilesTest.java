package org.jl2tpd.aaa.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jl2tpd.aaa.accounting.SpooledRecord.Kind;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.Attributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskFilesTest {
    @TempDir
    Path folder;

    @Test
    void aSecondProcessFindsWhatTheFirstLeftAndOthersMayNotReadIt() throws IOException {
        Path accounting = folder.resolve("state/accounting");
        DiskFiles killed = DiskFiles.in(accounting);
        SpoolMachine first = new SpoolMachine(killed, 1000, (record, number) -> {}, words -> {});
        first.recover();
        first.add(new SpooledRecord(Kind.START, "gold", "s", 5, new AttributeSet().add(Attributes.USER_NAME, "alice")));
        first.turn(1);
        assertThat(mode(accounting)).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(accounting)) {
            assertThat(files).hasSize(3).allMatch(file -> mode(file).equals("rw-------"));
        }
        assertThatThrownBy(() -> DiskFiles.in(accounting)).hasMessageContaining("another daemon uses");
        killed.close();
        List<SpooledRecord> sent = new ArrayList<>();
        SpoolMachine second =
                new SpoolMachine(DiskFiles.in(accounting), 1000, (record, number) -> sent.add(record), words -> {});
        assertThat(second.recover()).singleElement().hasToString("START s");
        second.turn(1);
        assertThat(sent).singleElement().satisfies(record -> {
            assertThat(record.group()).isEqualTo("gold");
            assertThat(record.attributes().text(Attributes.USER_NAME)).isEqualTo("alice");
        });
        second.close(2);
    }

    static List<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static String mode(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
