package org.jl2tpd.daemon.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.engine.EngineEvent.Kind;
import org.jl2tpd.management.model.ManagedEvent;
import org.junit.jupiter.api.Test;

/** What a hook finds in its environment. */
class HookEnvironmentTest {
    private static List<String> of(Kind kind, String user) {
        return HookEnvironment.of("session_up", new ManagedEvent(5, 0, TestEvents.session(kind, 7, user)));
    }

    @Test
    void hasWhatIsKnown() {
        assertThat(of(Kind.SESSION_UP, "alice"))
                .startsWith("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
                .contains(
                        "JL2TPD_EVENT=session_up",
                        "JL2TPD_EVENT_NUMBER=5",
                        "JL2TPD_TIME=1970-01-01T00:00:00Z",
                        "JL2TPD_TUNNEL_ID=3",
                        "JL2TPD_SESSION_ID=7",
                        "JL2TPD_PEER_TUNNEL_ID=103",
                        "JL2TPD_PEER_SESSION_ID=107",
                        "JL2TPD_TUNNEL_NAME=with/slash",
                        "JL2TPD_SESSION_NAME=office",
                        "JL2TPD_OPENED_BY=peer",
                        "JL2TPD_ROLE=lns",
                        "JL2TPD_PEER=192.0.2.1",
                        "JL2TPD_PEER_PORT=1701",
                        "JL2TPD_PEER_HOST_NAME=lac.example",
                        "JL2TPD_USER=alice",
                        "JL2TPD_INTERFACE=ppp0",
                        "JL2TPD_LOCAL_ADDRESS=10.0.0.1",
                        "JL2TPD_REMOTE_ADDRESS=10.0.0.7",
                        "JL2TPD_IPV6_PREFIX=2001:db8:0:7::/64",
                        "JL2TPD_DELEGATED_PREFIX=2001:db8:100::/56",
                        "JL2TPD_DNS=192.0.2.53 192.0.2.54",
                        "JL2TPD_CALLING_NUMBER=555",
                        "JL2TPD_CALLED_NUMBER=777",
                        "JL2TPD_TX_CONNECT_SPEED=1000",
                        "JL2TPD_MTU=1400",
                        "JL2TPD_CAUSE=",
                        "JL2TPD_RX_OCTETS=");
    }

    @Test
    void saysOfAnEndWhyAndHowMuch() {
        assertThat(of(Kind.SESSION_DOWN, "alice"))
                .contains(
                        "JL2TPD_CAUSE=lost carrier (result 1)",
                        "JL2TPD_RESULT_CODE=1",
                        "JL2TPD_ERROR_CODE=0",
                        "JL2TPD_PPP_CAUSE=8",
                        "JL2TPD_PPP_CAUSE_TEXT=no echo",
                        "JL2TPD_SECONDS_UP=61",
                        "JL2TPD_RX_PACKETS=1",
                        "JL2TPD_RX_OCTETS=2",
                        "JL2TPD_TX_PACKETS=3",
                        "JL2TPD_TX_OCTETS=4");
    }

    @Test
    void boundsAndCleansWhatAPeerSays() {
        String evil = "a\nJL2TPD_ROLE=root\0\u001b[31m\u202e\ud800;$(reboot)`x`" + "x".repeat(5000);
        String user = of(Kind.SESSION_UP, evil).stream()
                .filter(v -> v.startsWith("JL2TPD_USER="))
                .findFirst()
                .orElseThrow();
        assertThat(user)
                .startsWith("JL2TPD_USER=a?JL2TPD_ROLE=root??[31m??;$(reboot)`x`xxx")
                .hasSize("JL2TPD_USER=".length() + HookEnvironment.VALUE_LIMIT);
        assertThat(of(Kind.SESSION_UP, evil)).allSatisfy(v -> assertThat(v).doesNotContain("\n", "\0"));
    }

    @Test
    void hasEveryVariableForEveryEvent() {
        var bare = new EngineEvent(Kind.TUNNEL_UP, 1, 0, "", null, "", null, "", "");
        List<String> names = names(HookEnvironment.of("tunnel_up", new ManagedEvent(1, 1, bare)));
        assertThat(names).isEqualTo(names(of(Kind.SESSION_DOWN, "alice"))).doesNotHaveDuplicates();
    }

    private static List<String> names(List<String> environment) {
        return environment.stream().map(v -> v.substring(0, v.indexOf('='))).toList();
    }
}
