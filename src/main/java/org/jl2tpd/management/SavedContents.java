package org.jl2tpd.management;

import java.util.Map;
import java.util.StringJoiner;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.Profile;

/** What a configuration has, counted in words. */
final class SavedContents {
    private SavedContents() {}

    static String of(Configuration configuration) {
        long profiles = configuration.profiles().values().stream()
                .map(Map::values)
                .mapToLong(
                        named -> named.stream().filter(SavedContents::isWritten).count())
                .sum();
        long sessions = configuration.tunnels().stream()
                .mapToLong(tunnel -> tunnel.sessions().size())
                .sum();
        StringJoiner words = new StringJoiner(", ");
        words.add(count(profiles, "profile"));
        words.add(count(configuration.tunnels().size(), "tunnel"));
        words.add(count(sessions, "session"));
        words.add(count(configuration.users().size(), "user"));
        words.add(count(configuration.secrets().size(), "secret"));
        return words.toString();
    }

    /** A default profile that says nothing is nobody's making. */
    private static boolean isWritten(Profile profile) {
        return !profile.entries().isEmpty() || !profile.name().equals(Configuration.DEFAULT);
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
