package org.jl2tpd.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Peers: by the profile that serves them, and by address. */
final class PeerCommands {
    private PeerCommands() {}

    @Command(
            name = "list",
            description = "List the peer profiles and what their tunnels have done.",
            footer = {"", "Example: jl2tpctl peer list"})
    static final class All implements Runnable {
        @Mixin
        private Context context;

        @Mixin
        private Watch watch;

        @Override
        public void run() {
            watch.run(context, this::once);
        }

        private void once() {
            try (Link link = context.open()) {
                JsonArray peers = link.call("peers", new JsonObject()).getAsJsonArray();
                context.out().print(context.isJson() ? peers + "\n" : screen(peers));
            }
        }

        private static String screen(JsonArray peers) {
            Table table = new Table()
                    .text("PROFILE")
                    .text("STATE")
                    .number("TUNNELS")
                    .number("SESSIONS")
                    .number("TUNNELS EVER")
                    .number("FAILED")
                    .number("AUTH FAILURES")
                    .number("IN")
                    .number("OUT");
            for (JsonElement element : peers) {
                JsonObject peer = element.getAsJsonObject();
                table.row(
                        Texts.text(peer, "profile"),
                        state(peer),
                        Texts.number(peer, "tunnels_active"),
                        Texts.number(peer, "sessions_active"),
                        Texts.number(peer, "tunnels_total"),
                        Texts.number(peer, "tunnels_failed"),
                        Texts.number(peer, "auth_failures"),
                        Texts.number(peer, "payload_rx_octets"),
                        Texts.number(peer, "payload_tx_octets"));
            }
            return table.isEmpty() ? "no peers\n" : table.format();
        }

        private static String state(JsonObject peer) {
            if (!peer.get("enabled").getAsBoolean()) {
                return "disabled";
            }
            return peer.get("draining_in_effect").getAsBoolean() ? "draining" : "enabled";
        }
    }

    @Command(
            name = "show",
            description = "Show all about a peer profile's tunnels, or the tunnels to a peer's address.",
            footer = {"", "Examples: jl2tpctl peer show default", "          jl2tpctl peer show peer_ipaddr=192.0.2.1"})
    static final class Show implements Runnable {
        @Mixin
        private Context context;

        @Parameters(
                arity = "1..*",
                paramLabel = "WORD",
                description =
                        "profile_name=NAME, or NAME alone; or peer_ipaddr=ADDRESS, and local_ipaddr=ADDRESS with it.")
        private List<String> words;

        @Override
        public void run() {
            Selection selection = Selection.of(words);
            String peer = selection.value("peer_ipaddr");
            String local = selection.value("local_ipaddr");
            String profile = peer == null ? selection.named("profile_name") : null;
            selection.end();
            if (peer == null && profile == null) {
                throw new CliFailure(ExitCode.USAGE, "name the peer: profile_name=NAME or peer_ipaddr=ADDRESS");
            }
            try (Link link = context.open()) {
                if (peer == null) {
                    context.show(ofProfile(link, profile), Screens::details);
                } else {
                    showAddress(link, peer, local);
                }
            }
        }

        private static JsonObject ofProfile(Link link, String profile) {
            for (JsonElement peer : link.call("peers", new JsonObject()).getAsJsonArray()) {
                if (Texts.text(peer.getAsJsonObject(), "profile").equals(profile)) {
                    return peer.getAsJsonObject();
                }
            }
            throw new CliFailure(ExitCode.REFUSED, "there is no peer profile \"" + profile + "\"");
        }

        private void showAddress(Link link, String peer, String local) {
            var tunnels = new TreeMap<String, Integer>();
            Lists.tunnels(link, element -> {
                JsonObject tunnel = element.getAsJsonObject();
                String ours = Texts.text(tunnel, "local_address");
                if (Texts.text(tunnel, "peer_address").equals(peer) && (local == null || ours.equals(local))) {
                    tunnels.merge(ours, 1, Integer::sum);
                }
            });
            if (tunnels.isEmpty()) {
                throw new CliFailure(ExitCode.REFUSED, "there is no tunnel to " + peer);
            }
            List<JsonObject> rows = new ArrayList<>();
            tunnels.forEach((ours, count) -> rows.add(row(ours, peer, count)));
            rows.forEach(row -> context.show(row, Screens::details));
        }

        private static JsonObject row(String local, String peer, int tunnels) {
            JsonObject row = new JsonObject();
            row.addProperty("local_addr", local);
            row.addProperty("peer_addr", peer);
            row.addProperty("num_tunnels", tunnels);
            return row;
        }
    }

    private static void set(Context context, Selection selection, String member, boolean value, String words) {
        JsonObject arguments = new JsonObject();
        String name = selection.named("profile_name");
        if (name == null) {
            throw new CliFailure(ExitCode.USAGE, "name the peer profile: profile_name=NAME");
        }
        selection.end();
        arguments.addProperty("name", name);
        arguments.addProperty(member, value);
        context.callAndConfirm("peer_state", arguments, "peer profile " + name + " " + words);
    }

    @Command(
            name = "enable",
            description = "Serve the peers of a profile again after \"peer disable\".",
            footer = {"", "Example: jl2tpctl peer enable default"})
    static final class Enable implements Runnable {
        @Mixin
        private Context context;

        @Parameters(arity = "1", paramLabel = "NAME", description = "Of the peer profile.")
        private List<String> words;

        @Override
        public void run() {
            set(context, Selection.of(words), "enabled", true, "is enabled");
        }
    }

    @Command(
            name = "disable",
            description = "Close the tunnels of a peer profile at once and refuse new ones.",
            footer = {"", "Example: jl2tpctl peer disable partners"})
    static final class Disable implements Runnable {
        @Mixin
        private Context context;

        @Parameters(arity = "1", paramLabel = "NAME", description = "Of the peer profile.")
        private List<String> words;

        @Override
        public void run() {
            set(context, Selection.of(words), "enabled", false, "is disabled");
        }
    }

    @Command(
            name = "drain",
            description = "Refuse new tunnels and sessions of a peer profile (on), or take them again (off).",
            footer = {"", "Example: jl2tpctl peer drain partners off"})
    static final class Drain implements Runnable {
        @Mixin
        private Context context;

        @Parameters(
                arity = "1..*",
                paramLabel = "WORD",
                description = "Name of the peer profile, then on (when left out) or off.")
        private List<String> words;

        @Override
        public void run() {
            Selection selection = Selection.of(words);
            boolean off = selection.has("off");
            selection.has("on");
            set(context, selection, "draining", !off, off ? "is not draining any more" : "is draining");
        }
    }
}
