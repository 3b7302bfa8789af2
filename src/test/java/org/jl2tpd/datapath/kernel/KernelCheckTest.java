package org.jl2tpd.datapath.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.linux.Errno;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether the drivers can be used, and what an operator is told when they can't. */
class KernelCheckTest {
    private final RecordingKernel kernel = new RecordingKernel();
    private final List<String> loaded = new ArrayList<>();

    private String problem() {
        return new KernelCheck(kernel, loaded::add).problem();
    }

    @Test
    void triesEveryDriverAndLeavesNothing() {
        assertThat(problem()).isNull();
        assertThat(kernel.calls).contains("socket", "open /dev/ppp", "new unit", "router socket");
        assertThat(kernel.open).isEmpty();
        assertThat(loaded).isEmpty();
    }

    @Test
    void loadsTheModulesThatAreMissing() {
        kernel.failAt = 0;
        kernel.failErrno = Errno.EPROTONOSUPPORT;
        assertThat(problem()).isNull();
        assertThat(loaded).containsExactly("l2tp_ppp", "l2tp_netlink");
        assertThat(kernel.open).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 12, the kernel's L2TP driver: ENOMEM",
        "1, 2, /dev/ppp is missing",
        "1, 1, no permission to open /dev/ppp",
        "2, 1, no PPP device can be made",
        "3, 1, CAP_NET_RAW"
    })
    void saysWhatIsMissingAndLeavesNothing(int call, int errno, String words) {
        kernel.failAt = call;
        kernel.failErrno = errno;
        assertThat(problem()).contains(words).doesNotContain("\n");
        assertThat(kernel.open).isEmpty();
    }

    @Test
    void saysThatAKernelHasNoDriver() {
        var without = new RecordingKernel() {
            @Override
            public int openSocket() {
                return -Errno.EAFNOSUPPORT;
            }
        };
        assertThat(new KernelCheck(without, loaded::add).problem())
                .isEqualTo("this kernel has no L2TP driver (modprobe l2tp_ppp)");
    }
}
