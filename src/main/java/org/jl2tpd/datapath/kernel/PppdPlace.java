package org.jl2tpd.datapath.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jl2tpd.linux.ChildProcess;
import org.jl2tpd.linux.CredentialSocket;
import org.jl2tpd.linux.MountNamespace;
import org.jl2tpd.linux.SystemCallException;
import org.jl2tpd.linux.WatchedProcess;

/**
 * The surroundings of our pppds: a mount namespace where /tmp is empty but for the socket that the plugin openl2tp.so sends to, and where
 * /etc/ppp has no options file, and our users in place of its secrets; all else of it is as outside. Nobody else sees these files, they are in memory,
 * and they vanish with the daemon and its last pppd.
 */
final class PppdPlace implements PppdLauncher {
    /** Fixed in the plugin. */
    private static final String EVENTS = "/tmp/openl2tp-event.sock";

    private static final Path ETC = Path.of("/etc/ppp");
    /** The options of pppd's user, who is root. */
    private static final Path ROOT_OPTIONS = Path.of("/root/.ppprc");

    private static final Path OURS = Path.of("/tmp/.jl2tpd");
    private static final Path OLD_ETC = OURS.resolve("etc");
    private static final Path NEW_ETC = OURS.resolve("new");
    private static final String NAME_SERVERS = "resolv.conf";
    private static final String OPTIONS = "options";
    private static final Set<String> SECRETS = Set.of("chap-secrets", "pap-secrets");

    private static final FileAttribute<Set<PosixFilePermission>> ROOT_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> ROOT_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final MountNamespace mounts;
    private final String path;
    private final String owner = PppdOrphans.self();
    private CredentialSocket events;
    /** Whether the system has what ends pppds with the thread that starts them. */
    private boolean leashed;

    private PppdPlace(MountNamespace mounts, String path) {
        this.mounts = mounts;
        this.path = path;
    }

    /** @throws IOException with words for an operator; nothing is left then */
    static PppdPlace open(PppdSettings settings) throws IOException {
        if (!Files.isExecutable(Path.of(settings.path()))) {
            throw new IOException(
                    "there is no pppd at " + settings.path() + ": install the package ppp, or set pppd_path");
        }
        PppdPlace place;
        try {
            place = new PppdPlace(MountNamespace.open("pppd-starter"), settings.path());
        } catch (SystemCallException e) {
            throw new IOException(
                    "pppd needs a mount namespace of its own, for which the daemon must be root: " + e.getMessage(), e);
        }
        try {
            place.mounts.call(() -> place.arrange(settings));
            return place;
        } catch (IOException | RuntimeException e) {
            place.close();
            throw e;
        }
    }

    private Void arrange(PppdSettings settings) throws IOException {
        rehearse();
        MountNamespace.tmpfs("/tmp", "mode=1777,size=16m");
        Files.createDirectory(OURS, ROOT_ONLY_FOLDER);
        if (Files.isDirectory(ETC)) {
            arrangeEtc(settings.logins());
        } else if (settings.logins() != null) {
            throw new IOException("there is no folder /etc/ppp");
        }
        if (Files.exists(ROOT_OPTIONS)) {
            MountNamespace.bind("/dev/null", ROOT_OPTIONS.toString());
        }
        events = CredentialSocket.bind(EVENTS);
        return null;
    }

    /** Has all classes loaded that this thread will need: their folder may be below /tmp. */
    private void rehearse() {
        List<String> nothing = List.of("A=B");
        ChildProcess.Program program =
                new ChildProcess.Program("/bin/true", List.of("true"), nothing, new byte[1], -1, true);
        try (ChildProcess child = ChildProcess.start(PppdLeash.on(program))) {
            leashed = child.await().code() == 0;
        } catch (IOException e) {
            // What else is wrong shows at the real start.
            leashed = false;
        }
        try (CredentialSocket socket = CredentialSocket.bind("/proc/nothing")) {
            socket.fd();
        } catch (SystemCallException e) {
            e.getMessage();
        }
    }

    private static void arrangeEtc(List<PppdSettings.Login> logins) throws IOException {
        Files.createDirectory(OLD_ETC);
        Files.createDirectory(NEW_ETC);
        MountNamespace.bind(ETC.toString(), OLD_ETC.toString());
        try (Stream<Path> entries = Files.list(OLD_ETC)) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                boolean replaced = name.equals(OPTIONS) || logins != null && SECRETS.contains(name);
                if (!replaced) {
                    Files.createSymbolicLink(NEW_ETC.resolve(name), entry);
                }
            }
        }
        if (!Files.exists(NEW_ETC.resolve(NAME_SERVERS), LinkOption.NOFOLLOW_LINKS)) {
            Files.createSymbolicLink(NEW_ETC.resolve(NAME_SERVERS), OLD_ETC.resolve(NAME_SERVERS));
        }
        if (logins != null) {
            byte[] text = PppdSecrets.text(logins);
            for (String name : SECRETS) {
                Path file = Files.createFile(NEW_ETC.resolve(name), ROOT_ONLY);
                Files.write(file, text);
            }
        }
        MountNamespace.bind(NEW_ETC.toString(), ETC.toString());
    }

    @Override
    public WatchedProcess start(PppdRequest request, int socket) throws IOException {
        String problem = request.problem();
        if (problem != null) {
            throw new IOException(problem);
        }
        ChildProcess.Program program = PppdCommand.of(path, owner, request, socket);
        return start(leashed ? PppdLeash.on(program) : program);
    }

    /** Starts any program there. */
    ChildProcess start(ChildProcess.Program program) throws IOException {
        return mounts.call(() -> ChildProcess.start(program));
    }

    @Override
    public CompletableFuture<String> refresh(PppdSettings settings) {
        try {
            byte[] text = settings.logins() == null ? null : PppdSecrets.text(settings.logins());
            mounts.call(() -> replaceSecrets(text));
            return CompletableFuture.completedFuture(null);
        } catch (IOException e) {
            return CompletableFuture.completedFuture("pppd keeps its users: " + e.getMessage());
        }
    }

    /** Each file by another one in one step, since a pppd may be reading it. */
    private static Void replaceSecrets(byte[] text) throws IOException {
        if (!Files.isDirectory(NEW_ETC)) {
            throw new IOException("there was no folder /etc/ppp when pppds were first wanted");
        }
        for (String name : SECRETS) {
            Path next = NEW_ETC.resolve(name + ".new");
            Files.deleteIfExists(next);
            if (text == null && !Files.exists(OLD_ETC.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                Files.deleteIfExists(NEW_ETC.resolve(name));
                continue;
            }
            if (text == null) {
                Files.createSymbolicLink(next, OLD_ETC.resolve(name));
            } else {
                Files.write(Files.createFile(next, ROOT_ONLY), text);
            }
            Files.move(next, NEW_ETC.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        }
        return null;
    }

    /** Has what is done there from now on, by us and by pppds, no more capabilities than these. */
    void limit(SpawnerServer.Limits limits) throws IOException {
        mounts.call(() -> {
            limits.apply();
            return null;
        });
    }

    @Override
    public CredentialSocket events() {
        return events;
    }

    @Override
    public void close() {
        if (events != null) {
            events.close();
        }
        mounts.close();
    }
}
