package org.jl2tpd.daemon;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jl2tpd.datapath.DrivenDatapath;
import org.jl2tpd.datapath.TunDatapath;
import org.jl2tpd.datapath.kernel.KernelDatapath;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.ControlException.Kind;
import org.jl2tpd.management.Reloadable;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.reactor.Reactor;
import org.jl2tpd.wire.IpPrefix;

/** What a datapath has of the configuration: routes of pools to the shared TUN device, and the users that pppds know. */
record DatapathPart(DrivenDatapath datapath, Reactor reactor) implements Reloadable {
    @Override
    public List<String> plan(Configuration before, Configuration after) {
        return List.of();
    }

    @Override
    public List<String> follow(Configuration before, Configuration after) throws ControlException {
        if (datapath instanceof TunDatapath tun) {
            routePools(tun, before, after);
            return List.of();
        }
        return datapath instanceof KernelDatapath kernel ? refreshUsers(kernel, before, after) : List.of();
    }

    private void routePools(TunDatapath tun, Configuration before, Configuration after) throws ControlException {
        List<IpPrefix> next = PoolRoutes.of(after.pools().values());
        boolean bySession = after.system().get(SystemAttributes.TUN_ROUTE_PER_SESSION);
        if (bySession || next.equals(PoolRoutes.of(before.pools().values()))) {
            return;
        }
        CompletableFuture<String> answer = new CompletableFuture<>();
        reactor.execute(() -> answer.complete(tun.routePools(next)))
                .whenComplete((done, failure) -> answer.complete(failure == null ? null : failure.toString()));
        String problem = answer.join();
        if (problem != null) {
            throw new ControlException(Kind.REFUSED, "routes of pools: " + problem);
        }
    }

    /** Where it fails, pppds that start from then on know the users of before; sessions of our own PPP know the new ones. */
    private static List<String> refreshUsers(KernelDatapath kernel, Configuration before, Configuration after) {
        // Also while no profile wants pppd: the next reload may have one do so, with the users that are told now.
        if (before.users().equals(after.users())) {
            return List.of();
        }
        try {
            String problem = kernel.refreshPppdUsers(Pppd.settings(after)).join();
            return problem == null ? List.of() : List.of("users of pppd: " + problem);
        } catch (CompletionException e) {
            return List.of("users of pppd: " + e.getCause());
        }
    }
}
