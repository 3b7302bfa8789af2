package org.jl2tpd.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.socket.ControlSocketClient;

/** The connection to the daemon; failures become {@link CliFailure} with advice. */
final class Link implements AutoCloseable {
    private final Path socket;
    private final ControlSocketClient client;

    private Link(Path socket, ControlSocketClient client) {
        this.socket = socket;
        this.client = client;
    }

    static Link open(Path socket) {
        try {
            return new Link(socket, ControlSocketClient.connect(socket));
        } catch (IOException | RuntimeException e) {
            throw new CliFailure(ExitCode.UNREACHABLE, advice(socket, e));
        }
    }

    private static String advice(Path socket, Exception e) {
        if (!Files.exists(socket)) {
            return Files.isReadable(parent(socket)) || !Files.exists(parent(socket))
                    ? "there is no control socket " + socket + "; is jl2tpd running? --socket names another one"
                    : "permission denied below " + parent(socket)
                            + "; be root, or a member of the socket's group (socket_group; jl2tpctl in packages)";
        }
        if (!Files.isWritable(socket)) {
            return "permission denied on " + socket
                    + "; be root, or a member of the socket's group (socket_group; jl2tpctl in packages)";
        }
        return "no daemon answers on " + socket + " (" + e.getMessage() + "); start jl2tpd";
    }

    private static Path parent(Path socket) {
        return socket.toAbsolutePath().getParent();
    }

    JsonElement call(String operation, JsonObject arguments) {
        try {
            return client.call(operation, arguments);
        } catch (ControlException e) {
            throw new CliFailure(exitCode(e.kind()), e.getMessage());
        }
    }

    JsonObject callForObject(String operation, JsonObject arguments) {
        return call(operation, arguments).getAsJsonObject();
    }

    /** The next line of a stream that a call began. */
    JsonObject next() {
        try {
            return client.next().getAsJsonObject();
        } catch (ControlException e) {
            throw new CliFailure(exitCode(e.kind()), e.getMessage());
        }
    }

    private static int exitCode(ControlException.Kind kind) {
        return switch (kind) {
            case INVALID -> ExitCode.USAGE;
            case REFUSED -> ExitCode.REFUSED;
            case TIMED_OUT, UNAVAILABLE -> ExitCode.UNREACHABLE;
        };
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new CliFailure(ExitCode.UNREACHABLE, "can't close " + socket + ": " + e.getMessage());
        }
    }
}
