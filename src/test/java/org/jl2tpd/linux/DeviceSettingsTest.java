package org.jl2tpd.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceSettingsTest {
    @TempDir
    private Path ipv6;

    @BeforeEach
    void systemCalls() {
        assumeTrue(Linux.problem() == null, "system calls: " + Linux.problem());
    }

    private Path device(String name) throws IOException {
        Path settings = Files.createDirectories(ipv6.resolve("conf").resolve(name));
        Files.writeString(settings.resolve("accept_ra_defrtr"), "1");
        Files.writeString(settings.resolve("accept_ra"), "1");
        return settings;
    }

    @ParameterizedTest
    @ValueSource(strings = {"lns1", "l2tp0", "a.b-c_d", "fifteen-letters"})
    void writesBothSettingsOfTheDevice(String name) throws IOException {
        Path settings = device(name);
        assertThat(DeviceSettings.takeNoDefaultRoute(ipv6, name)).isTrue();
        assertThat(settings.resolve("accept_ra_defrtr")).hasContent("0");
        assertThat(settings.resolve("accept_ra")).hasContent("2");
    }

    /** The names of settings that stand for other devices as well, and what leads to another place. */
    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "all", "default", "../conf/lns1", "a/b", "sixteen-letters-", "l2tp%d"})
    void writesNothingForWhatIsNoDevicesName(String name) throws IOException {
        device("lns1");
        Path settings = device(name);
        assertThat(DeviceSettings.takeNoDefaultRoute(ipv6, name)).isFalse();
        assertThat(settings.resolve("accept_ra_defrtr")).hasContent("1");
        assertThat(settings.resolve("accept_ra")).hasContent("1");
    }

    @Test
    void leavesAdvertisementsAloneWhereItCannotRefuseTheirDefaultRoute() throws IOException {
        Path settings = device("lns1");
        Files.delete(settings.resolve("accept_ra_defrtr"));
        assertThat(DeviceSettings.takeNoDefaultRoute(ipv6, "lns1")).isFalse();
        assertThat(settings.resolve("accept_ra")).hasContent("1");
        assertThat(settings.resolve("accept_ra_defrtr")).doesNotExist();
    }

    @Test
    void hasNothingToDoInAKernelWithoutIpv6() {
        assertThat(DeviceSettings.takeNoDefaultRoute(ipv6.resolve("absent"), "lns1"))
                .isTrue();
    }
}
