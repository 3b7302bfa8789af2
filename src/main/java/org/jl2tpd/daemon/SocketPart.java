package org.jl2tpd.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.ControlException.Kind;
import org.jl2tpd.management.Reloadable;
import org.jl2tpd.management.model.CaptureHub;
import org.jl2tpd.management.model.ManagedDaemon;
import org.jl2tpd.management.socket.ControlSocketServer;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.SystemAttributes;

/** The control socket follows the configuration; connections to one that goes are served until they end or it goes once more, so that who asked for it is answered. */
final class SocketPart implements Reloadable, AutoCloseable {
    private final ManagedDaemon daemon;
    private final CaptureHub captures;
    private ControlSocketServer server;
    private ControlSocketServer former;

    SocketPart(ManagedDaemon daemon, CaptureHub captures) {
        this.daemon = daemon;
        this.captures = captures;
    }

    /** @throws IOException with words for an operator */
    void open(Configuration configuration) throws IOException {
        Profile system = configuration.system();
        String path = system.get(SystemAttributes.SOCKET_PATH);
        if (!path.isEmpty()) {
            server = ControlSocketServer.start(
                    Path.of(path), system.get(SystemAttributes.SOCKET_GROUP), daemon, captures);
        }
    }

    private static boolean isSame(Configuration before, Configuration after) {
        return Changed.none(
                before.system(), after.system(), SystemAttributes.SOCKET_PATH, SystemAttributes.SOCKET_GROUP);
    }

    @Override
    public List<String> plan(Configuration before, Configuration after) {
        return isSame(before, after) ? List.of() : List.of("restarted control socket");
    }

    @Override
    public List<String> follow(Configuration before, Configuration after) throws ControlException {
        if (isSame(before, after)) {
            return List.of();
        }
        try {
            if (server != null) {
                server.retire();
                if (former != null) {
                    former.close();
                }
                former = server;
                server = null;
            }
            open(after);
            return List.of();
        } catch (IOException e) {
            throw new ControlException(Kind.REFUSED, e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        if (former != null) {
            former.close();
        }
        if (server != null) {
            server.close();
        }
    }
}
