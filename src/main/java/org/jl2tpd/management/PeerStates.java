package org.jl2tpd.management;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What is kept of a peer profile in the {@link org.jl2tpd.management.model.StateStore}. */
enum PeerStates {
    DISABLED("peer.disabled."),
    DRAINING("peer.draining.");

    private final String prefix;

    PeerStates(String prefix) {
        this.prefix = prefix;
    }

    /** The name of the value: a profile's name may have any characters, which a name of the store may not. */
    String nameOf(String profile) {
        return prefix + URLEncoder.encode(profile, StandardCharsets.UTF_8);
    }
}
