package org.jl2tpd.management.socket;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.ControlException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client that the daemon will not have hears why, although the daemon hung up before it asked. */
@Timeout(20)
class TurnedAwayTest {
    @TempDir
    Path directory;

    @Test
    void hearsWhyTheDaemonHungUp() throws Exception {
        Path path = directory.resolve("control.sock");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            try (ControlSocketClient client = ControlSocketClient.connect(path)) {
                try (SocketChannel accepted = server.accept()) {
                    String line = ControlProtocol.failure(Kind.REFUSED, "only root may") + "\n";
                    accepted.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
                }
                assertThatThrownBy(() -> client.call("system", new JsonObject()))
                        .isInstanceOf(ControlException.class)
                        .hasMessage("only root may");
            }
        }
    }
}
