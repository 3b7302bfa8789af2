package org.jl2tpd.daemon;

import java.util.List;
import org.jl2tpd.aaa.LocalAuthenticator;
import org.jl2tpd.management.PoolView;

/** How full the pools of addresses are, as management shows it. */
final class PoolViews {
    private PoolViews() {}

    static List<PoolView> of(LocalAuthenticator authenticator) {
        return authenticator.pools().stream()
                .map(use -> new PoolView(
                        use.name(),
                        use.ipv4Size(),
                        use.ipv4Used(),
                        use.ipv6Size(),
                        use.ipv6Used(),
                        use.delegatedSize(),
                        use.delegatedUsed()))
                .toList();
    }
}
