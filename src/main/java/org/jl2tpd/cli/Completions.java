package org.jl2tpd.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What may stand where the cursor is: commands, options, names of attributes, their values, and names that the daemon has now. */
final class Completions {
    /** @param complete whether a space follows */
    record Word(String text, String description, boolean complete) {
        static Word of(String text) {
            return new Word(text, "", true);
        }
    }

    private static final List<String> OBJECTS = List.of("tunnel", "session", "ppp", "peer");
    private static final List<String> ON_OFF = List.of("on", "off");

    private final LiveNames names;
    private final CommandLine root = Jl2tpctl.all();
    private final Map<String, String> sources = new LinkedHashMap<>();

    Completions(LiveNames names) {
        this.names = names;
        verbs();
        objects();
        sources.put("system modify", "attributes:system");
        sources.put("config save", "file");
        sources.put("config restore", "file");
        sources.put("import", "file");
        sources.put("drain", "on_off");
        sources.put("trace set", "facilities");
        sources.put("debug modify", "switches tunnel_keys session_keys");
        sources.put("debug show", "tunnel_keys session_keys");
        sources.put("capture tunnel", "tunnels");
        sources.put("capture session", "sessions");
    }

    private void verbs() {
        Stream.of("show tunnel", "close tunnel", "list sessions").forEach(path -> sources.put(path, "tunnels"));
        Stream.of("show session", "close session").forEach(path -> sources.put(path, "sessions"));
        sources.put("debug tunnel", "tunnels bits");
        sources.put("debug session", "sessions bits");
        sources.put("create tunnel", "attributes:tunnel");
        sources.put("create session", "tunnels attributes:session");
    }

    private void objects() {
        Stream.of("show", "delete").forEach(verb -> sources.put("tunnel " + verb, "tunnels tunnel_keys"));
        Stream.of("show", "delete")
                .forEach(verb -> sources.put("session " + verb, "sessions tunnel_keys session_keys"));
        sources.put("tunnel create", "attributes:tunnel");
        sources.put("tunnel modify", "tunnels tunnel_keys attributes:tunnel");
        sources.put("tunnel drain", "tunnels on_off");
        sources.put("tunnel list", "filters");
        sources.put("session create", "tunnels tunnel_keys attributes:session");
        sources.put("session modify", "sessions tunnel_keys session_keys attributes:session");
        sources.put("session list", "tunnels tunnel_keys filters");
        Stream.of("show", "enable", "disable").forEach(verb -> sources.put("peer " + verb, "profiles:peer"));
        sources.put("peer drain", "profiles:peer on_off");
        for (String kind : OBJECTS) {
            sources.put(kind + " profile create", "attributes:" + kind + "_profile");
            sources.put(kind + " profile modify", "profiles:" + kind + " attributes:" + kind + "_profile");
            sources.put(kind + " profile unset", "profiles:" + kind + " names:" + kind + "_profile");
            sources.put(kind + " profile delete", "profiles:" + kind);
            sources.put(kind + " profile show", "profiles:" + kind);
        }
    }

    /** The commands that take something that is known. */
    Set<String> paths() {
        return sources.keySet();
    }

    /** @param before the words before the cursor's; {@code word} the cursor's up to the cursor */
    List<Word> of(List<String> before, String word) {
        List<Word> all = new ArrayList<>();
        CommandLine command = root;
        StringBuilder path = new StringBuilder();
        for (String earlier : before) {
            if (path.length() == 0 && (earlier.equals("watch") || earlier.equals("help"))) {
                continue;
            }
            CommandLine next = command.getSubcommands().get(earlier);
            if (next != null) {
                command = next;
                path.append(path.length() == 0 ? "" : " ").append(earlier);
            }
        }
        if (word.startsWith("-")) {
            options(command, all);
        } else if (!command.getSubcommands().isEmpty()) {
            commands(command, all);
        } else {
            values(path.toString(), word, all);
        }
        return all.stream().filter(offered -> offered.text().startsWith(word)).toList();
    }

