package org.jl2tpd.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialSocketTest {
    @TempDir
    Path folder;

    @BeforeEach
    void systemCalls() {
        assumeTrue(Linux.problem() == null, "system calls: " + Linux.problem());
    }

    private static ByteBuffer direct(int... octets) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(octets.length);
        for (int octet : octets) {
            buffer.put((byte) octet);
        }
        return buffer.flip();
    }

    @Test
    void tellsWhoSentADatagram() throws Exception {
        String path = folder.resolve("events").toString();
        try (CredentialSocket socket = CredentialSocket.bind(path)) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(16);
            assertThat(socket.receive(buffer)).isEqualTo(-Errno.EAGAIN);
            assertThat(socket.senderPid()).isEqualTo(-1);
            assertThat(CredentialSocket.send(path, direct(1, 2, 3))).isEqualTo(3);
            assertThat(socket.receive(buffer)).isEqualTo(3);
            assertThat(buffer.get(2)).isEqualTo((byte) 3);
            assertThat(socket.senderPid())
                    .isEqualTo((int) ProcessHandle.current().pid());
            assertThat(socket.senderUid()).isEqualTo(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
            assertThat(socket.receive(buffer)).isEqualTo(-Errno.EAGAIN);
            assertThat(socket.senderUid()).isEqualTo(-1);
        }
    }

    @Test
    void cutsWhatIsTooLong() throws Exception {
        String path = folder.resolve("events").toString();
        try (CredentialSocket socket = CredentialSocket.bind(path)) {
            assertThat(CredentialSocket.send(path, direct(1, 2, 3, 4))).isEqualTo(4);
            assertThat(socket.receive(ByteBuffer.allocateDirect(2))).isEqualTo(2);
        }
    }

    @Test
    void refusesATakenPathAndOneThatIsTooLong() throws Exception {
        String path = folder.resolve("events").toString();
        try (CredentialSocket socket = CredentialSocket.bind(path)) {
            assertThat(socket.fd()).isPositive();
            assertThatThrownBy(() -> CredentialSocket.bind(path)).hasMessageContaining("EADDRINUSE");
        }
        assertThatThrownBy(() -> CredentialSocket.bind("/" + "x".repeat(107))).hasMessageContaining("too long");
    }
}
