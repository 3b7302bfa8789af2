package org.jl2tpd.kernel;

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.launcher.TagFilter.excludeTags;
import static org.junit.platform.launcher.TagFilter.includeTags;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Main program inside the guest: runs the {@code *KT} classes, prints a line for each test, writes a report.
 * Options: {@code --out FOLDER} of the report, {@code --pattern REGEX} found in Class.method, {@code --tag TAG}.
 * Exit status 0 when no test failed, 1 when one did, 2 for wrong options, 3 when none was found.
 */
public final class KernelTests {
    /** Tags of what runs only where it is asked for: measurements, and what a guest needs that systemd booted. */
    private static final List<String> SPECIAL = List.of("bench", "systemd");

    private Path out = Path.of("target/kernel");
    private Pattern pattern = Pattern.compile("");
    private final List<String> tags = new ArrayList<>();

    private KernelTests() {}

    public static void main(String[] arguments) {
        KernelTests tests = new KernelTests();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            tests.option(arguments[i], arguments[i + 1]);
        }
        System.exit(tests.run());
    }

    private void option(String name, String value) {
        switch (name) {
            case "--out" -> out = Path.of(value);
            case "--pattern" -> pattern = Pattern.compile(value);
            case "--tag" -> tags.add(value);
            default -> {
                System.err.println("unknown option " + name);
                System.exit(2);
            }
        }
    }

    private int run() {
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectPackage("org.jl2tpd.kernel"))
                .filters(includeClassNamePatterns(".*KT"), (PostDiscoveryFilter) this::matches);
        tags.forEach(tag -> request.filters(includeTags(tag)));
        SPECIAL.stream().filter(tag -> !tags.contains(tag)).forEach(tag -> request.filters(excludeTags(tag)));
        Report report = new Report();
        LauncherFactory.create().execute(request.build(), report);
        report.write(out);
        return report.exitStatus();
    }

    private FilterResult matches(TestDescriptor test) {
        return FilterResult.includedIf(
                !Report.isMethod(test) || pattern.matcher(Report.name(test)).find());
    }
}
