package org.jl2tpd.migration;

import java.util.Locale;
import java.util.Map;

/** Which dialect a file is written in. */
public enum Format {
    OPENL2TP,
    XL2TPD,
    L2TP_SECRETS,
    CHAP_SECRETS,
    PAP_SECRETS,
    PPPD_OPTIONS;

    /** What stands in a name, from the most telling to the least. */
    private static final Map<Format, String> NAMES = Map.of(
            L2TP_SECRETS, ".*l2tp[-_.]secrets.*",
            CHAP_SECRETS, ".*chap[-_.]secrets.*",
            PAP_SECRETS, ".*pap[-_.]secrets.*",
            OPENL2TP, ".*openl2tp.*",
            PPPD_OPTIONS, "(.*[-_.])?options([-_.].*)?");

    /** As on the command line: {@code l2tp-secrets}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The format of that word; null for none. */
    public static Format of(String word) {
        for (Format format : values()) {
            if (format.word().equals(word)) {
                return format;
            }
        }
        return null;
    }

    /** By the file's name and, where that says nothing, its first lines; null when neither tells. */
    static Format detect(String fileName, String text) {
        String name = fileName.toLowerCase(Locale.ROOT);
        for (Format format : new Format[] {L2TP_SECRETS, CHAP_SECRETS, PAP_SECRETS, OPENL2TP, PPPD_OPTIONS}) {
            if (name.matches(NAMES.get(format))) {
                return format;
            }
        }
        Format found = text.lines()
                .limit(10_000)
                .map(line -> line.strip().toLowerCase(Locale.ROOT))
                .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith(";"))
                .findFirst()
                .map(Format::ofLine)
                .orElse(null);
        return found == null && name.matches("x?l2tpd?.*\\.conf.*") ? XL2TPD : found;
    }

    private static Format ofLine(String line) {
        if (line.matches("\\[(global|lns|lac)\\b.*")) {
            return XL2TPD;
        }
        boolean command = line.matches(
                "(system|(peer|tunnel|session|ppp)( profile)?) (create|modify|unset|delete|show|list)\\b.*");
        return command ? OPENL2TP : null;
    }
}
