package org.jl2tpd.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jl2tpd.profile.SwitchRule;
import org.junit.jupiter.api.Test;

/** Switch rules as a file has them, and what is wrong with them. */
class SwitchReaderTest {
    private static final String TUNNEL = "[[tunnel]]\ntunnel_name = \"onward\"\ndest_ipaddr = \"192.0.2.1\"\n";

    private static ConfigResult parse(String text) {
        return ConfigLoader.parse("f", (TUNNEL + text).getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> errors(String text) {
        return parse(text).errors().stream().map(ConfigError::toString).toList();
    }

    @Test
    void rulesKeepTheirOrder() {
        ConfigResult result = parse("""
                [peer_profile.lac]
                [session_profile.s]
                [[switch]]
                peer = "lac"
                called_number = "555*"
                tunnel = "onward"
                session_profile_name = "s"
                [[switch]]
                realm = ".isp.example"
                tunnel = "onward"
                """);
        assertThat(result.errors()).isEmpty();
        assertThat(result.warnings()).isEmpty();
        assertThat(result.configuration().switchRules())
                .containsExactly(
                        new SwitchRule("lac", "555*", "", "onward", "s"),
                        new SwitchRule("", "", ".isp.example", "onward", null));
    }

    @Test
    void everyNameMustBeKnown() {
        assertThat(errors("""
                        [peer_profile.lac]
                        [[switch]]
                        peer = "lca"
                        tunnel = "onwards"
                        session_profile_name = "s"
                        """))
                .containsExactly(
                        "f:6:1: peer: there is no peer_profile \"lca\"; did you mean \"lac\"?",
                        "f:7:1: tunnel: there is no [[tunnel]] named \"onwards\"; did you mean \"onward\"?",
                        "f:8:1: session_profile_name: there is no session_profile \"s\"");
    }

    @Test
    void aRuleNeedsATunnelAndSomethingToMatch() {
        assertThat(errors("[[switch]]\n"))
                .containsExactly(
                        "f:4:1: the switch rule has no tunnel",
                        "f:4:1: the switch rule needs peer, called_number or realm; called_number = \"*\" takes every call");
    }

    @Test
    void patternsAreChecked() {
        assertThat(errors("""
                        [[switch]]
                        called_number = "5*5"
                        realm = "user@isp.example"
                        tunnel = "onward"
                        calling_number = "1"
                        """))
                .containsExactly(
                        "f:5:1: called_number: * may only stand at the end, for any further digits",
                        "f:6:1: realm must be a domain such as isp.example, or .isp.example for all below it",
                        "f:8:1: unknown key \"calling_number\" in a switch rule; did you mean \"called_number\"?");
    }

    @Test
    void aTunnelWhereWeMayNotBeLacTakesNoCalls() {
        assertThat(ConfigLoader.parse("f", """
                        [peer_profile.p]
                        lac_lns = "lns"
                        [[tunnel]]
                        tunnel_name = "onward"
                        dest_ipaddr = "192.0.2.1"
                        peer_profile_name = "p"
                        [[switch]]
                        called_number = "*"
                        tunnel = "onward"
                        """.getBytes(StandardCharsets.UTF_8)).errors())
                .extracting(ConfigError::toString)
                .containsExactly("f:9:1: tunnel: lac_lns of its peer profile forbids us to be the LAC there");
    }

    @Test
    void aRuleThatIsNeverReachedIsWarnedOf() {
        assertThat(parse("""
                        [[switch]]
                        called_number = "*"
                        tunnel = "onward"
                        [[switch]]
                        realm = "isp.example"
                        tunnel = "onward"
                        """).warnings())
                .extracting(ConfigError::toString)
                .containsExactly("f:9:1: this switch rule is never reached: rule 1 takes its calls first");
    }
}
