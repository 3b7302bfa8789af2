package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.jl2tpd.profile.PoolDefinition;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.junit.jupiter.api.Test;

class PoolRoutesTest {
    @Test
    void splitsARangeIntoPrefixesThatAreExactlyIt() {
        assertThat(routes("10.0.0.1", "10.0.0.10"))
                .isEqualTo(prefixes("10.0.0.1/32", "10.0.0.2/31", "10.0.0.4/30", "10.0.0.8/31", "10.0.0.10/32"));
        assertThat(routes("10.0.0.0", "10.0.3.255")).isEqualTo(prefixes("10.0.0.0/22"));
        assertThat(routes("255.255.255.254", "255.255.255.255")).isEqualTo(prefixes("255.255.255.254/31"));
        assertThat(routes("0.0.0.0", "255.255.255.255")).isEqualTo(prefixes("0.0.0.0/0"));
        assertThat(routes("10.0.0.7", "10.0.0.7")).isEqualTo(prefixes("10.0.0.7/32"));
    }

    @Test
    void takesIpv6AndDelegatedPrefixesAsTheyAre() {
        var pool = new PoolDefinition("p", List.of(), prefixes("2001:db8::/48"), prefixes("2001:db8:1::/48"), 56);
        assertThat(PoolRoutes.of(List.of(pool, pool))).isEqualTo(prefixes("2001:db8::/48", "2001:db8:1::/48"));
    }

    private static List<IpPrefix> routes(String first, String last) {
        var range = new PoolDefinition.Range(IpAddress.parse(first), IpAddress.parse(last));
        return PoolRoutes.of(List.of(new PoolDefinition("p", List.of(range), List.of(), List.of(), 56)));
    }

    private static List<IpPrefix> prefixes(String... texts) {
        return Stream.of(texts).map(IpPrefix::parse).toList();
    }
}
