package org.jl2tpd.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that says which test covers which rule names tests that exist, and leaves none of the known faults out. */
class ConformanceDocTest {
    private static final Path ROOT = Path.of("").toAbsolutePath();
    private static final Pattern TEST_NAME = Pattern.compile("`([A-Z]\\w+(?:Test|IT))\\.(\\w+)`");
    private static final int FAULTS = 42;

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("src/doc/conformance.md"));
    }

    @Test
    void everyTestThatItNamesExists() throws IOException {
        Map<String, List<String>> sources = sources();
        var missing = new ArrayList<String>();
        Matcher names = TEST_NAME.matcher(page());
        int found = 0;
        while (names.find()) {
            found++;
            String method = "void " + names.group(2) + "(";
            if (sources.getOrDefault(names.group(1), List.of()).stream().noneMatch(s -> s.contains(method))) {
                missing.add(names.group());
            }
        }
        assertThat(missing).isEmpty();
        assertThat(found).isGreaterThan(100);
    }

    @Test
    void noKnownFaultIsLeftOut() throws IOException {
        String page = page();
        assertThat(IntStream.rangeClosed(1, FAULTS).filter(i -> !page.contains("| B" + i + " |")))
                .isEmpty();
    }

    /** Texts of the test classes by simple name, of which two rooms may have the same. */
    private static Map<String, List<String>> sources() throws IOException {
        var all = new HashMap<String, List<String>>();
        try (Stream<Path> files = Files.walk(ROOT.resolve("src/test/java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                String name = file.getFileName().toString();
                all.computeIfAbsent(name.substring(0, name.length() - 5), n -> new ArrayList<>())
                        .add(Files.readString(file));
            }
        }
        return all;
    }
}
