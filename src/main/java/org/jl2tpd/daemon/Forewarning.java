package org.jl2tpd.daemon;

import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.management.model.JvmHealth;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.SystemAttributes;

/** What can be seen coming from the configuration: limits of the system that are below those that are configured. */
final class Forewarning {
    /** Descriptors that the process has open without any tunnel, with some for managers. */
    static final long OWN_DESCRIPTORS = 200;

    /** Heap that the process needs without any tunnel, and of a session with its PPP and a row for managers; octets, rounded up. */
    static final long OWN_HEAP = 40L << 20;

    static final long SESSION_HEAP = 4_000;

    /** Sessions for which there should be descriptors where no limit is configured. */
    static final long USUAL_SESSIONS = 500;

    private Forewarning() {}

    /** Descriptors of a session: what the kernel's drivers want is a PPPoX socket, a channel and a unit. */
    static long perSession(String datapath, boolean ownDevices) {
        return switch (datapath) {
            case "kernel" -> 3;
            case "tun" -> ownDevices ? 1 : 0;
            default -> 0;
        };
    }

    /** Descriptors of a tunnel: its UDP socket, and the driver's beside it. */
    static long perTunnel(String datapath) {
        return datapath.equals("kernel") ? 2 : 1;
    }

    /** In words for an operator, with what is to be done; by what this process has. */
    static List<String> of(Configuration configuration, String datapath) {
        return of(configuration, datapath, JvmHealth.maxDescriptors(), JvmHealth.heapMax());
    }

    /** @param descriptors that may be open, {@code heap} octets it may have; 0 for not known */
    static List<String> of(Configuration configuration, String datapath, long descriptors, long heap) {
        Profile system = configuration.system();
        long sessions = system.get(SystemAttributes.MAX_SESSIONS);
        long tunnels = system.get(SystemAttributes.MAX_TUNNELS);
        boolean ownDevices = system.get(SystemAttributes.TUN_ROUTE_PER_SESSION);
        long wanted = OWN_DESCRIPTORS
                + perTunnel(datapath) * (datapath.equals("kernel") ? tunnels : 0)
                + perSession(datapath, ownDevices) * (sessions == 0 ? USUAL_SESSIONS : sessions);
        List<String> warnings = new ArrayList<>();
        if (descriptors > 0 && wanted > descriptors) {
            String what = sessions == 0 ? USUAL_SESSIONS + " sessions" : "max_sessions " + sessions;
            warnings.add(
                    what + " with datapath " + datapath + " may need " + wanted + " file descriptors, the limit is "
                            + descriptors + ": raise it (LimitNOFILE= of the unit, ulimit -n)");
        }
        long wantedHeap = OWN_HEAP + SESSION_HEAP * sessions;
        if (heap > 0 && wantedHeap > heap / 100 * ResourceWatch.REFUSE_PERCENT) {
            warnings.add((sessions == 0 ? "the daemon" : "max_sessions " + sessions) + " may need " + (wantedHeap >> 20)
                    + " MiB of heap, and has " + (heap >> 20)
                    + " MiB: raise it (JL2TPD_JAVA_OPTS=-Xmx...); short of heap, new sessions are refused");
        }
        return warnings;
    }
}
