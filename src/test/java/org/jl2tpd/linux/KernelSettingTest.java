package org.jl2tpd.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings as the kernel and as files have them. */
class KernelSettingTest {
    private static final Path HOPS = Path.of("/proc/sys/net/ipv4/ip_default_ttl");

    @TempDir
    Path folder;

    private static String cat(Path file) throws IOException {
        Process cat = new ProcessBuilder("cat", file.toString()).start();
        return new String(cat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    }

    @Test
    void aNumberOfSeveralDigitsIsReadWhole() throws IOException {
        assumeTrue(Files.isReadable(HOPS), "no " + HOPS);
        assertThat(cat(HOPS)).hasSizeGreaterThan(1);
        assertThat(KernelSetting.text(HOPS)).isEqualTo(cat(HOPS));
        assertThat(KernelSetting.number(HOPS, 1, 255, 0)).isEqualTo(Integer.parseInt(cat(HOPS)));
    }

    @Test
    void aTextIsReadWhole() throws IOException {
        Path name = Path.of("/proc/sys/kernel/hostname");
        assumeTrue(Files.isReadable(name), "no " + name);
        assertThat(KernelSetting.text(name)).isEqualTo(cat(name));
    }

    @Test
    void whatIsNoNumberOrOutsideTheLimitsIsTheOther() throws IOException {
        Path file = folder.resolve("setting");
        for (String text : new String[] {"", "x", "256\n", "-1", "99999999999"}) {
            Files.writeString(file, text);
            assertThat(KernelSetting.number(file, 0, 255, 7)).as(text).isEqualTo(7);
        }
        assertThat(KernelSetting.number(folder.resolve("none"), 0, 255, 7)).isEqualTo(7);
    }
}