    private static void options(CommandLine command, List<Word> all) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            String[] words = option.description();
            all.add(new Word(option.longestName(), words.length == 0 ? "" : words[0], true));
        }
    }

    private void commands(CommandLine command, List<Word> all) {
        command.getSubcommands().forEach((name, sub) -> {
            String[] words = sub.getCommandSpec().usageMessage().description();
            all.add(new Word(name, words.length == 0 ? "" : words[0], true));
        });
        if (command == root) {
            Stream.of("help", "exit", "quit").forEach(word -> all.add(Word.of(word)));
        }
    }

    private void values(String path, String word, List<Word> all) {
        String source = sources.getOrDefault(path, "");
        int equals = word.indexOf('=');
        String kind = path.split(" ")[0].equals("create") ? path.split(" ")[1] : path.split(" ")[0];
        for (String one : source.split(" ")) {
            if (one.startsWith("attributes:")) {
                attributes(
                        one.substring("attributes:".length()), kind, equals < 0 ? "" : word.substring(0, equals), all);
            } else if (equals < 0 || !isBare(one)) {
                plain(one, all);
            }
        }
    }

    /** Whether its words have no {@code =}. */
    private static boolean isBare(String source) {
        return !source.endsWith("keys") && !source.equals("switches") && !source.equals("file");
    }

    private void plain(String source, List<Word> all) {
        switch (source) {
            case "tunnels" -> add(names.tunnels(), all);
            case "sessions" -> add(names.sessions(), all);
            case "tunnel_keys" -> {
                all.add(new Word("tunnel_id=", "", false));
                names.tunnels().forEach(name -> all.add(Word.of("tunnel_name=" + name)));
            }
            case "session_keys" -> {
                all.add(new Word("session_id=", "", false));
                all.add(new Word("session_name=", "", false));
            }
            case "on_off" -> add(ON_OFF, all);
            case "filters" -> add(List.of("local_only", "remote_only", "names"), all);
            case "bits" -> add(List.of("verbose", "control", "sequence", "data", "all", "none"), all);
            case "facilities" -> add(FacilityCommands.FACILITIES, all);
            case "switches" ->
                FacilityCommands.FACILITIES.forEach(
                        name -> ON_OFF.forEach(state -> all.add(Word.of(name + "=" + state))));
            case "file" -> all.add(new Word("file=", "", false));
            default -> named(source, all);
        }
    }

    private void named(String source, List<Word> all) {
        int colon = source.indexOf(':');
        if (source.startsWith("profiles:")) {
            add(names.profiles(source.substring(colon + 1)), all);
        } else if (source.startsWith("names:")) {
            names.attributes(source.substring(colon + 1)).forEach(row -> all.add(Word.of(Texts.text(row, "name"))));
        }
    }

    private static void add(List<String> words, List<Word> all) {
        words.forEach(word -> all.add(Word.of(word)));
    }

    /** @param asked the attribute whose value is being written; empty for none */
    private void attributes(String object, String kind, String asked, List<Word> all) {
        for (JsonObject row : names.attributes(object)) {
            String name = Texts.text(row, "name");
            if (asked.isEmpty()) {
                all.add(new Word(name + "=", Texts.text(row, "description"), false));
            } else if (asked.equals(name)) {
                choices(row, name, kind, all);
            }
        }
    }

    private void choices(JsonObject row, String name, String kind, List<Word> all) {
        for (JsonElement choice : row.getAsJsonArray("choices")) {
            all.add(Word.of(name + "=" + choice.getAsString()));
        }
        String profile = name.equals("profile_name") ? kind : name.replaceFirst("_profile_name$", "");
        if (name.endsWith("profile_name") && OBJECTS.contains(profile)) {
            names.profiles(profile).forEach(one -> all.add(Word.of(name + "=" + one)));
        }
    }
}
