package org.jl2tpd.management.socket;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.ControlException.Kind;

/** A client of the control socket; one request at a time. */
public final class ControlSocketClient implements Closeable {
    private final LineChannel lines;

    private ControlSocketClient(LineChannel lines) {
        this.lines = lines;
    }

    /** @throws IOException when nobody answers there, or permission is denied */
    public static ControlSocketClient connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return new ControlSocketClient(new LineChannel(channel, ControlProtocol.ANSWER_LIMIT));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Sends a request and waits for its answer.
     *
     * @throws ControlException as the daemon refused it; UNAVAILABLE when the connection broke
     */
    public JsonElement call(String operation, JsonObject arguments) throws ControlException {
        try {
            String answer = exchange(ControlProtocol.request(operation, arguments));
            if (answer == null) {
                throw new ControlException(Kind.UNAVAILABLE, "the daemon closed the connection without an answer");
            }
            return ControlProtocol.result(answer);
        } catch (IOException e) {
            throw new ControlException(Kind.UNAVAILABLE, "the connection to the daemon broke: " + e.getMessage());
        }
    }

    /**
     * The next line of a stream that {@link #call} began.
     *
     * @throws ControlException UNAVAILABLE at its end
     */
    public JsonElement next() throws ControlException {
        try {
            String line = lines.readLine();
            if (line == null) {
                throw new ControlException(Kind.UNAVAILABLE, "the daemon closed the connection");
            }
            return ControlProtocol.object(line);
        } catch (IOException e) {
            throw new ControlException(Kind.UNAVAILABLE, "the connection to the daemon broke: " + e.getMessage());
        }
    }

    /** A daemon that turns us away says why before it hangs up, maybe before we have asked. */
    private String exchange(String request) throws IOException {
        try {
            lines.writeLine(request);
        } catch (IOException e) {
            String refusal = lines.readLine();
            if (refusal == null) {
                throw e;
            }
            return refusal;
        }
        return lines.readLine();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
