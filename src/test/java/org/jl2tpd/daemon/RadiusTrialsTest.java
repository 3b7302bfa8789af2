package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jl2tpd.management.RadiusTrial;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.Attributes;
import org.jl2tpd.radius.RadiusCode;
import org.jl2tpd.radius.RadiusRequest;
import org.jl2tpd.radius.RadiusResult;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.Test;

/** An operator's question to RADIUS servers, and how their answer looks. */
class RadiusTrialsTest {
    private final List<RadiusRequest> asked = new ArrayList<>();
    private RadiusResult result;

    private RadiusTrial.Answer ask(boolean chap) {
        var trials = new RadiusTrials((request, to) -> {
            asked.add(request);
            to.accept(result);
        });
        return trials.ask(new RadiusTrial("isp", "alice", Secret.of("sesame"), chap))
                .join();
    }

    @Test
    void asksByPap() {
        result = new RadiusResult.Failed(RadiusResult.Failure.SILENT, "no server answers");
        assertThat(ask(false)).satisfies(answer -> {
            assertThat(answer.result()).isEqualTo("failed");
            assertThat(answer.words()).isEqualTo("no server answers");
        });
        assertThat(asked.get(0).group()).isEqualTo("isp");
        assertThat(asked.get(0).attributes().text(Attributes.USER_NAME)).isEqualTo("alice");
        assertThat(asked.get(0).attributes().text(Attributes.USER_PASSWORD)).isEqualTo("sesame");
    }

    @Test
    void asksByChapWithTheResponseAndNeverThePassword() throws Exception {
        result = new RadiusResult.Answered(RadiusCode.ACCESS_REJECT, new AttributeSet(), "aaa1");
        assertThat(ask(true).result()).isEqualTo("reject");
        AttributeSet set = asked.get(0).attributes();
        assertThat(set.has(Attributes.USER_PASSWORD)).isFalse();
        byte[] response = set.octets(Attributes.CHAP_PASSWORD);
        var md5 = MessageDigest.getInstance("MD5");
        md5.update(response[0]);
        md5.update("sesame".getBytes(StandardCharsets.UTF_8));
        assertThat(Arrays.copyOfRange(response, 1, 17)).isEqualTo(md5.digest(set.octets(Attributes.CHAP_CHALLENGE)));
    }

    @Test
    void showsAttributesInTheirFormAndNoSecret() {
        AttributeSet set = new AttributeSet()
                .add(Attributes.FRAMED_IP_ADDRESS, IpAddress.parse("192.0.2.7"))
                .add(Attributes.SESSION_TIMEOUT, 3600)
                .add(Attributes.REPLY_MESSAGE, "welcome")
                .add(Attributes.FRAMED_IPV6_PREFIX, IpPrefix.parse("2001:db8:7::/64"))
                .add(Attributes.CLASS, new byte[] {1, (byte) 0xab})
                .addTagged(Attributes.TUNNEL_PASSWORD, 2, "hush".getBytes(StandardCharsets.UTF_8));
        result = new RadiusResult.Answered(RadiusCode.ACCESS_ACCEPT, set, "aaa1");
        RadiusTrial.Answer answer = ask(false);
        assertThat(answer.server()).isEqualTo("aaa1");
        assertThat(answer.attributes())
                .extracting(one -> one.name() + "=" + one.value())
                .containsExactly(
                        "Framed-IP-Address=192.0.2.7",
                        "Session-Timeout=3600",
                        "Reply-Message=welcome",
                        "Framed-IPv6-Prefix=2001:db8:7::/64",
                        "Class=0x01ab",
                        "Tunnel-Password:2=***");
    }
}
