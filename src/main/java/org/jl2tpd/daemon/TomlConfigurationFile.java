package org.jl2tpd.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jl2tpd.config.ConfigLoader;
import org.jl2tpd.config.ConfigResult;
import org.jl2tpd.config.ConfigSaver;
import org.jl2tpd.config.ConfigWriter;
import org.jl2tpd.management.ConfigurationFile;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.ControlException.Kind;
import org.jl2tpd.management.FileReach;
import org.jl2tpd.profile.Configuration;

/** Configurations in TOML files, for a running daemon. */
final class TomlConfigurationFile implements ConfigurationFile {
    /** What files end with that an operator may name: a daemon of root must not be talked into replacing any other. */
    private static final String SUFFIX = ".toml";

    /** Faults of a file that a message tells. */
    private static final int SHOWN_FAULTS = 3;

    private final Path running;

    /** @param running the file that the daemon was started with; null for none */
    TomlConfigurationFile(Path running) {
        this.running = running == null ? null : running.toAbsolutePath().normalize();
    }

    @Override
    public String path() {
        return running == null ? "" : running.toString();
    }

    @Override
    public String resolve(String file, FileReach reach) throws ControlException {
        try {
            Path named = Path.of(file);
            if (running == null && !named.isAbsolute()) {
                throw invalid("name the file with its whole path");
            }
            Path whole = (running == null ? named : running.resolveSibling(named)).normalize();
            if (!whole.equals(running)) {
                refuseForeign(whole, reach);
            }
            return whole.toString();
        } catch (InvalidPathException e) {
            throw invalid("that is not the name of a file");
        }
    }

    private void refuseForeign(Path file, FileReach reach) throws ControlException {
        if (!file.toString().endsWith(SUFFIX)) {
            throw invalid("the name of a configuration file ends with " + SUFFIX);
        }
        if (Files.isSymbolicLink(file)) {
            throw refused(file + " is a symbolic link; name the file itself");
        }
        boolean isBeside = running != null && running.getParent().equals(file.getParent());
        if (reach == FileReach.OWN_FOLDER && !isBeside) {
            throw refused("only root and the daemon's user may name a file outside "
                    + (running == null
                            ? "its configuration's folder, and it was started without one"
                            : running.getParent()));
        }
    }

    @Override
    public Configuration read(String path, FileReach reach) throws ControlException {
        Path file = Path.of(path);
        if (reach == FileReach.ANYWHERE || file.equals(running)) {
            return valid(ConfigLoader.load(file));
        }
        SafeFile.refuseUnsafe(file);
        ConfigResult result = ConfigLoader.load(file);
        if (!result.isValid()) {
            throw invalid(file + " is not valid, first in line "
                    + result.errors().get(0).line() + "; who may read it finds more with jl2tpd --check");
        }
        SafeFile.refuseSecretsOutside(running.getParent(), result.configuration());
        return result.configuration();
    }

    @Override
    public Configuration readOwn() throws ControlException {
        if (running == null) {
            throw invalid("this daemon was started without a configuration file");
        }
        ConfigResult result = ConfigLoader.load(running);
        if (!result.isValid()) {
            throw invalid(result.errors().stream().map(Object::toString).collect(Collectors.joining("\n")));
        }
        return result.configuration();
    }

    private static Configuration valid(ConfigResult result) throws ControlException {
        if (!result.isValid()) {
            String more = result.errors().size() > SHOWN_FAULTS ? "; and more" : "";
            throw invalid(result.errors().stream()
                            .limit(SHOWN_FAULTS)
                            .map(Object::toString)
                            .collect(Collectors.joining("; "))
                    + more);
        }
        return result.configuration();
    }

    @Override
    public Target look(String path) throws ControlException {
        try {
            ConfigSaver.Target target = ConfigSaver.look(Path.of(path));
            return new Target(target.exists(), target.isOurs(), target.commentLines());
        } catch (IOException e) {
            throw new ControlException(Kind.REFUSED, "can't read " + path + ": " + words(e));
        }
    }

    @Override
    public void write(String path, Configuration configuration) throws ControlException {
        Path file = Path.of(path);
        try {
            String text = ConfigWriter.write(configuration, Version.text(), Instant.now(), file.getParent());
            ConfigSaver.save(file.equals(running) && Files.exists(file) ? file.toRealPath() : file, text);
        } catch (IOException e) {
            throw new ControlException(Kind.REFUSED, "can't write " + path + ": " + words(e));
        } catch (IllegalArgumentException e) {
            throw new ControlException(Kind.REFUSED, "can't write " + path + ": " + e.getMessage());
        }
    }

    @Override
    public String text(Configuration configuration) {
        return ConfigWriter.show(configuration);
    }

    private static String words(IOException e) {
        if (e instanceof java.nio.file.AccessDeniedException) {
            return "the daemon's user may not (permission denied)";
        }
        return e instanceof java.nio.file.NoSuchFileException ? "no such folder" : e.getMessage();
    }

    private static ControlException refused(String message) {
        return new ControlException(Kind.REFUSED, message);
    }

    private static ControlException invalid(String message) {
        return new ControlException(Kind.INVALID, message);
    }
}
