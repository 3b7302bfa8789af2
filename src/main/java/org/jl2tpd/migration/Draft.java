package org.jl2tpd.migration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jl2tpd.profile.ConfigurationItem;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.wire.Secret;

/** Our configuration while it is being made. */
final class Draft {
    /** Longest name of a secret, which is a file's name too. */
    static final int MAX_SECRET_NAME = 64;

    private static final List<String> ORDER = List.of(
            "system", "pool", "peer_profile", "tunnel_profile", "session_profile", "ppp_profile", "user", "tunnel");

    private final Map<String, Map<String, Section>> named = new LinkedHashMap<>();
    private final Map<String, Secret> secrets = new LinkedHashMap<>();

    /** The section of that name, made where there is none. */
    Section section(String kind, String name) {
        boolean listed = kind.equals("user") || kind.equals("tunnel");
        return named.computeIfAbsent(kind, any -> new LinkedHashMap<>())
                .computeIfAbsent(name, any -> new Section(kind, name, listed));
    }

    Section system() {
        return section("system", "");
    }

    Section profile(ProfileKind kind, String name) {
        return kind == ProfileKind.SYSTEM ? system() : section(profileSection(kind), name);
    }

    static String profileSection(ProfileKind kind) {
        return kind.name().toLowerCase(Locale.ROOT) + "_profile";
    }

    boolean has(String kind, String name) {
        return named.getOrDefault(kind, Map.of()).containsKey(name);
    }

    List<Section> sections(String kind) {
        return List.copyOf(named.getOrDefault(kind, Map.of()).values());
    }

    void remove(Section section) {
        named.getOrDefault(section.kind(), Map.of()).values().remove(section);
        named.values().forEach(all -> all.values().forEach(one -> one.children().remove(section)));
    }

    /** Keeps a secret under a name that is made of the wish; an equal one of that wish has it already. */
    String secret(String wish, String value) {
        String base = fit(wish);
        Secret secret = Secret.of(value);
        for (int n = 1; ; n++) {
            String name = n == 1 ? base : base + "-" + n;
            Secret known = secrets.putIfAbsent(name, secret);
            if (known == null || known.equals(secret)) {
                return name;
            }
        }
    }

    private static String fit(String wish) {
        String clean = wish.replaceAll("[^A-Za-z0-9_-]", "-").replaceAll("^-+|-+$", "");
        String some = clean.isEmpty() ? "secret" : clean;
        return some.length() > MAX_SECRET_NAME ? some.substring(0, MAX_SECRET_NAME) : some;
    }

    Map<String, Secret> secrets() {
        return secrets;
    }

    /** The sections in the order of the file, without those that say nothing. */
    List<Section> ordered() {
        List<Section> all = new ArrayList<>();
        for (String kind : ORDER) {
            sections(kind).stream().filter(Draft::saysSomething).forEach(all::add);
        }
        return all;
    }

    /** A profile is there by its name alone, since others may name it. */
    private static boolean saysSomething(Section section) {
        boolean named = section.kind().endsWith("_profile") && !section.name().equals("default");
        return named || !section.entries().isEmpty();
    }

    /** Secrets that something names, as they are to be written, and all other sections behind them. */
    List<ConfigurationItem> items(boolean inline) {
        List<ConfigurationItem> items = new ArrayList<>();
        List<Section> sections = ordered();
        if (!sections.isEmpty() && sections.get(0).kind().equals("system")) {
            items.add(sections.get(0).item());
            sections = sections.subList(1, sections.size());
        }
        used().forEach((name, secret) -> items.add(new ConfigurationItem(
                "secret",
                name,
                false,
                inline ? Map.of("value", secret) : Map.of("file", "secrets/" + name),
                List.of())));
        sections.forEach(section -> items.add(section.item()));
        return items;
    }

    /** Secrets that a section names. */
    Map<String, Secret> used() {
        Map<String, Secret> used = new LinkedHashMap<>();
        ordered().forEach(section -> collect(section, used));
        return used;
    }

    private void collect(Section section, Map<String, Secret> used) {
        section.entries().forEach((key, entry) -> {
            if (key.endsWith("secret_name") && secrets.containsKey(entry.value())) {
                used.put((String) entry.value(), secrets.get(entry.value()));
            }
        });
        section.children().forEach(child -> collect(child, used));
    }
}
