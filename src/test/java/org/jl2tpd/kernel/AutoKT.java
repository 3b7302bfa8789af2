package org.jl2tpd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.interop.Jl2tpd.text;

import org.jl2tpd.interop.Configurations;
import org.jl2tpd.interop.Jl2tpd;
import org.jl2tpd.interop.NetLab;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The datapath {@code auto}; on Debian's kernel the drivers are modules that nobody has loaded when this is the only test. */
class AutoKT {
    @BeforeEach
    void need() {
        Guest.need();
    }

    @Test
    @Tag("debian")
    void autoTakesTheKernelAndSaysSo() {
        try (NetLab lab = new NetLab("kernel-auto")) {
            Jl2tpd daemon = Jl2tpd.start(lab.namespace("lns"), "lns", "datapath = \"auto\"", Configurations.lns());
            assertThat(text(daemon.status(), "datapath")).isEqualTo("kernel");
            assertThat(daemon.process().output()).containsPattern("datapath.*kernel");
            daemon.stop();
        }
    }
}
