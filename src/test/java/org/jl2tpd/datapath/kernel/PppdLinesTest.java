package org.jl2tpd.datapath.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PppdLinesTest {
    private final PppdLines lines = new PppdLines();

    private void add(String text) {
        lines.add(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void whatTellsOfNoFailureIsNotKept() {
        add("LCP terminated by peer (bye)\nlocal  IP address 10.0.0.1\nremote IP address 10.64.0.1\n");
        add(
                "primary   DNS address 10.0.0.9\nCHAP authentication succeeded: welcome\nScript /etc/ppp/ip-down started\n");
        add("Connection terminated.\n");
        assertThat(lines.last()).isEqualTo("LCP terminated by peer (bye)");
    }

    @Test
    void theUnitIsItsFirstName() {
        assertThat(lines.unit()).isEmpty();
        add("Using interface ../../x\n");
        assertThat(lines.unit()).isEmpty();
        add("Using interface ppp12\nUsing interface ppp13\n");
        assertThat(lines.unit()).isEqualTo("ppp12");
    }
}
