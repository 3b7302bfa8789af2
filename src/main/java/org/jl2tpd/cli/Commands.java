package org.jl2tpd.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands, twice on the same classes: verb first ({@code show tunnel office}) and object first ({@code tunnel show office}). Only the
 * command that a command line names is built, because building all takes longer than the command itself.
 */
final class Commands {
    private static final Map<String, Consumer<CommandLine>> ALL = new LinkedHashMap<>();

    static {
        add("status", StatusCommand.class);
        add("list", ListCommand.class);
        add("show", ShowCommand.class);
        add("create", CreateCommand.class);
        add("close", CloseCommand.class);
        add("trace", TraceCommand.class);
        ALL.put("debug", Commands::debug);
        add("counters", CountersCommand.class);
        add("drain", DrainCommand.class);
        ALL.put("tunnel", Commands::tunnel);
        ALL.put("session", Commands::session);
        ALL.put("ppp", root -> profiles(group(root, "ppp", "Profiles of PPP."), "ppp"));
        ALL.put("peer", Commands::peer);
        ALL.put("system", Commands::system);
        ALL.put("user", root -> {
            CommandLine user = group(root, "user", "Users of sessions.");
            leaf(user, "list", UserCommand.class);
        });
        ALL.put("radius", root -> {
            CommandLine radius = group(root, "radius", "RADIUS servers and clients.");
            leaf(radius, "show", RadiusCommands.Show.class);
            leaf(radius, "test", RadiusCommands.Test.class);
        });
        ALL.put("config", Commands::config);
        add("reload", ReloadCommand.class);
        add("peers", PeerCommands.All.class);
        add("closed", ClosedCommand.class);
        add("events", EventsCommand.class);
        add("capture", CaptureCommand.class);
        add("watch", WatchCommand.class);
        add("shell", ShellCommand.class);
        add("setup", SetupCommand.class);
        add("import", ImportCommand.class);
        add("generate-completion", CompletionScriptCommand.class);
    }

    private Commands() {}

    private static void add(String name, Class<?> command) {
        ALL.put(name, root -> leaf(root, name, command));
    }

    /** Adds the command that the words begin with; all of them where they begin with none. */
    static void addTo(CommandLine root, String... words) {
        for (String word : words) {
            if (ALL.containsKey(word)) {
                ALL.get(word).accept(root);
                settle(root);
                return;
            }
        }
        ALL.values().forEach(command -> command.accept(root));
        settle(root);
    }

    /** Words like {@code -data} are values and no options. */
    private static void settle(CommandLine root) {
        CommandLine trace = root.getSubcommands().get("trace");
        if (trace != null) {
            trace.getSubcommands().get("set").setUnmatchedOptionsArePositionalParams(true);
        }
        CommandLine watch = root.getSubcommands().get("watch");
        if (watch != null) {
            watch.setStopAtPositional(true);
        }
        CommandLine debug = root.getSubcommands().get("debug");
        if (debug != null) {
            debug.getSubcommands().values().forEach(one -> one.setUnmatchedOptionsArePositionalParams(true));
        }
    }

    private static void tunnel(CommandLine root) {
        CommandLine tunnel = group(root, "tunnel", "Tunnels, and the profiles that they are made with.");
        leaf(tunnel, "create", CreateCommand.Tunnel.class);
        leaf(tunnel, "modify", ModifyCommand.Tunnel.class);
        leaf(tunnel, "delete", CloseCommand.Tunnel.class);
        leaf(tunnel, "show", ShowCommand.Tunnel.class);
        leaf(tunnel, "list", ListCommand.Tunnels.class);
        leaf(tunnel, "drain", ModifyCommand.DrainTunnel.class);
        profiles(tunnel, "tunnel");
    }

    private static void session(CommandLine root) {
        CommandLine session = group(root, "session", "Sessions, and the profiles that they are made with.");
        leaf(session, "create", CreateCommand.Session.class);
        leaf(session, "modify", ModifyCommand.Session.class);
        leaf(session, "delete", CloseCommand.Session.class);
        leaf(session, "show", ShowCommand.Session.class);
        leaf(session, "list", ListCommand.Sessions.class);
        profiles(session, "session");
    }

    private static void peer(CommandLine root) {
        CommandLine peer = group(root, "peer", "Peers, by the profile that serves them.");
        leaf(peer, "list", PeerCommands.All.class);
        leaf(peer, "show", PeerCommands.Show.class);
        leaf(peer, "enable", PeerCommands.Enable.class);
        leaf(peer, "disable", PeerCommands.Disable.class);
        leaf(peer, "drain", PeerCommands.Drain.class);
        profiles(peer, "peer");
    }

    private static void profiles(CommandLine object, String kind) {
        CommandLine profile = group(object, "profile", "Profiles of kind " + kind + ".");
        leaf(profile, "create", ProfileCommands.Create.class);
        leaf(profile, "modify", ProfileCommands.Modify.class);
        leaf(profile, "delete", ProfileCommands.Delete.class);
        leaf(profile, "show", ProfileCommands.Show.class);
        leaf(profile, "list", ProfileCommands.Names.class);
        leaf(profile, "unset", ProfileCommands.Unset.class);
    }

    private static void system(CommandLine root) {
        CommandLine system = group(root, "system", "The daemon as a whole.");
        CommandLine show = group(system, "show", "Configuration, status, statistics or version of the daemon.");
        leaf(show, "configuration", SystemCommands.ShowConfiguration.class);
        leaf(show, "status", StatusCommand.class);
        leaf(show, "statistics", SystemCommands.Statistics.class);
        leaf(show, "version", SystemCommands.Version.class);
        leaf(system, "modify", SystemCommands.Modify.class);
        leaf(system, "enable", SystemCommands.Enable.class);
        leaf(system, "disable", SystemCommands.Disable.class);
    }

    private static void config(CommandLine root) {
        CommandLine config = group(root, "config", "The configuration in force, created objects included.");
        leaf(config, "save", ConfigCommands.Save.class);
        leaf(config, "restore", ConfigCommands.Restore.class);
        leaf(config, "show", ConfigCommands.Show.class);
        leaf(config, "diff", ConfigCommands.Diff.class);
    }

    private static void debug(CommandLine root) {
        leaf(root, "debug", DebugCommand.class);
        CommandLine debug = root.getSubcommands().get("debug");
        leaf(debug, "modify", FacilityCommands.Modify.class);
        leaf(debug, "show", FacilityCommands.Show.class);
    }

    private static CommandLine group(CommandLine parent, String name, String description) {
        leaf(parent, name, Group.class);
        CommandLine group = parent.getSubcommands().get(name);
        CommandSpec spec = group.getCommandSpec();
        spec.usageMessage().description(description).synopsisSubcommandLabel("COMMAND");
        return group;
    }

    private static void leaf(CommandLine parent, String name, Class<?> command) {
        parent.addSubcommand(name, new CommandLine(command).setCommandName(name));
    }
}
