package org.jl2tpd.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jl2tpd.linux.SocketConstants.*;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NotifySocketTest {
    private static final int AF_UNIX = 1;

    @BeforeEach
    void systemCalls() {
        assumeTrue(Linux.problem() == null, "system calls: " + Linux.problem());
    }

    @Test
    void reachesAnAbstractSocket() throws Exception {
        String name = "jl2tpd-test-" + ProcessHandle.current().pid();
        byte[] octets = name.getBytes(StandardCharsets.US_ASCII);
        NativeMemory address = new NativeMemory(110);
        address.buffer.putShort(0, (short) AF_UNIX).put(3, octets);
        int receiver = Linux.check("socket", Linux.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        NativeMemory data = new NativeMemory(16);
        try {
            Linux.check("bind", Linux.bind(receiver, address.address, 3 + octets.length));
            try (NotifySocket socket = NotifySocket.connect("@" + name)) {
                socket.send("READY=1");
            }
            assertThat(Linux.recv(receiver, data.address, 16, MSG_DONTWAIT)).isEqualTo("READY=1".length());
            assertThat(data.buffer.get(0)).isEqualTo((byte) 'R');
        } finally {
            Linux.close(receiver);
        }
    }

    @Test
    void refusesWhatIsNoAddressAndSaysWhoDoesNotListen() {
        assertThatThrownBy(() -> NotifySocket.connect("nothing")).hasMessageContaining("no address");
        assertThatThrownBy(() -> NotifySocket.connect("/nowhere/at/all"))
                .hasMessageContaining("connect /nowhere/at/all: ");
    }
}
