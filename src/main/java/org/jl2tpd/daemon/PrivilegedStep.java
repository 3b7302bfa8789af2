package org.jl2tpd.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jl2tpd.datapath.kernel.PppdSpawner;
import org.jl2tpd.linux.DynamicDebug;
import org.jl2tpd.linux.Identity;
import org.jl2tpd.linux.TracePreparation;
import org.jl2tpd.profile.Choices.DatapathKind;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.SystemAttributes;

/**
 * What root has to do once, before the daemon runs as its user: directories, the kernel's modules, device files. It has two callers: the daemon itself
 * when it is started as root with {@code --user}, and {@code jl2tpd prepare}. What is there already stays as it is; what can't be done is said, and the
 * daemon says then what it lacks.
 */
final class PrivilegedStep {
    /** Seconds that loading a module may take. */
    private static final long MODPROBE_S = 5;

    private static final Path LOADED = Path.of("/sys/module");
    private static final Path PPP = Path.of("/dev/ppp");
    private static final Path TUN = Path.of("/dev/net/tun");

    private final Configuration configuration;
    private final Identity user;
    private final Consumer<String> say;

    private PrivilegedStep(Configuration configuration, Identity user, Consumer<String> say) {
        this.configuration = configuration;
        this.user = user;
        this.say = say;
    }

    /** @param say gets a line for each thing that was done, or could not be */
    static void run(Configuration configuration, Identity user, Consumer<String> say) {
        new PrivilegedStep(configuration, user, say).run();
    }

    private void run() {
        directories(configuration).forEach(this::makeDirectory);
        CleanUp.run(configuration, say);
        DatapathKind kind = configuration.system().get(SystemAttributes.DATAPATH);
        modules(configuration).forEach(this::load);
        if (mayBe(kind, DatapathKind.KERNEL)) {
            give(PPP);
            endOrphans();
            debugging();
        }
        if (mayBe(kind, DatapathKind.TUN)) {
            give(TUN);
        }
    }

    /** The daemon's user can't signal them. */
    private void endOrphans() {
        int count = PppdSpawner.endOrphans();
        if (count > 0) {
            say.accept(count + " pppds of a killed daemon are ended");
        }
    }

    /** What debug masks switch: an instance for the driver's tracepoints, and its messages in the kernel's log. */
    private void debugging() {
        say.accept(TracePreparation.make(CleanUp.runtimeDirectory(configuration), user));
        String done = DynamicDebug.give(user);
        if (done != null) {
            say.accept(done);
        }
    }

    /** Takes back what was made for debugging: the rest goes with the system's devices, or is the user's. Returns whether all of it is. */
    static boolean undo(Configuration configuration, Identity user, Consumer<String> say) {
        try {
            TracePreparation.remove(CleanUp.runtimeDirectory(configuration));
            DynamicDebug.takeBack(user);
            return true;
        } catch (IOException e) {
            say.accept("not undone: " + e.getMessage());
            return false;
        }
    }

    private static boolean mayBe(DatapathKind kind, DatapathKind wanted) {
        return kind == wanted || kind == DatapathKind.AUTO;
    }

    /** Directories that the configuration's files are in and that the daemon writes to, each once. */
    static Set<Path> directories(Configuration configuration) {
        Profile system = configuration.system();
        Set<Path> all = new LinkedHashSet<>();
        all.add(CleanUp.runtimeDirectory(configuration).toAbsolutePath());
        addParent(system.get(SystemAttributes.SOCKET_PATH), all);
        addParent(system.get(SystemAttributes.CONTROL_PIPE), all);
        if (!system.get(SystemAttributes.STATE_DIRECTORY).isEmpty()) {
            all.add(Path.of(system.get(SystemAttributes.STATE_DIRECTORY)).toAbsolutePath());
        }
        addParent(system.get(SystemAttributes.LOG_FILE), all);
        return all;
    }

    private static void addParent(String file, Set<Path> all) {
        Path folder = file.isEmpty() ? null : Path.of(file).toAbsolutePath().getParent();
        if (folder != null) {
            all.add(folder);
        }
    }

    private void makeDirectory(Path folder) {
        if (Files.isDirectory(folder)) {
            return;
        }
        String problem = RootOnly.problemOfParents(folder);
        if (problem != null) {
            say.accept(folder + " is not made: " + problem);
            return;
        }
        try {
            RootOnly.makeDirectory(folder, user.uid(), user.gid());
            if (folder.equals(socketFolder())) {
                RootOnly.letPass(folder);
            }
            say.accept(folder + " is made for " + user.name());
        } catch (IOException e) {
            say.accept(folder + " can't be made: " + e.getMessage());
        }
    }

    /** Where members of a group pass to the control socket; null where there is no such group. */
    private Path socketFolder() {
        Profile system = configuration.system();
        String socket = system.get(SystemAttributes.SOCKET_PATH);
        boolean isOfGroup =
                !socket.isEmpty() && !system.get(SystemAttributes.SOCKET_GROUP).isEmpty();
        return isOfGroup ? Path.of(socket).toAbsolutePath().getParent() : null;
    }

    /** The kernel's modules that a configuration needs. */
    static List<String> modules(Configuration configuration) {
        DatapathKind kind = configuration.system().get(SystemAttributes.DATAPATH);
        List<String> all = new ArrayList<>();
        if (mayBe(kind, DatapathKind.KERNEL)) {
            all.addAll(List.of("l2tp_ppp", "l2tp_netlink"));
        } else if (!configuration.staticTunnels().isEmpty()) {
            all.add("l2tp_netlink");
        }
        if (!configuration.staticTunnels().isEmpty()) {
            all.add("l2tp_eth");
        }
        if (mayBe(kind, DatapathKind.TUN)) {
            all.add("tun");
        }
        return all;
    }

    /** A kernel that has it built in, or not at all, has nothing to load: what uses it tells. */
    private void load(String module) {
        if (Files.isDirectory(LOADED.resolve(module))) {
            return;
        }
        try {
            Process modprobe = new ProcessBuilder("modprobe", "-q", module)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!modprobe.waitFor(MODPROBE_S, TimeUnit.SECONDS)) {
                modprobe.destroyForcibly();
            }
            if (Files.isDirectory(LOADED.resolve(module))) {
                say.accept("module " + module + " is loaded");
            }
        } catch (IOException e) {
            say.accept("module " + module + " is not loaded: there is no modprobe");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void give(Path device) {
        try {
            String done = RootOnly.giveDevice(device, user);
            if (done != null) {
                say.accept(done);
            }
        } catch (IOException e) {
            say.accept(device + " can't be given to " + user.name() + ": " + e.getMessage());
        }
    }
}
