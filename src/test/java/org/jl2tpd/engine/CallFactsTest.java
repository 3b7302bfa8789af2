package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jl2tpd.profile.ConnectSpeed;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.wire.IpAddress;
import org.junit.jupiter.api.Test;

/** What the authenticator is told of a call. */
class CallFactsTest {
    @Test
    void theAuthenticatorHearsWhatIsKnownOfTheCall() {
        var session = Conf.session(
                "s0",
                Conf.USER,
                Conf.PASSWORD,
                Map.of(
                        SessionAttributes.CALLED_NUMBER,
                        "100",
                        SessionAttributes.CALLING_NUMBER,
                        "200",
                        SessionAttributes.SUB_ADDRESS,
                        "sub",
                        SessionAttributes.PRIV_GROUP_ID,
                        "group",
                        SessionAttributes.PHYSICAL_CHANNEL_ID,
                        77L,
                        SessionAttributes.CONNECT_SPEED,
                        new ConnectSpeed(50_000_000, 10_000_000)),
                Map.of());
        Conf lac = new Conf("lac.example").dial(Conf.tunnel("t", true, List.of(session), Pair.LNS));
        Pair pair = new Pair(new Conf("lns.example"), lac).start(5);

        Authenticator.AuthContext context = pair.lns.contexts.get(0);
        Views.Session seen = pair.lns.sessions().get(0);
        assertThat(context.calledNumber()).isEqualTo("100");
        assertThat(context.callingNumber()).isEqualTo("200");
        assertThat(context.ppp().name()).isEqualTo("default");
        CallFacts call = context.call();
        assertThat(call.tunnelId()).isEqualTo(seen.tunnelId());
        assertThat(call.sessionId()).isEqualTo(seen.id());
        assertThat(call.sessionSerial()).isEqualTo(seen.detail().serial());
        assertThat(call.tunnelSerial()).isPositive().isLessThan(call.sessionSerial());
        assertThat(call.localAddress()).isEqualTo(IpAddress.parse(Pair.LNS));
        assertThat(call.peerAddress()).isEqualTo(IpAddress.parse(Pair.LAC));
        assertThat(call.localHostName()).isEqualTo("lns.example");
        assertThat(call.peerHostName()).isEqualTo("lac.example");
        assertThat(call.openedByUs()).isFalse();
        assertThat(call.assignmentId()).isEmpty();
        assertThat(call.callSerialNumber()).isPositive();
        assertThat(call.subAddress()).isEqualTo("sub");
        assertThat(call.privateGroupId()).isEqualTo("group");
        assertThat(call.physicalChannelId()).isEqualTo(77);
        assertThat(call.rxConnectSpeed()).isEqualTo(50_000_000);
        assertThat(call.txConnectSpeed()).isEqualTo(10_000_000);
        assertThat(call.line()).isEmpty();
    }
}
