package org.jl2tpd.migration;

import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.migration.PppdWords.Word;
import org.jl2tpd.wire.IpAddress;

/** pppd's chap-secrets and pap-secrets: client, server, secret, and the addresses that the client may have. */
final class PppSecrets {
    /** A line; {@code secret} null where its file can't be read. */
    record Entry(String client, String server, String secret, List<Word> rest, Place place, boolean pap) {
        boolean isForServer(String name) {
            return server.equals("*") || name == null || server.equals(name);
        }
    }

    private PppSecrets() {}

    static List<Entry> parse(Source source, boolean pap, Report report, Sources sources) {
        List<Entry> entries = new ArrayList<>();
        for (List<Word> words : PppdWords.lines(source, report)) {
            Place place = words.get(0).place();
            if (words.size() < 3) {
                report.fault(place, "three words were expected: client, server, secret");
                continue;
            }
            String secret = secret(words.get(2), source, report, sources);
            entries.add(new Entry(
                    words.get(0).text(), words.get(1).text(), secret, words.subList(3, words.size()), place, pap));
        }
        return entries;
    }

    private static String secret(Word word, Source source, Report report, Sources sources) {
        if (word.isQuoted() || !word.text().startsWith("@") || word.text().length() == 1) {
            return word.text();
        }
        Source file = sources.follow(source, word.text().substring(1));
        if (file == null) {
            return null;
        }
        List<String> lines = file.lines();
        return lines.isEmpty() ? "" : lines.get(0);
    }

    /** Makes a {@code [[user]]} of a line. */
    static void user(Entry entry, Draft draft, Report report, Setter setter) {
        String name = entry.client();
        if (name.isEmpty() || entry.secret() == null || entry.secret().isEmpty()) {
            String why = name.isEmpty()
                    ? "it has no client"
                    : entry.secret() == null
                            ? "the file of the secret can't be read"
                            : "an empty secret lets in with any password";
            report.note(entry.place(), Fate.LOST, "user", why);
            return;
        }
        String secret = draft.secret("user-" + (name.equals("*") ? "any" : name), entry.secret());
        if (draft.has("user", name)) {
            Object known = draft.section("user", name).value("secret_name");
            boolean same = secret.equals(known);
            report.note(
                    entry.place(),
                    same ? Fate.CARRIED : Fate.LOST,
                    "user",
                    same ? "the same user stands before" : "the user stands before, with another secret");
            return;
        }
        Section user = draft.section("user", name);
        setter.put(user, "name", name, entry.place(), "user");
        setter.put(user, "secret_name", secret, entry.place(), "user");
        report.note(entry.place(), Fate.CARRIED, "user", "[[user]]");
        addresses(entry, user, report, setter);
    }

    private static void addresses(Entry entry, Section user, Report report, Setter setter) {
        List<Word> rest = entry.rest();
        int dashes = 0;
        while (dashes < rest.size() && !rest.get(dashes).text().equals("--")) {
            dashes++;
        }
        if (dashes < rest.size()) {
            report.note(entry.place(), Fate.LOST, "options", "options of pppd for one user have no place here");
        }
        List<Word> addresses = rest.subList(0, dashes);
        boolean all = addresses.isEmpty()
                || addresses.size() == 1 && addresses.get(0).text().equals("*");
        if (all) {
            return;
        }
        String first = addresses.get(0).text();
        IpAddress address = IpAddress.parse(first);
        boolean one = addresses.size() == 1
                && address != null
                && address.isV4()
                && !user.name().equals("*");
        if (one) {
            setter.put(user, "ipaddr", first, entry.place(), "address");
            report.note(entry.place(), Fate.CARRIED, "address", "ipaddr of the user");
        } else {
            report.note(
                    entry.place(),
                    Fate.LOST,
                    "addresses",
                    "a list of what a user may have is not kept: give him ipaddr or ip_pool_name");
        }
    }
}
