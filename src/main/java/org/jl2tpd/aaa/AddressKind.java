package org.jl2tpd.aaa;

import java.util.List;

/** What a pool gives. */
enum AddressKind {
    IPV4("IPv4 address"),
    /** A /64 for a link. */
    IPV6("IPv6 prefix"),
    DELEGATED("prefix for delegation");

    static final List<AddressKind> ALL = List.of(values());
    static final int COUNT = ALL.size();

    /** For our operator. */
    final String words;

    AddressKind(String words) {
        this.words = words;
    }
}
