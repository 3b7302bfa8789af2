package org.jl2tpd.datapath.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.jl2tpd.linux.DeviceAddress;
import org.jl2tpd.linux.Errno;
import org.jl2tpd.linux.Linux;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With this host's {@code lo} for a device that is no PPP unit. */
class PppdDevicesTest {
    private final RecordingKernel kernel = new RecordingKernel();
    private final PppdDevices devices = new PppdDevices(kernel, kernel, true);

    @BeforeEach
    void need() {
        assumeTrue(Linux.problem() == null, "system calls: " + Linux.problem());
        assumeTrue(Linux.deviceIndex("lo") > 0, "no device lo here");
    }

    @Test
    void aDeviceThatIsNoPppUnitIsForeign() {
        assertThat(DeviceAddress.type("lo")).isEqualTo(772);
        assertThat(DeviceAddress.type("nosuchdevice")).isEqualTo(-1);
        assertThat(devices.isForeign("lo", "")).isTrue();
        assertThat(devices.isForeign("nosuchdevice", "")).isFalse();
        assertThat(devices.isForeign("nosuchdevice", "nosuchdevice")).isFalse();
    }

    @Test
    void anotherNameIsForeignWhileTheUnitHasItsFirstOne() {
        assertThat(devices.isForeign("nosuchdevice", "ppp4")).isTrue();
        kernel.failAt = 1;
        kernel.failErrno = Errno.ENODEV;
        assertThat(devices.isForeign("nosuchdevice", "ppp4")).isFalse();
    }
}
