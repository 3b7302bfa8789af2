package org.jl2tpd.cli;

import com.google.gson.JsonObject;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Changes of tunnels and sessions that live. */
final class ModifyCommand {
    private ModifyCommand() {}

    @Command(
            name = "modify",
            description = "Change attributes of a tunnel that is there.",
            footer = {
                "",
                "hello_timeout, idle_timeout, max_retries, retry_timeout, max_retry_timeout, max_sessions, trace_flags and",
                "kernel_debug_mask take effect at once; the daemon names those that it does not change.",
                "",
                "Example: jl2tpctl tunnel modify tunnel_name=office hello_timeout=20"
            })
    static final class Tunnel implements Runnable {
        @Mixin
        private Context context;

        @Parameters(
                arity = "1..*",
                paramLabel = "WORD",
                description = "The tunnel (id, name, tunnel_id=ID or tunnel_name=NAME), and NAME=VALUE.")
        private List<String> words;

        @Override
        public void run() {
            Selection selection = Selection.of(words);
            JsonObject arguments = selection.tunnel();
            arguments.add("attributes", required(selection.attributes()));
            context.callAndConfirm("modify_tunnel", arguments, "Modified tunnel " + Texts.text(arguments, "tunnel"));
        }
    }

    @Command(
            name = "modify",
            description = "Change attributes of a session that is there.",
            footer = {
                "",
                "sequencing_required, use_sequence_numbers, reorder_timeout, trace_flags and kernel_debug_mask take effect at once.",
                "",
                "Example: jl2tpctl session modify office/s1 use_sequence_numbers=yes"
            })
    static final class Session implements Runnable {
        @Mixin
        private Context context;

        @Parameters(
                arity = "1..*",
                paramLabel = "WORD",
                description =
                        "The session (TUNNEL/SESSION, or tunnel_id= or tunnel_name= with session_id= or session_name=), and NAME=VALUE.")
        private List<String> words;

        @Override
        public void run() {
            Selection selection = Selection.of(words);
            JsonObject arguments = selection.session();
            arguments.add("attributes", required(selection.attributes()));
            context.callAndConfirm("modify_session", arguments, "Modified session " + Texts.session(arguments));
        }
    }

    @Command(
            name = "drain",
            description = "Refuse new sessions in a tunnel (on), or take them again (off).",
            footer = {"", "Example: jl2tpctl tunnel drain office on"})
    static final class DrainTunnel implements Runnable {
        @Mixin
        private Context context;

        @Parameters(
                arity = "1..*",
                paramLabel = "WORD",
                description =
                        "The tunnel (id, name, tunnel_id=ID or tunnel_name=NAME), then on (when left out) or off.")
        private List<String> words;

        @Override
        public void run() {
            Selection selection = Selection.of(words);
            JsonObject arguments = selection.tunnel();
            boolean off = selection.has("off");
            boolean on = selection.has("on");
            selection.end();
            if (on && off) {
                throw new CliFailure(ExitCode.USAGE, "say on or off, not both");
            }
            arguments.addProperty("on", !off);
            String name = Texts.text(arguments, "tunnel");
            context.callAndConfirm(
                    "drain_tunnel", arguments, "tunnel " + name + (off ? " is not draining any more" : " is draining"));
        }
    }

    static JsonObject required(JsonObject attributes) {
        if (attributes.size() == 0) {
            throw new CliFailure(ExitCode.USAGE, "name at least one attribute: name=value");
        }
        return attributes;
    }
}
