package org.jl2tpd.daemon;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jl2tpd.linux.Capabilities;
import org.jl2tpd.linux.Capability;
import org.jl2tpd.linux.Identity;
import org.jl2tpd.linux.SystemCallException;
import org.jl2tpd.profile.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which user the process runs as, and with which capabilities: exactly those that its configuration needs ({@link CapabilityTable}). */
final class Privileges {
    private static final Logger LOG = LoggerFactory.getLogger(Privileges.class);

    private Privileges() {}

    /**
     * The user of {@code --user}.
     *
     * @param name null for none
     * @return null when the process is to stay what it is
     * @throws StartFailure when there is no such user, or it is root, or the process can't become it
     */
    static Identity userOf(String name) throws StartFailure {
        if (name == null) {
            return null;
        }
        return userOf(name, "leave --user out to run as root");
    }

    /** The same for {@code prepare}. */
    static Identity userToPrepareFor(String name) throws StartFailure {
        return userOf(name, "a daemon that runs as root needs nothing prepared; say the daemon's user");
    }

    private static Identity userOf(String name, String ifRoot) throws StartFailure {
        Identity user = find(name);
        if (user == null) {
            throw new StartFailure(
                    "--user " + name + ": there is no such user; make it: adduser --system --group " + name);
        }
        if (user.uid() == 0) {
            throw new StartFailure("--user " + name + " is root: " + ifRoot);
        }
        if (user.uid() == Identity.effectiveUid()) {
            return null;
        }
        if (!Identity.isRoot()) {
            throw new StartFailure("--user " + name + " needs a start as root; this process is of user "
                    + System.getProperty("user.name"));
        }
        return user;
    }

    private static Identity find(String name) throws StartFailure {
        try {
            return Identity.find(name);
        } catch (SystemCallException e) {
            throw new StartFailure("--user " + name + ": " + e.getMessage(), e);
        }
    }

    /** Makes the process that user's, with the capabilities that the configuration needs, as far as it has them. */
    static void drop(Configuration configuration, Identity user) throws StartFailure {
        try {
            user.become(CapabilityTable.capabilities(CapabilityTable.of(configuration)));
        } catch (SystemCallException e) {
            throw new StartFailure("can't become user " + user.name() + ": " + e.getMessage(), e);
        }
    }

    /** @throws StartFailure when the user may not use files that the daemon needs, with what to do */
    static void requireFiles(Configuration configuration, Path file, Identity user) throws StartFailure {
        require(FileRights.problems(configuration, file, user.name()));
    }

    /** The same of files that are read alone: directories may be made at the start. */
    static void requireReadable(Configuration configuration, Path file, Identity user) throws StartFailure {
        require(FileRights.unreadable(configuration, file, user.name()));
    }

    private static void require(List<String> problems) throws StartFailure {
        if (!problems.isEmpty()) {
            throw new StartFailure(String.join("\njl2tpd: ", problems));
        }
    }

    /** Says in the log what the process is, and what the configuration needs and it has not. */
    static void log(Configuration configuration, Identity user) {
        List<CapabilityNeed> needs = CapabilityTable.of(configuration);
        if (Identity.isRoot()) {
            LOG.atInfo()
                    .addKeyValue(
                            "do", "--user NAME has it run as a user with " + words(CapabilityTable.capabilities(needs)))
                    .log("runs_as_root");
        } else if (user != null) {
            LOG.atInfo()
                    .addKeyValue("user", user.name())
                    .addKeyValue("capabilities", words(effective()))
                    .log("privileges_dropped");
        }
        missing(needs, Privileges::log);
    }

    private static void log(CapabilityNeed need) {
        (need.required() ? LOG.atWarn() : LOG.atInfo())
                .addKeyValue("capability", need.capability())
                .addKeyValue("for", need.attribute())
                .addKeyValue("reason", need.reason())
                .log("capability_missing");
    }

    private static void missing(List<CapabilityNeed> needs, Consumer<CapabilityNeed> each) {
        Set<Capability> here = effective();
        needs.stream().filter(need -> !here.contains(need.capability())).forEach(each);
    }

    /** Those of the calling thread. */
    static Set<Capability> effective() {
        try {
            return new TreeSet<>(Capabilities.effective());
        } catch (SystemCallException e) {
            return Set.of();
        }
    }

    /** For an operator: their names with spaces between, or that there is none. */
    static String words(Set<Capability> capabilities) {
        return capabilities.isEmpty()
                ? "no capability"
                : String.join(" ", capabilities.stream().map(Capability::name).toList());
    }
}
