package org.jl2tpd.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.Secret;
import org.jl2tpd.wire.TraceFacility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of attributes is whole, its defaults are the design's, and values go to text and back. */
class SchemaTest {
    private static final Set<Class<?>> TYPES = Set.of(
            Integer.class,
            Long.class,
            Boolean.class,
            String.class,
            Secret.class,
            IpAddress.class,
            IpPrefix.class,
            ConnectSpeed.class,
            List.class);

    @ParameterizedTest
    @EnumSource
    void everyAttributeIsWhole(ProfileKind kind) {
        Set<String> names = new HashSet<>();
        assertThat(Schema.of(kind)).isNotEmpty();
        for (Attribute<?> attribute : Schema.of(kind)) {
            assertThat(attribute.name()).matches("[a-z][a-z0-9_]*");
            assertThat(names.add(attribute.name())).as(attribute.name()).isTrue();
            assertThat(attribute.kind()).isEqualTo(kind);
            assertThat(TYPES.contains(attribute.type()) || attribute.type().isEnum())
                    .as(attribute.name())
                    .isTrue();
            assertThat(attribute.range()).isNotBlank();
            assertThat(attribute.description()).endsWith(".");
            assertThat(Schema.find(kind, attribute.name())).isSameAs(attribute);
            assertThat(attribute.type() == List.class)
                    .as(attribute.name())
                    .isEqualTo(Schema.elementType(attribute) != null);
            accepts(attribute);
        }
        assertThat(Schema.find(kind, "no_such_attribute")).isNull();
    }

    @SuppressWarnings("unchecked")
    private static void accepts(Attribute<?> attribute) {
        Object value = attribute.defaultValue();
        if (value == null) {
            return;
        }
        assertThat(((Attribute<Object>) attribute).valid().test(value))
                .as("default of %s", attribute)
                .isTrue();
        boolean empty = value.equals("") || value.equals(List.of());
        if (!empty) {
            assertThat(Values.parse(attribute, Values.show(attribute, value)).value())
                    .as("%s to text and back", attribute)
                    .isEqualTo(value);
        }
    }

    @Test
    void defaultsAreTheDesigns() {
        assertThat(TunnelAttributes.RX_WINDOW_SIZE.defaultValue()).isEqualTo(16);
        assertThat(TunnelAttributes.TX_WINDOW_SIZE.defaultValue()).isEqualTo(16);
        assertThat(TunnelAttributes.RETRY_TIMEOUT.defaultValue()).isEqualTo(1);
        assertThat(TunnelAttributes.MAX_RETRY_TIMEOUT.defaultValue()).isEqualTo(8);
        assertThat(TunnelAttributes.MAX_RETRIES.defaultValue()).isEqualTo(5);
        assertThat(TunnelAttributes.HELLO_TIMEOUT.defaultValue()).isEqualTo(60);
        assertThat(TunnelAttributes.IDLE_TIMEOUT.defaultValue()).isZero();
        assertThat(TunnelAttributes.ALLOW_PPP_PROXY.defaultValue()).isFalse();
        assertThat(TunnelAttributes.MTU.defaultValue()).isZero();
        assertThat(TunnelAttributes.USE_TIEBREAKER.defaultValue()).isTrue();
        assertThat(PppAttributes.LCP_ECHO_INTERVAL.defaultValue()).isEqualTo(30);
        assertThat(PppAttributes.LCP_ECHO_FAILURE_COUNT.defaultValue()).isEqualTo(3);
        assertThat(PppAttributes.CHAP_INTERVAL.defaultValue()).isZero();
        assertThat(PppAttributes.MSS_CLAMP.defaultValue()).isTrue();
        assertThat(PeerAttributes.ALLOW_TUNNELS.defaultValue()).isFalse();
    }

    /** RFC 2661 5.8: the back-off's cap is no less than 8 s. */
    @Test
    void refusesABackOffCapBelowEightSeconds() {
        assertThat(Values.read(TunnelAttributes.MAX_RETRY_TIMEOUT, 7L).problem())
                .isEqualTo("must be 8 to 120, not 7");
        assertThat(Values.read(TunnelAttributes.MAX_RETRY_TIMEOUT, 8L).value()).isEqualTo(8);
    }

    @Test
    void readsTraceFlagsAsNamesOrMask() {
        int both = TraceFacility.FSM.bit() | TraceFacility.AVP_INFO.bit();
        assertThat(Values.read(TunnelAttributes.TRACE_FLAGS, List.of("fsm", "avp_info"))
                        .value())
                .isEqualTo(both);
        assertThat(Values.read(TunnelAttributes.TRACE_FLAGS, "all").value()).isEqualTo(TraceFacility.ALL);
        assertThat(Values.read(TunnelAttributes.TRACE_FLAGS, 10L).value()).isEqualTo(10);
        assertThat(Values.parse(TunnelAttributes.TRACE_FLAGS, "fsm,avp_info").value())
                .isEqualTo(both);
        assertThat(Values.read(TunnelAttributes.TRACE_FLAGS, 4096L).problem()).contains("0 to 2047");
    }

    @Test
    void readsConnectSpeeds() {
        assertThat(ConnectSpeed.parse("64000:128000")).isEqualTo(new ConnectSpeed(64_000, 128_000));
        assertThat(ConnectSpeed.parse("64000")).isEqualTo(new ConnectSpeed(64_000, 64_000));
        assertThat(ConnectSpeed.parse("0:1000000")).isEqualTo(new ConnectSpeed(0, 1_000_000));
        assertThat(ConnectSpeed.parse("64000:0")).isNull();
        assertThat(ConnectSpeed.parse("4294967296")).isNull();
    }

    @Test
    void tellsAddressesAndHostNamesFromAnythingElse() {
        assertThat(List.of("192.0.2.1", "2001:db8::1", "lns", "lns.isp.example", "l_1-a.example."))
                .allMatch(Values::isHost);
        assertThat(List.of("192.0.2", "300.1.1.1", "a b", "-a", "a..b", ":", "", "x".repeat(300)))
                .noneMatch(Values::isHost);
    }

    @Test
    void neverShowsASecretInAProblem() {
        assertThat(Values.read(TunnelAttributes.SECRET, 12345L).problem()).isEqualTo("must be text in quotes");
        assertThat(Values.show(TunnelAttributes.SECRET, Secret.of("hunter2"))).isEqualTo("(secret)");
    }
}
