package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.TunnelAttributes;
import org.jl2tpd.profile.TunnelDefinition;
import org.jl2tpd.testing.SeededRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The socket of its own that a dialled tunnel gets. */
class ClientTunnelSocketTest {
    private final List<Object> asked = new ArrayList<>();

    private <T> T port(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            if (method.getName().equals("openSocket")) {
                asked.addAll(List.of(args));
                return new EnginePorts.OpenedSocket(-1, 0, "none is to be had");
            }
            return method.getReturnType() == String.class ? "" : null;
        }));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isUnfragmentedWhereTheTunnelDiscoversThePathMtu(boolean discovers) {
        var kinds = new EnumMap<ProfileKind, Map<String, Profile>>(ProfileKind.class);
        for (ProfileKind kind : ProfileKind.values()) {
            kinds.put(kind, Map.of("default", new Profile(kind, "default", Map.of())));
        }
        var own = new Profile(
                ProfileKind.TUNNEL,
                "t",
                Map.of(TunnelAttributes.DO_PMTU_DISCOVERY, discovers, TunnelAttributes.OUR_UDP_PORT, 1702));
        var tunnel = new TunnelDefinition("t", List.of("192.0.2.1"), null, null, false, own, List.of());
        var system = new Profile(ProfileKind.SYSTEM, "system", Map.of());
        new Engine(
                        Configuration.builder()
                                .system(system)
                                .profiles(kinds)
                                .tunnels(List.of(tunnel))
                                .build(),
                        port(EnginePorts.class),
                        port(Datapath.class),
                        port(Authenticator.class),
                        new SeededRandom(1))
                .start(0);
        assertThat(asked).hasSize(3).endsWith(1702, discovers);
    }
}
