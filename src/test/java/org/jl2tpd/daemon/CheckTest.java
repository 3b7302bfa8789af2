package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jl2tpd.linux.Identity;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code jl2tpd --check} and {@code jl2tpd prepare} print. */
class CheckTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... words) {
        return Main.run(new PrintWriter(out), new PrintWriter(err), words);
    }

    private String file() throws Exception {
        return Files.writeString(folder.resolve("jl2tpd.toml"), """
                [system]
                listen_addresses = ["127.0.0.1"]
                udp_port = 701
                datapath = "memory"
                """).toString();
    }

    @Test
    void checkPrintsTheCapabilitiesThatTheConfigurationNeeds() throws Exception {
        assertThat(run("--config", file(), "--check")).as("%s", err).isEqualTo(Main.DONE);
        assertThat(out.toString()).contains("CAP_NET_BIND_SERVICE for [system] udp_port = 701");
    }

    @Test
    void checkWithAUserLooksForTheUser() throws Exception {
        assertThat(run("--config", file(), "--check", "--user", "jl2tpd-nobody-at-all"))
                .isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("there is no such user");
    }

    @Test
    void prepareForRootSaysWhoseNameItWants() throws Exception {
        Assumptions.assumeTrue(Identity.isRoot(), "prepare needs root");
        assertThat(run("prepare", "--config", file(), "--user", "root")).isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("needs nothing prepared; say the daemon's user");
    }
}
