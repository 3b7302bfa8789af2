package org.jl2tpd.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every source file keeps to: a bounded length, no notes to self, a head comment a room. */
class SourceRulesTest {
    /** Lines; a longer file holds more than one thing. */
    private static final int MAX_LINES = 600;

    private static final Path ROOT = Path.of("").toAbsolutePath();
    private static final Path MAIN = ROOT.resolve("src/main/java");
    private static final Path SOURCES = ROOT.resolve("src");
    /** Split, so that this file does not find itself. */
    private static final Pattern NOTE_TO_SELF = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b");

    @Test
    void noJavaFileIsLongerThanItsLimit() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : javaFiles(SOURCES)) {
            int lines = Files.readAllLines(file).size();
            if (lines > MAX_LINES) {
                tooLong.add(lines + " " + ROOT.relativize(file));
            }
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void noFileKeepsANoteToSelf() throws IOException {
        List<String> notes = new ArrayList<>();
        for (Path file : javaFiles(SOURCES)) {
            collectNotes(file, notes);
        }
        assertThat(notes).isEmpty();
    }

    @Test
    void everyRoomHasAHeadComment() throws IOException {
        try (Stream<Path> folders = Files.walk(MAIN).filter(Files::isDirectory)) {
            assertThat(folders.filter(SourceRulesTest::holdsClasses))
                    .isNotEmpty()
                    .allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                            .content()
                            .contains("/**"));
        }
    }

    private static void collectNotes(Path file, List<String> notes) throws IOException {
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            if (NOTE_TO_SELF.matcher(lines.get(i)).find()) {
                notes.add(ROOT.relativize(file) + ":" + (i + 1));
            }
        }
    }

    private static boolean holdsClasses(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> javaFiles(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
