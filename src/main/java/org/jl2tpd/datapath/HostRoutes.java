package org.jl2tpd.datapath;

import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.linux.Ledger;
import org.jl2tpd.linux.Rtnetlink;
import org.jl2tpd.linux.SystemCallException;
import org.jl2tpd.wire.IpAddress;

/**
 * Routes to single addresses that are on devices of others, so that they do not end with a device of ours nor with this process: each is in the
 * ledger from before it is made until it is gone. They carry a protocol number of their own ({@link Rtnetlink#PROTOCOL}); the kernel
 * removes none that has another one, or another next hop.
 */
public final class HostRoutes {
    /** What they are called in the ledger. */
    public static final String KIND = "route";

    private static final String DIRECT = "direct";

    private final NetworkKernel kernel;
    private final Ledger ledger;
    /** Routes whose removal is gathered. */
    private final List<NetworkKernel.Hop> going = new ArrayList<>();

    HostRoutes(NetworkKernel kernel) {
        this.kernel = kernel;
        this.ledger = kernel.ledger();
    }

    private static String words(NetworkKernel.Hop hop) {
        String gateway = hop.gateway() == null ? DIRECT : hop.gateway().toString();
        return hop.address() + " " + gateway + " " + hop.index();
    }

    /**
     * Makes the route; where another session or daemon of ours has it, it is of both.
     *
     * @return false where somebody else's serves, or it could not be made
     */
    boolean add(NetworkKernel.Hop hop) {
        ledger.enter(KIND, words(hop));
        kernel.begin();
        kernel.addHostRoute(hop);
        if (kernel.commit() == null || ledger.isShared(KIND, words(hop))) {
            return true;
        }
        ledger.strike(KIND, words(hop));
        return false;
    }

    /** Gathers the removal of what {@link #add} made; {@link #removed} tells that it was committed. */
    void remove(NetworkKernel.Hop hop) {
        if (!ledger.isShared(KIND, words(hop))) {
            kernel.removeHostRoute(hop);
        }
        going.add(hop);
    }

    void removed() {
        if (going.isEmpty()) {
            return;
        }
        going.forEach(hop -> ledger.strike(KIND, words(hop)));
        going.clear();
    }

    /** Takes away a route that a killed daemon left behind, if it is as that made it. */
    public static Ledger.Removal removeStale(String words) {
        NetworkKernel.Hop hop = parse(words);
        if (hop == null) {
            return Ledger.Removal.NOT_OURS;
        }
        try (LinuxKernel kernel = new LinuxKernel()) {
            kernel.begin();
            kernel.removeHostRoute(hop);
            String problem = kernel.commit();
            if (problem == null) {
                return Ledger.Removal.REMOVED;
            }
            return kernel.isPermitted() ? Ledger.Removal.NOT_OURS : Ledger.Removal.FAILED;
        } catch (SystemCallException e) {
            return Ledger.Removal.FAILED;
        }
    }

    private static NetworkKernel.Hop parse(String words) {
        String[] parts = words.split(" ");
        IpAddress address = parts.length == 3 ? IpAddress.parse(parts[0]) : null;
        IpAddress gateway = address == null || parts[1].equals(DIRECT) ? null : IpAddress.parse(parts[1]);
        boolean sound =
                address != null && (gateway != null || parts[1].equals(DIRECT)) && parts[2].matches("[0-9]{1,9}");
        return sound ? new NetworkKernel.Hop(address, gateway, Integer.parseInt(parts[2])) : null;
    }
}
