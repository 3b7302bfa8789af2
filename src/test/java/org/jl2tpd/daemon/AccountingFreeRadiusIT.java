package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jl2tpd.interop.FreeRadius;
import org.jl2tpd.testing.FreePorts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What FreeRADIUS writes of a session. */
@Timeout(60)
class AccountingFreeRadiusIT extends AccountingLoopback {
    @Test
    void freeRadiusWritesEveryRecordOfASession() throws Exception {
        String alice = FreeRadius.user(
                "alice",
                "open sesame",
                "Framed-IP-Address := 198.51.100.7",
                "Framed-IPv6-Prefix := 2001:db8:5::/64",
                "Class := 0x0007fe");
        int port = FreePorts.udp();
        try (FreeRadius server = FreeRadius.start(directory, alice)) {
            try (LogLines lines = new LogLines();
                    Daemon lns = Daemon.start(
                            lns(
                                    port,
                                    server.authenticationPort(),
                                    server.accountingPort(),
                                    FreeRadius.SECRET,
                                    "tunnel_accounting = true"),
                            "lns")) {
                try (Daemon lac = Daemon.start(lac(port), "lac")) {
                    Eventually.equal(() -> lines.of("session_up").size(), 2);
                    Eventually.equal(() -> server.detail().contains("Acct-Status-Type = Start"), true);
                    assertThat(lac).isNotNull();
                }
                Eventually.equal(() -> lines.of("session_down").size(), 2);
                assertThat(lns).isNotNull();
            }
            String detail = server.detail();
            List<String> kinds = detail.lines()
                    .filter(line -> line.contains("Acct-Status-Type"))
                    .map(line -> line.substring(line.indexOf('=') + 2).strip())
                    .toList();
            assertThat(kinds)
                    .startsWith("Accounting-On")
                    .endsWith("Accounting-Off")
                    .containsSubsequence("Start", "Stop")
                    .contains("Tunnel-Start", "Tunnel-Link-Start", "Tunnel-Link-Stop", "Tunnel-Stop");
            assertThat(detail)
                    .contains("Class = 0x0007fe")
                    .contains("Framed-IP-Address = 198.51.100.7")
                    .contains("Framed-IPv6-Prefix = 2001:db8:5::/64")
                    .contains("User-Name = \"alice\"")
                    .contains("Acct-Tunnel-Connection")
                    .contains("Acct-Terminate-Cause = ")
                    .contains("Acct-Output-Gigawords = 0");
        }
    }
}
