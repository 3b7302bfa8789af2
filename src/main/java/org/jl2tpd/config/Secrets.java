package org.jl2tpd.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jl2tpd.wire.Secret;

/** The named secrets of a file, and the watch over secrets that stand in it. */
final class Secrets {
    /** Longest file of a secret, in octets. */
    static final int MAX_FILE_OCTETS = 4096;

    /** Values that begin so are for examples: everyone knows them, so that a world-readable file may hold them. */
    static final String EXAMPLE = "example-";

    private final Path folder;
    private final String file;
    private final boolean worldReadable;
    private final Map<String, Secret> byName = new HashMap<>();
    private final Map<String, String> files = new HashMap<>();
    private boolean refused;

    /**
     * @param folder that relative paths start from; null forbids files
     * @param file the configuration file, for the remedy
     * @param worldReadable whether everyone may read it
     */
    Secrets(Path folder, String file, boolean worldReadable) {
        this.folder = folder;
        this.file = file;
        this.worldReadable = worldReadable;
    }

    /** Where relative paths start from; null where there is no such place. */
    Path folder() {
        return folder;
    }

    /** Reads {@code [secret.NAME]}. */
    void define(String name, Node node) {
        node.refuseUnknown(FileKeys.names(FileKeys.SECRET), "secret " + name);
        byName.put(name, null);
        if (!node.has("value") && !node.has("file")) {
            node.missing("secret " + name + " needs value or file");
        } else if (node.has("value") && node.has("file")) {
            node.error("file", "value and file exclude each other");
        } else if (node.has("value")) {
            byName.put(name, inline(node, "value"));
        } else {
            byName.put(name, fromFile(name, node));
        }
    }

    /** A secret that stands in the file; null, and an error, when it is none. */
    Secret inline(Node node, String key) {
        Object raw = node.raw(key);
        if (!(raw instanceof String text) || text.isEmpty()) {
            node.error(key, key + " must be text in quotes, not empty");
            return null;
        }
        guard(node, key, text);
        return Secret.of(text);
    }

    /** Refuses a secret in a file that everyone may read; once, as one command mends it. */
    void guard(Node node, String key, String text) {
        if (text.startsWith(EXAMPLE)) {
            node.warn(key, key + " is an example value that everyone knows");
        } else if (worldReadable && !refused) {
            refused = true;
            node.error(key, "this file holds secrets and everyone may read it; " + Guard.remedy(file));
        }
    }

    private Secret fromFile(String secret, Node node) {
        String name = node.text("file");
        if (name == null) {
            return null;
        }
        if (folder == null || name.indexOf('\0') >= 0) {
            node.error("file", "a secret's file can't be read here");
            return null;
        }
        try {
            Path path = folder.resolve(name);
            files.put(secret, path.toString());
            return read(node, path);
        } catch (IOException | RuntimeException e) {
            node.error("file", "can't read " + name + ": " + reason(e));
            return null;
        }
    }

    private static Secret read(Node node, Path path) throws IOException {
        String unfit = Files.exists(path) ? Guard.unfit(path) : "does not exist";
        if (unfit != null) {
            node.error("file", path + " " + unfit);
            return null;
        }
        if (Guard.isReadableByEveryone(path)) {
            node.error("file", "everyone may read " + path + "; " + Guard.remedy(path.toString()));
            return null;
        }
        byte[] octets;
        try (var in = Files.newInputStream(path)) {
            octets = in.readNBytes(MAX_FILE_OCTETS + 1);
        }
        int length = withoutLineEnd(octets);
        if (length == 0 || octets.length > MAX_FILE_OCTETS) {
            node.error("file", path + (length == 0 ? " is empty" : " is longer than " + MAX_FILE_OCTETS + " octets"));
            return null;
        }
        return new Secret(java.util.Arrays.copyOf(octets, length));
    }

    private static int withoutLineEnd(byte[] octets) {
        int length = octets.length;
        if (length > 0 && octets[length - 1] == '\n') {
            length--;
            if (length > 0 && octets[length - 1] == '\r') {
                length--;
            }
        }
        return length;
    }

    /** The secrets that could be read, by name. */
    Map<String, Secret> byName() {
        Map<String, Secret> read = new HashMap<>(byName);
        read.values().removeIf(java.util.Objects::isNull);
        return read;
    }

    /** Whole paths of the files that secrets were read from, by the secrets' names. */
    Map<String, String> files() {
        return files;
    }

    static String reason(Exception e) {
        if (e instanceof java.nio.file.AccessDeniedException) {
            return "permission denied";
        }
        return e instanceof java.nio.file.NoSuchFileException
                ? "no such file"
                : e.getClass().getSimpleName();
    }

    /**
     * The secret that a node's {@code nameKey} refers to, or that its {@code valueKey} holds; null when neither is there or an
     * error was reported.
     */
    Secret of(Node node, String valueKey, String nameKey) {
        if (node.has(valueKey) && node.has(nameKey)) {
            node.error(nameKey, valueKey + " and " + nameKey + " exclude each other");
        }
        if (node.has(valueKey)) {
            return inline(node, valueKey);
        }
        return node.has(nameKey) ? referred(node, nameKey) : null;
    }

    /** The message does not repeat the name: it may be a secret that was put in the wrong place. */
    Secret referred(Node node, String nameKey) {
        String name = node.text(nameKey);
        if (name != null && !byName.containsKey(name)) {
            node.error(
                    nameKey, nameKey + " names no [secret.NAME] of this file" + Suggestion.of(name, byName.keySet()));
        }
        return name == null ? null : byName.get(name);
    }
}
