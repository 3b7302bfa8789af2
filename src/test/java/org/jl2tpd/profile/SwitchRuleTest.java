package org.jl2tpd.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwitchRuleTest {
    private static SwitchRule rule(String peer, String number, String realm) {
        return new SwitchRule(peer, number, realm, "t", null);
    }

    @ParameterizedTest
    @CsvSource({
        "'', lac, '', true",
        "lac, lac, '', true",
        "lac, LAC, '', false",
        "lac, lac.example, '', false",
    })
    void aPeerProfileIsNamedExactly(String peer, String profile, String called, boolean matches) {
        assertThat(rule(peer, "", "").matchesCall(profile, called)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "555, 555, true",
        "555, 5551, false",
        "555, 55, false",
        "555*, 555, true",
        "555*, 5551234, true",
        "555*, 1555, false",
        "555*, '', false",
        "*, '', true",
        "*, 1, true",
        "'', 1, true",
        "'', '', true"
    })
    void aNumberIsExactOrItsBeginning(String number, String called, boolean matches) {
        assertThat(rule("", number, "").matchesCall("lac", called)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "isp.example, u@isp.example, true",
        "isp.example, u@ISP.Example, true",
        "isp.example, u@north.isp.example, false",
        "isp.example, u@isp.example.org, false",
        "isp.example, isp.example, false",
        "isp.example, '', false",
        ".isp.example, u@north.isp.example, true",
        ".isp.example, u@isp.example, false",
        ".isp.example, u@xisp.example, false",
        "isp.example, a@b@isp.example, true",
        "isp.example, isp.example@b, false",
        "CORP, CORP\\u, true",
        "corp, CORP\\u, true",
        "corp, corp\\u@isp.example, false",
        "'', '', true",
        "'', u@x, true"
    })
    void aRealmIsWholeOrAnEndingFromADotOn(String realm, String name, boolean matches) {
        assertThat(rule("", "", realm).matchesName(name)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 555*, '', lac, 5551, x, true", "'', 555*, '', lac, 5*, x, false", "'', *, '', lac, '', '', true",
        "'', 5*, '', lac, '', '', false", "lac, '', '', lac, 1, '', true", "lac, '', '', '', 1, '', false",
        "'', '', x, '', '', X, true", "'', '', x, '', '', '', false", "'', '', x, lac, 5, y, false"
    })
    void aRuleThatTakesAllOfAnothersCallsCoversIt(
            String peer, String number, String realm, String peer2, String number2, String realm2, boolean covers) {
        assertThat(rule(peer, number, realm).covers(rule(peer2, number2, realm2)))
                .isEqualTo(covers);
    }
}
