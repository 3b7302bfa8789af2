package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.Attributes;
import org.jl2tpd.testing.FreePorts;
import org.jl2tpd.testing.RadiusTestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a RADIUS server hears after a daemon was killed. */
@Timeout(60)
class AccountingCrashIT extends AccountingLoopback {
    @Test
    void theSessionsOfAKilledDaemonStopBeforeTheNextOneIsOn() throws Exception {
        int port = FreePorts.udp();
        try (RadiusTestServer server = new RadiusTestServer(SECRET, this::judge);
                LogLines lines = new LogLines()) {
            Path file = directory.resolve("lns.toml");
            Configuration configuration = lns(port, server, "");
            Files.writeString(file, written);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            Program killed = Program.start(directory, "jl2tpd", "--config", file.toString());
            try (Daemon lac = Daemon.start(lac(port), "lac")) {
                Eventually.equal(() -> lines.of("session_up").size(), 1);
                Eventually.equal(() -> statuses(server).contains(1L), true);
                killed.signal("KILL");
                killed.await();
                assertThat(lac).isNotNull();
            } finally {
                killed.close();
            }
            try (Daemon next = Daemon.start(configuration, "next")) {
                Eventually.equal(() -> told(server), List.of(7L, 1L, 2L, 7L));
                assertThat(next).isNotNull();
            }
            List<AttributeSet> heard = accounted(server);
            AttributeSet stop = heard.get(statuses(server).indexOf(2L));
            assertThat(stop.number(Attributes.ACCT_TERMINATE_CAUSE, 0)).isEqualTo(11);
            assertThat(stop.text(Attributes.ACCT_SESSION_ID))
                    .isEqualTo(heard.get(1).text(Attributes.ACCT_SESSION_ID));
        }
    }

    /** Without interim records, and what was told twice: of an answer to the killed daemon the next one may know nothing. */
    private static List<Long> told(RadiusTestServer server) {
        List<Long> told = new ArrayList<>();
        for (Long status : statuses(server)) {
            boolean again = !told.isEmpty() && told.get(told.size() - 1).equals(status);
            if (status != 3 && !again) {
                told.add(status);
            }
        }
        return told;
    }
}
