package org.jl2tpd.daemon;

import java.util.List;
import org.jl2tpd.aaa.LocalAuthenticator;
import org.jl2tpd.aaa.LocalAuthenticator.PoolHistory;
import org.jl2tpd.management.PoolView;

/** How full the pools of addresses are, as management shows it. */
final class PoolViews {
    private PoolViews() {}

    static List<PoolView> of(LocalAuthenticator authenticator) {
        return authenticator.poolHistories().stream().map(PoolViews::view).toList();
    }

    private static PoolView view(PoolHistory pool) {
        var use = pool.use();
        return new PoolView(
                use.name(),
                use.ipv4Size(),
                use.ipv4Used(),
                use.ipv6Size(),
                use.ipv6Used(),
                use.delegatedSize(),
                use.delegatedUsed(),
                pool.ipv4().peak(),
                pool.ipv6().peak(),
                pool.delegated().peak(),
                pool.ipv4().exhausted(),
                pool.ipv6().exhausted(),
                pool.delegated().exhausted(),
                pool.ipv4().isNearlyFull(),
                pool.ipv6().isNearlyFull(),
                pool.delegated().isNearlyFull(),
                pool.alarmPercent());
    }
}
