package org.jl2tpd.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The daemon as a whole. */
final class SystemCommands {
    private SystemCommands() {}

    @Command(
            name = "configuration",
            description = "Show all attributes of [system], and which of them are set.",
            footer = {"", "Example: jl2tpctl system show configuration"})
    static final class ShowConfiguration implements Runnable {
        @Mixin
        private Context context;

        @Override
        public void run() {
            JsonObject arguments = new JsonObject();
            arguments.addProperty("kind", "system");
            arguments.addProperty("name", "system");
            context.callAndShow("profile_show", arguments, ProfileCommands::screen);
        }
    }

    @Command(
            name = "version",
            description = "Show the version of the daemon.",
            footer = {"", "Example: jl2tpctl system show version"})
    static final class Version implements Runnable {
        @Mixin
        private Context context;

        @Override
        public void run() {
            context.callAndShow(
                    "system",
                    new JsonObject(),
                    system -> "jl2tpd " + Texts.text(system, "version")
                            + ", LAC (incoming and outgoing calls), LNS, datapath " + Texts.text(system, "datapath")
                            + "\n");
        }
    }

    @Command(
            name = "statistics",
            description = "Show messages by type and all counters, since the last reset_statistics=yes.",
            footer = {
                "",
                "The reset is this command's alone: counters, and what SNMP and JMX show of them, never go back.",
                "",
                "Examples: jl2tpctl system show statistics --nonzero",
                "          jl2tpctl system modify reset_statistics=yes"
            })
    static final class Statistics implements Runnable {
        @Mixin
        private Context context;

        @Mixin
        private Watch watch;

        @Option(names = "--nonzero", description = "Leave out those that are 0.")
        private boolean nonzero;

        @Override
        public void run() {
            watch.run(
                    context,
                    () -> context.callAndShow("statistics", new JsonObject(), answer -> screen(answer, nonzero)));
        }

        private String screen(JsonObject answer, boolean withoutZeros) {
            Table table = new Table()
                    .text("MESSAGE")
                    .number("RX GOOD")
                    .number("RX BAD")
                    .number("TX");
            for (JsonElement element : answer.getAsJsonArray("messages")) {
                JsonObject row = element.getAsJsonObject();
                long good = Texts.number(row, "rx_good");
                long bad = Texts.number(row, "rx_bad");
                long tx = Texts.number(row, "tx");
                if (!withoutZeros || good + bad + tx != 0) {
                    table.row(Texts.text(row, "type").toUpperCase(java.util.Locale.ROOT), good, bad, tx);
                }
            }
            JsonObject counters = answer.getAsJsonObject("counters");
            if (withoutZeros) {
                counters.entrySet().removeIf(entry -> entry.getValue().getAsLong() == 0);
            }
            long age = Texts.number(answer, "reset_seconds_ago");
            String since = age < 0 ? "since the start" : "since the reset " + Texts.age(age) + " ago";
            return since + "\n" + (table.isEmpty() ? "" : table.format() + "\n")
                    + Screens.counters(counters, context.rates());
        }
    }

    @Command(
            name = "modify",
            description = "Change attributes of [system] that take effect while the daemon runs.",
            footer = {
                "",
                "drain_tunnels=yes refuses new tunnels and sessions; reset_statistics=yes has \"system show statistics\"",
                "count from 0. Others are those of [system] in jl2tpd.toml(5); the daemon says which need a restart.",
                "",
                "Example: jl2tpctl system modify max_sessions=5000 drain_tunnels=no"
            })
    static final class Modify implements Runnable {
        @Mixin
        private Context context;

        @Parameters(arity = "1..*", paramLabel = "NAME=VALUE", description = "Attributes.")
        private List<String> attributes;

        @Override
        public void run() {
            JsonObject arguments = new JsonObject();
            arguments.add("attributes", Attributes.parse(attributes));
            context.callAndConfirm("system_modify", arguments, "Modified system config");
        }
    }

    private static void enable(Context context, boolean on) {
        JsonObject arguments = new JsonObject();
        arguments.addProperty("on", on);
        context.callAndConfirm("enable", arguments, on ? "enabled" : "disabled; all tunnels are closing");
    }

    @Command(
            name = "enable",
            description = "Take tunnels again after \"system disable\", and dial what is persistent.",
            footer = {"", "Example: jl2tpctl system enable"})
    static final class Enable implements Runnable {
        @Mixin
        private Context context;

        @Override
        public void run() {
            enable(context, true);
        }
    }

    @Command(
            name = "disable",
            description = "Close all tunnels at once and refuse new ones; outlives a restart.",
            footer = {"", "Example: jl2tpctl system disable"})
    static final class Disable implements Runnable {
        @Mixin
        private Context context;

        @Override
        public void run() {
            enable(context, false);
        }
    }
}
