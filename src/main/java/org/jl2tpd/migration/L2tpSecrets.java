package org.jl2tpd.migration;

import java.util.ArrayList;
import java.util.List;

/** xl2tpd's l2tp-secrets: our Host Name, the peer's, the secret; a * for any; comments from # or ; on. The first line that fits counts. */
final class L2tpSecrets {
    static final String ANY = "*";

    /** A line. */
    record Entry(String us, String them, String secret, Place place) {
        boolean isForAny() {
            return them.equals(ANY);
        }

        /** Whether it may be ours: one whose host name is not known may have any. */
        boolean isOurs(String hostName) {
            return us.equals(ANY) || hostName == null || us.equalsIgnoreCase(hostName);
        }
    }

    private L2tpSecrets() {}

    static List<Entry> parse(Source source, Report report) {
        List<Entry> entries = new ArrayList<>();
        List<String> lines = source.lines();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("[#;].*", "").stripTrailing();
            if (line.isBlank()) {
                continue;
            }
            report.line(source.name(), i + 1);
            Place place = new Place(
                    source.name(), i + 1, line.length() - line.stripLeading().length() + 1);
            String[] words = line.strip().split("\\s+", 3);
            if (words.length < 3) {
                report.fault(place, "three words were expected: our host name, the peer's, the secret");
            } else {
                entries.add(new Entry(words[0], words[1], words[2], place));
            }
        }
        return entries;
    }
}
