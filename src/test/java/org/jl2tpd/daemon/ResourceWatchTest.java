package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.config.ConfigLoader;
import org.jl2tpd.daemon.ResourceWatch.Resource;
import org.jl2tpd.engine.Command;
import org.jl2tpd.profile.Configuration;
import org.junit.jupiter.api.Test;

/** What operators hear before something is used up. */
class ResourceWatchTest {
    private final List<Command> commands = new ArrayList<>();
    private List<Resource> now = List.of();
    private final ResourceWatch watch = new ResourceWatch(() -> now, commands::add);

    private void look(String name, long used) {
        now = List.of(new Resource(name, used, 1000, ""));
        watch.look();
    }

    @Test
    void tellsOnceUntilItHasFallen() {
        look("descriptors", 899);
        assertThat(commands).isEmpty();
        look("descriptors", 900);
        look("descriptors", 990);
        look("descriptors", 860);
        assertThat(commands).containsExactly(new Command.TellOfLimit("descriptors 1000, 90 % in use"));
        assertThat(watch.alarms()).containsExactly("descriptors 1000, 86 % in use");
        look("descriptors", 849);
        assertThat(watch.alarms()).isEmpty();
        look("descriptors", 950);
        assertThat(commands).hasSize(2);
    }

    @Test
    void refusesPeersForLackOfHeapAndTakesItBack() {
        look(ResourceWatch.HEAP, 799);
        assertThat(commands).isEmpty();
        look(ResourceWatch.HEAP, 800);
        look(ResourceWatch.HEAP, 760);
        look(ResourceWatch.HEAP, 749);
        assertThat(commands)
                .containsExactly(
                        new Command.TellOfLimit("heap 1000, 80 % in use"),
                        new Command.RefuseForLack("heap"),
                        new Command.RefuseForLack(""));
    }

    @Test
    void whatHasNoLimitIsNeverNear() {
        now = List.of(new Resource("descriptors", 5, 0, ""));
        watch.look();
        assertThat(commands).isEmpty();
        assertThat(ProcessResources.descriptors(0, 62).percent())
                .as("none left to count them with")
                .isEqualTo(100);
        assertThat(ProcessResources.disk("a", new File("/nowhere/at/all")).percent())
                .isZero();
    }

    private static Configuration limits(String lines) {
        var text = "[system]\ndatapath = \"memory\"\n" + lines;
        var result = ConfigLoader.parse("test", text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(result.errors()).isEmpty();
        return result.configuration();
    }

    @Test
    void limitsOfTheSystemBelowTheConfiguredOnesAreSeenComing() {
        long heap = 256L << 20;
        Configuration many = limits("max_sessions = 30000\n");
        assertThat(Forewarning.of(many, "kernel", 65_536, heap))
                .singleElement()
                .asString()
                .contains("max_sessions 30000", "90200 file descriptors", "65536", "LimitNOFILE");
        assertThat(Forewarning.of(many, "tun", 1024, heap)).isEmpty();
        assertThat(Forewarning.of(limits("tun_route_per_session = true\nmax_sessions = 1000\n"), "tun", 1024, heap))
                .hasSize(1);
        assertThat(Forewarning.of(many, "memory", 1024, 128L << 20))
                .singleElement()
                .asString()
                .contains("154 MiB of heap", "128 MiB");
        assertThat(Forewarning.of(limits(""), "kernel", 1024, heap)).hasSize(1);
        assertThat(Forewarning.of(limits(""), "kernel", 65_536, heap)).isEmpty();
        assertThat(Forewarning.of(many, "kernel", 0, 0)).isEmpty();
    }
}
