package org.jl2tpd.cli;

import com.google.gson.JsonObject;
import java.util.Map;
import java.util.Set;

/** Parts of a tunnel: how it is set up, and how its control connection does. */
final class TunnelParts {
    private static final Set<String> TRANSPORT = Set.of(
            "id",
            "peer_id",
            "name",
            "state",
            "local_address",
            "local_port",
            "peer_address",
            "peer_port",
            "counters",
            "peer_receive_window",
            "receive_window",
            "age_seconds");

    private TunnelParts() {}

    /** @param config the one part, else the other */
    static JsonObject of(JsonObject tunnel, boolean config) {
        JsonObject part = new JsonObject();
        for (Map.Entry<String, com.google.gson.JsonElement> member : tunnel.entrySet()) {
            if (member.getKey().equals("detail")) {
                part.add("detail", of(member.getValue().getAsJsonObject(), config));
            } else if (TRANSPORT.contains(member.getKey()) != config || isKey(member.getKey())) {
                part.add(member.getKey(), member.getValue());
            }
        }
        return part;
    }

    private static boolean isKey(String name) {
        return name.equals("id") || name.equals("name");
    }
}
