package org.jl2tpd.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tomlj.TomlPosition;

/** Collects errors and warnings of one file. */
final class Findings {
    /** Most findings of each sort that are kept; the rest of a hopeless file adds nothing. */
    static final int MAX = 1000;

    private static final Comparator<ConfigError> ORDER =
            Comparator.comparingInt(ConfigError::line).thenComparingInt(ConfigError::column);

    private final String file;
    private final Set<ConfigError> errors = new LinkedHashSet<>();
    private final Set<ConfigError> warnings = new LinkedHashSet<>();
    private boolean incomplete;

    Findings(String file) {
        this.file = file;
    }

    void error(TomlPosition at, String message) {
        add(errors, at.line(), at.column(), message);
    }

    void error(int line, int column, String message) {
        add(errors, line, column, message);
    }

    /** The file has syntax errors: what is missing in it may have been there. */
    void incomplete() {
        incomplete = true;
    }

    /** Like {@link #error}, for something that is not there. */
    void missing(TomlPosition at, String message) {
        if (!incomplete) {
            error(at, message);
        }
    }

    void warn(TomlPosition at, String message) {
        add(warnings, at.line(), at.column(), message);
    }

    private void add(Set<ConfigError> to, int line, int column, String message) {
        if (to.size() < MAX) {
            to.add(new ConfigError(file, line, column, message));
        }
    }

    boolean hasErrors() {
        return !errors.isEmpty();
    }

    List<ConfigError> errors() {
        return sorted(errors);
    }

    List<ConfigError> warnings() {
        return sorted(warnings);
    }

    private static List<ConfigError> sorted(Set<ConfigError> findings) {
        List<ConfigError> list = new ArrayList<>(findings);
        list.sort(ORDER);
        return List.copyOf(list);
    }
}
