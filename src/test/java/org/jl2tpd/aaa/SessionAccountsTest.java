package org.jl2tpd.aaa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jl2tpd.aaa.SessionAccount.Authentic;
import org.junit.jupiter.api.Test;

class SessionAccountsTest {
    private final SessionAccounts accounts = new SessionAccounts();
    private final SessionIds ids = new SessionIds(0x6543_2100L);

    private static SessionAccount account(long serial) {
        return new SessionAccount(serial, "alice", List.of(), SessionAccount.UNSET, Authentic.RADIUS, "", null);
    }

    @Test
    void anIdIsTheStartAndTheSerialInHexadecimal() {
        assertThat(ids.text(0x1f)).isEqualTo("654321000000001f");
        assertThat(ids.text(0x1_0000_0001L)).isEqualTo("65432100100000001");
    }

    @Test
    void findsTheSerialOfAnId() {
        assertThat(ids.serial("654321000000001F")).isEqualTo(0x1f);
        assertThat(ids.serial("65432100100000001")).isEqualTo(0x1_0000_0001L);
    }

    @Test
    void anIdOfAnotherStartOrOfNobodyIsNone() {
        for (String other :
                List.of("", "6543210", "654321010000001f", "65432100-000001f", "65432100000000000000000000")) {
            assertThat(ids.serial(other)).as(other).isZero();
        }
    }

    @Test
    void anEndedSessionIsStillFoundForAWhile() {
        accounts.put(account(7));
        accounts.ended(7);

        assertThat(accounts.size()).isZero();
        assertThat(accounts.live()).isEmpty();
        assertThat(accounts.find(7).userName()).isEqualTo("alice");
    }

    @Test
    void keepsNoMoreEndedSessionsThanItsLimit() {
        for (long serial = 1; serial <= SessionAccounts.MAX_ENDED + 1; serial++) {
            accounts.put(account(serial));
            accounts.ended(serial);
        }

        assertThat(accounts.find(1)).isNull();
        assertThat(accounts.find(2)).isNotNull();
    }

    @Test
    void aSessionWithoutSerialIsNotKept() {
        accounts.put(account(0));

        assertThat(accounts.size()).isZero();
        assertThat(accounts.find(0)).isNull();
    }
}
