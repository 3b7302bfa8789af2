package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.jl2tpd.config.ConfigLoader;
import org.jl2tpd.config.ConfigResult;
import org.jl2tpd.profile.Configuration;
import org.junit.jupiter.api.Test;

/** What the daemon asks of the system when its configuration wants pppd. */
class PppdTest {
    private static Configuration configuration(String text) {
        ConfigResult result = ConfigLoader.parse("f", text.getBytes(StandardCharsets.UTF_8));
        assertThat(result.errors()).isEmpty();
        return result.configuration();
    }

    @Test
    void itIsWantedByAProfileOrASession() {
        assertThat(Pppd.isWanted(configuration(""))).isFalse();
        assertThat(Pppd.isWanted(configuration("[ppp_profile.a]\nppp = \"pppd\"\n")))
                .isTrue();
        String session = """
                [[tunnel]]
                tunnel_name = "t"
                dest_ipaddr = "192.0.2.1"
                [[tunnel.session]]
                session_name = "s"
                ppp = "pppd"
                """;
        assertThat(Pppd.isWanted(configuration(session))).isTrue();
    }

    @Test
    void theDaemonDoesNotStartWithoutTheProgram() {
        Configuration missing =
                configuration("[system]\npppd_path = \"/nonexistent/pppd\"\n[ppp_profile.a]\nppp = \"pppd\"\n");
        assertThatThrownBy(() -> DatapathChoice.make(missing, org.jl2tpd.linux.Ledger.none()))
                .isInstanceOf(StartFailure.class)
                .hasMessage("ppp = \"pppd\" needs /nonexistent/pppd: install the package ppp, or set pppd_path");
        assertThat(Pppd.problem(configuration("[system]\npppd_path = \"/nonexistent/pppd\"\n")))
                .isNull();
    }

    @Test
    void pppdKnowsTheUsersThatMayComeIn() {
        String users = """
                [[user]]
                name = "alice"
                password = "a"
                ipaddr = "10.0.0.1"
                [[user]]
                name = "bob"
                password = "b"
                enabled = false
                """;
        assertThat(Pppd.settings(configuration(users)).logins())
                .singleElement()
                .satisfies(login -> assertThat(login.name()).isEqualTo("alice"))
                .satisfies(login -> assertThat(login.address()).hasToString("10.0.0.1"));
    }

    /** Otherwise a file on this host would open what the configuration closes. */
    @Test
    void usersThatMayNotComeInAreNotTheSameAsNoUsers() {
        String users = "[[user]]\nname = \"bob\"\npassword = \"b\"\nenabled = false\n";
        assertThat(Pppd.settings(configuration(users)).logins()).isEmpty();
        assertThat(Pppd.settings(configuration("")).logins()).isNull();
    }
}
