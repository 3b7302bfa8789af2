package org.jl2tpd.daemon.setup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jl2tpd.config.ConfigLoader;
import org.jl2tpd.config.ConfigResult;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.SystemAttributes;

/** Changes a configuration file: the new one takes its place only when the loader finds nothing wrong with it. */
final class Setup {
    private static final Path STATE = Path.of("/var/lib/jl2tpd");
    private static final Path SYSTEM_FOLDER = Path.of("/etc");

    private final Path file;
    private final Face face;

    /** @param file the configuration file itself, no link to it */
    Setup(Path file, Face face) {
        this.file = file;
        this.face = face;
    }

    /** What to print. */
    List<String> switchOn(Place place) throws SetupFailure, IOException {
        Configuration configuration = load(file);
        String text = Files.readString(file, StandardCharsets.UTF_8);
        if (face.isOn(configuration)) {
            return List.of(
                    face.name() + " is on already; nothing was changed. For new credentials: --off, then setup again.");
        }
        int line = ConfigText.line(text, face.name());
        if (line != 0) {
            throw new SetupFailure(file + ":" + line + ": there is a [" + face.name()
                    + "] section already: set enabled = true there, or take it away and run this again");
        }
        Owned owned = Owned.like(file);
        owned.folder(place.secrets());
        try {
            Face.Made made = face.make(place, owned);
            replace(ConfigText.append(withState(text, configuration), face.name(), made.block()), owned);
            return made.words();
        } catch (IOException | SetupFailure | RuntimeException e) {
            removeFiles(place);
            throw e;
        }
    }

    /** What to print. */
    List<String> switchOff(Place place) throws SetupFailure, IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        if (!ConfigText.hasBlock(text, face.name())) {
            int line = ConfigText.line(text, face.name());
            if (line == 0) {
                return List.of(face.name() + " is off already; nothing was changed.");
            }
            throw new SetupFailure(file + ":" + line + ": this [" + face.name()
                    + "] section was not made by setup: set enabled = false there");
        }
        replace(ConfigText.remove(text, face.name()), Owned.like(file));
        removeFiles(place);
        return List.of(face.name() + " is off from the next start on, and its credentials are gone.");
    }

    private String withState(String text, Configuration configuration) {
        boolean has =
                !configuration.system().get(SystemAttributes.STATE_DIRECTORY).isEmpty();
        if (has || !face.keepsState()) {
            return text;
        }
        Path directory = file.startsWith(SYSTEM_FOLDER) ? STATE : file.resolveSibling("state");
        return ConfigText.withSystem(text, "state_directory = " + ConfigText.quoted(directory.toString()));
    }

    private void replace(String text, Owned owned) throws SetupFailure, IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".setup");
        try {
            owned.copy(fresh, text);
        } catch (FileAlreadyExistsException e) {
            throw new SetupFailure(fresh + " is there: another setup runs, or one was cut short; then remove it");
        }
        try {
            load(fresh);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static Configuration load(Path path) throws SetupFailure {
        ConfigResult result = ConfigLoader.load(path);
        if (!result.isValid()) {
            var words = new StringBuilder("nothing was changed, as the file would be wrong:");
            result.errors().forEach(error -> words.append("\n  ").append(error));
            throw new SetupFailure(words.toString());
        }
        return result.configuration();
    }

    private void removeFiles(Place place) throws IOException {
        for (String name : face.files()) {
            Files.deleteIfExists(place.secrets().resolve(name));
        }
    }
}
