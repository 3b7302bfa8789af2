package org.jl2tpd.cli;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code name=value} arguments. {@code name=@FILE} takes the file's first line, so that a secret needn't stand in the process list. */
final class Attributes {
    private Attributes() {}

    static JsonObject parse(List<String> arguments) {
        JsonObject attributes = new JsonObject();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 1) {
                throw new CliFailure(ExitCode.USAGE, "\"" + argument + "\" is no attribute; write name=value");
            }
            String name = argument.substring(0, equals);
            if (attributes.has(name)) {
                throw new CliFailure(ExitCode.USAGE, name + " is given twice");
            }
            attributes.addProperty(name, value(name, argument.substring(equals + 1)));
        }
        return attributes;
    }

    private static String value(String name, String text) {
        if (!text.startsWith("@")) {
            return text;
        }
        Path file = Path.of(text.substring(1));
        try {
            return Files.readString(file, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new CliFailure(ExitCode.USAGE, "can't read " + file + " for " + name + ": " + e.getMessage());
        }
    }
}
