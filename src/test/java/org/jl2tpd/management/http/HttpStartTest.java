package org.jl2tpd.management.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.jl2tpd.management.model.ManagedDaemon;
import org.junit.jupiter.api.Test;

class HttpStartTest {
    @Test
    void aStartThatFailsLeavesItsPortFree() throws Exception {
        HttpBench ended = new HttpBench("ended");
        ended.close();
        try (HttpBench other = new HttpBench("clash")) {
            ManagedDaemon daemon = ended.daemon;
            var sameName =
                    new ManagedDaemon("clash", daemon.control(), daemon.inventory(), daemon.events(), daemon.state());
            assertThatThrownBy(() -> HttpFace.start(sameName))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("can't be managed");
            try (var free = new ServerSocket(ended.port, 1, InetAddress.getLoopbackAddress())) {
                assertThat(free.isBound()).isTrue();
            }
            assertThat(other.get("/").status()).isNotZero();
        }
    }
}
