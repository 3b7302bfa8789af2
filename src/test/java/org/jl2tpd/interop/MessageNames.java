package org.jl2tpd.interop;

import java.util.Map;

/** Control messages by number (RFC 2661 3.2), apart from the product's own table. */
final class MessageNames {
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(1, "SCCRQ"),
            Map.entry(2, "SCCRP"),
            Map.entry(3, "SCCCN"),
            Map.entry(4, "StopCCN"),
            Map.entry(6, "HELLO"),
            Map.entry(7, "OCRQ"),
            Map.entry(8, "OCRP"),
            Map.entry(9, "OCCN"),
            Map.entry(10, "ICRQ"),
            Map.entry(11, "ICRP"),
            Map.entry(12, "ICCN"),
            Map.entry(14, "CDN"),
            Map.entry(15, "WEN"),
            Map.entry(16, "SLI"));

    private MessageNames() {}

    static String of(int number) {
        return NAMES.getOrDefault(number, "message " + number);
    }
}
