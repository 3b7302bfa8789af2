package org.jl2tpd.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jl2tpd.datapath.kernel.PppdSettings;
import org.jl2tpd.datapath.kernel.PppdSpawner;
import org.jl2tpd.profile.Choices.PppMode;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.SessionDefinition;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.profile.UserDefinition;

/** What a configuration says of sessions with pppd, and whether they are possible here. */
final class Pppd {
    private Pppd() {}

    /** Whether a profile or a session wants pppd. */
    static boolean isWanted(Configuration configuration) {
        Stream<Profile> profiles = configuration.profiles().get(ProfileKind.PPP).values().stream();
        Stream<Profile> sessions = configuration.tunnels().stream()
                .flatMap(tunnel -> tunnel.sessions().stream())
                .map(SessionDefinition::pppOverrides);
        return Stream.concat(profiles, sessions).anyMatch(ppp -> ppp.get(PppAttributes.PPP) == PppMode.PPPD);
    }

    /** Why sessions that want pppd would fail here, in words for an operator; null when they would not. */
    static String problem(Configuration configuration) {
        return problem(configuration, false);
    }

    /**
     * The same.
     *
     * @param spawned whether a process of root starts them for us, which has looked for itself: pppd is often not for every user to run
     */
    static String problem(Configuration configuration, boolean spawned) {
        if (spawned || !isWanted(configuration)) {
            return null;
        }
        String path = configuration.system().get(SystemAttributes.PPPD_PATH);
        if (!Files.isExecutable(Path.of(path))) {
            return missing(path);
        }
        return isRoot()
                ? null
                : "ppp = \"pppd\" needs a start as root, with --user NAME for a daemon of that user (systemd: the drop-in jl2tpd-pppd.conf"
                        + "); ppp = \"own\" needs neither";
    }

    private static String missing(String path) {
        return "ppp = \"pppd\" needs " + path + ": install the package ppp, or set pppd_path";
    }

    /** Who starts pppds, for the line that says that the daemon serves; empty when nobody has to. */
    static String readyText(Configuration configuration, PppdSpawner spawner) {
        if (!isWanted(configuration)) {
            return "";
        }
        return ", pppds by " + (spawner == null ? "the daemon as root" : "process " + spawner.pid() + " of root");
    }

    /**
     * Who would start pppds, for {@code --check}; empty when nobody has to.
     *
     * @param user of {@code --user}, null without
     */
    static String checkText(Configuration configuration, String user) {
        if (!isWanted(configuration)) {
            return "";
        }
        String root = user == null
                ? "the daemon, which has to be root"
                : "a process of root beside the daemon of user " + user;
        String path = configuration.system().get(SystemAttributes.PPPD_PATH);
        String problem = Files.exists(Path.of(path)) ? null : missing(path);
        return problem == null ? "ppp = \"pppd\": pppds are started by " + root : "warning: " + problem;
    }

    /** Asked of the kernel: a container need not know root's name. */
    static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            return "root".equals(System.getProperty("user.name"));
        }
    }

    static PppdSettings settings(Configuration configuration) {
        List<PppdSettings.Login> logins = configuration.users().isEmpty()
                ? null
                : configuration.users().stream()
                        .filter(user -> user.enabled() && user.password() != null)
                        .map(Pppd::login)
                        .toList();
        return new PppdSettings(configuration.system().get(SystemAttributes.PPPD_PATH), logins);
    }

    private static PppdSettings.Login login(UserDefinition user) {
        return new PppdSettings.Login(user.name(), user.password(), user.ipv4());
    }
}
