package org.jl2tpd.aaa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jl2tpd.engine.Authenticator.AuthContext;
import org.jl2tpd.ppp.AuthRequest;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.PoolDefinition;
import org.jl2tpd.wire.IpAddress;
import org.junit.jupiter.api.Test;

/** Pools that are nearly full are told once, and once when they have room again. */
class PoolAlarmTest {
    private final List<String> told = new ArrayList<>();

    private static Configuration configuration(int size, int alarmPercent) {
        var range = new PoolDefinition.Range(IpAddress.v4(0x0a000001), IpAddress.v4(0x0a000000 + size));
        var pool = new PoolDefinition("p", List.of(range), List.of(), List.of(), 56, true, 0, alarmPercent);
        return Configuration.builder().pools(Map.of("p", pool)).build();
    }

    private LocalAuthenticator authenticator(Configuration configuration) {
        LocalAuthenticator authenticator = new LocalAuthenticator(configuration);
        authenticator.tellPools((isNearlyFull, words) -> told.add((isNearlyFull ? "full " : "room ") + words));
        return authenticator;
    }

    private static boolean open(LocalAuthenticator authenticator, long ticket) {
        AuthContext context = new AuthContext("lac", "", "", "p", false, null, null);
        return authenticator
                .authenticate(ticket, new AuthRequest.None(), context)
                .accepted();
    }

    @Test
    void aPoolIsToldOnceAndAgainWhenItHasRoom() {
        LocalAuthenticator authenticator = authenticator(configuration(10, 90));
        for (int ticket = 1; ticket <= 10; ticket++) {
            open(authenticator, ticket);
        }
        assertThat(open(authenticator, 11)).isFalse();
        assertThat(told).containsExactly("full p ipv4: 9 of 10 in use");
        authenticator.release(1);
        authenticator.release(2);
        assertThat(told).hasSize(1);
        authenticator.release(3);
        assertThat(told).containsExactly("full p ipv4: 9 of 10 in use", "room p ipv4: 7 of 10 in use");
        var history = authenticator.poolHistories().get(0);
        assertThat(history.ipv4()).isEqualTo(new LocalAuthenticator.KindHistory(10, 1, false));
        assertThat(history.delegated()).isEqualTo(new LocalAuthenticator.KindHistory(0, 0, false));
    }

    @Test
    void noPercentIsNoAlarm() {
        LocalAuthenticator authenticator = authenticator(configuration(1, 0));
        open(authenticator, 1);
        assertThat(told).isEmpty();
    }

    @Test
    void aReloadTellsOnlyWhatIsNew() {
        LocalAuthenticator authenticator = authenticator(configuration(10, 50));
        for (int ticket = 1; ticket <= 6; ticket++) {
            open(authenticator, ticket);
        }
        authenticator.reconfigure(configuration(11, 50));
        assertThat(told).hasSize(1);
        authenticator.reconfigure(configuration(20, 50));
        assertThat(told).hasSize(2).last().isEqualTo("room p ipv4: 6 of 20 in use");
        authenticator.reconfigure(configuration(8, 50));
        assertThat(told).hasSize(3).last().isEqualTo("full p ipv4: 6 of 8 in use");
    }
}
