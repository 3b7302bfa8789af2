package org.jl2tpd.datapath.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jl2tpd.linux.Errno;
import org.jl2tpd.linux.L2tpSession;
import org.jl2tpd.linux.L2tpStatistics;
import org.jl2tpd.linux.L2tpTunnel;
import org.jl2tpd.linux.Ledger;
import org.jl2tpd.linux.SystemCallException;
import org.jl2tpd.wire.IpAddress;

/**
 * L2TPv3 tunnels with Ethernet sessions that the kernel has without any control protocol: made at start, taken away at the end.
 * One that can't be made is undone and says why; it keeps no other from being made. Thread-safe.
 */
public final class StaticTunnels implements AutoCloseable {
    /** How often it is looked whether what was left behind is gone, and how long between: 2 s in all. */
    private static final int LOOKS = 200;

    private static final long LOOK_MS = 10;

    private List<StaticTunnel> wanted;
    private final StaticKernel kernel;
    private final String noKernel;
    private final Ledger ledger;
    /** Why a tunnel or session is not there. */
    private final Map<Object, String> problems = new IdentityHashMap<>();

    StaticTunnels(List<StaticTunnel> wanted, StaticKernel kernel, String noKernel) {
        this(wanted, kernel, noKernel, Ledger.none());
    }

    private StaticTunnels(List<StaticTunnel> wanted, StaticKernel kernel, String noKernel, Ledger ledger) {
        this.ledger = ledger;
        this.wanted = wanted;
        this.kernel = kernel;
        this.noKernel = noKernel;
    }

    /**
     * Makes the tunnels in the network namespace of the calling thread; how that went is in {@link #status}.
     *
     * @param ledger remembers them, since they do not end with the process
     */
    public static StaticTunnels start(List<StaticTunnel> wanted, Ledger ledger) {
        StaticTunnels made;
        try {
            made = new StaticTunnels(wanted, new NetlinkStaticKernel(), "", ledger);
        } catch (SystemCallException e) {
            made = new StaticTunnels(wanted, null, e.getMessage(), ledger);
        }
        made.open();
        return made;
    }

    synchronized void open() {
        if (kernel == null) {
            wanted.forEach(tunnel -> problems.put(tunnel, noKernel));
            return;
        }
        open(wanted);
    }

    private void open(List<StaticTunnel> all) {
        removeStale(all);
        for (StaticTunnel tunnel : all) {
            if (!problems.containsKey(tunnel)) {
                open(tunnel);
            }
        }
    }

    /**
     * Other tunnels are wanted from now on.
     *
     * @param kept names of those that are as before, which are not touched
     */
    public synchronized void change(List<StaticTunnel> next, Set<String> kept) {
        Map<String, StaticTunnel> known = new HashMap<>();
        for (StaticTunnel tunnel : wanted) {
            if (kept.contains(tunnel.name())) {
                known.put(tunnel.name(), tunnel);
            } else if (!problems.containsKey(tunnel)) {
                remove(tunnel);
            }
        }
        List<StaticTunnel> all = new ArrayList<>();
        List<StaticTunnel> fresh = new ArrayList<>();
        for (StaticTunnel tunnel : next) {
            StaticTunnel same = known.get(tunnel.name());
            all.add(same == null ? tunnel : same);
            if (same == null) {
                fresh.add(tunnel);
            }
        }
        wanted = List.copyOf(all);
        if (kernel == null) {
            fresh.forEach(tunnel -> problems.put(tunnel, noKernel));
        } else {
            open(fresh);
        }
    }

    /** What a killed daemon left behind goes first. A tunnel between other addresses is somebody else's and stays. */
    private void removeStale(List<StaticTunnel> all) {
        Set<StaticTunnel> stale = new HashSet<>();
        for (StaticTunnel tunnel : all) {
            try {
                L2tpTunnel other = kernel.tunnel(tunnel.tunnel().tunnelId());
                if (other != null && isSame(other, tunnel.tunnel())) {
                    kernel.deleteTunnel(other.tunnelId());
                    stale.add(tunnel);
                } else if (other != null) {
                    problems.put(tunnel, "another tunnel has its id " + other.tunnelId() + between(other));
                }
            } catch (SystemCallException e) {
                problems.put(tunnel, e.getMessage());
            }
        }
        stale.forEach(this::awaitEnd);
    }

    private static boolean isSame(L2tpTunnel a, L2tpTunnel b) {
        return a.version() == b.version()
                && Arrays.equals(a.localAddress(), b.localAddress())
                && Arrays.equals(a.peerAddress(), b.peerAddress());
    }

    private static String between(L2tpTunnel tunnel) {
        return tunnel.localAddress() == null || tunnel.peerAddress() == null
                ? ""
                : ", from " + IpAddress.of(tunnel.localAddress()) + " to " + IpAddress.of(tunnel.peerAddress());
    }

    private void awaitEnd(StaticTunnel tunnel) {
        try {
            for (int i = 0; i < LOOKS; i++) {
                if (kernel.tunnel(tunnel.tunnel().tunnelId()) == null) {
                    return;
                }
                Thread.sleep(LOOK_MS);
            }
            problems.put(tunnel, "the kernel does not take away the tunnel that was left behind");
        } catch (SystemCallException e) {
            problems.put(tunnel, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            problems.put(tunnel, "interrupted");
        }
    }

    private void open(StaticTunnel tunnel) {
        ledger.enter(StaticTunnelLedger.KIND, StaticTunnelLedger.words(tunnel.tunnel()));
        try {
            kernel.createTunnel(tunnel.tunnel());
        } catch (SystemCallException e) {
            ledger.strike(StaticTunnelLedger.KIND, StaticTunnelLedger.words(tunnel.tunnel()));
            problems.put(tunnel, e.getMessage());
            return;
        }
        for (StaticTunnel.Session session : tunnel.sessions()) {
            String problem = open(session);
            if (problem != null) {
                problems.put(session, problem);
            }
        }
        boolean empty = !tunnel.sessions().isEmpty() && problems.keySet().containsAll(tunnel.sessions());
        if (empty) {
            problems.put(
                    tunnel,
                    "none of its sessions could be made: "
                            + problems.get(tunnel.sessions().get(0)));
            remove(tunnel);
        }
    }

    /** Returns null, or the problem: nothing is left then. */
    private String open(StaticTunnel.Session wanted) {
        L2tpSession session = wanted.session();
        try {
            kernel.createSession(session);
        } catch (SystemCallException e) {
            return e.errno() == Errno.EEXIST ? e.getMessage() + taken(session) : e.getMessage();
        }
        String problem = setUp(wanted);
        if (problem != null) {
            try {
                kernel.deleteSession(session.tunnelId(), session.sessionId());
            } catch (SystemCallException e) {
                return problem + "; and then " + e.getMessage();
            }
        }
        return problem;
    }

    /** The kernel does not say which of them it is. */
    private static String taken(L2tpSession session) {
        String device = session.interfaceName();
        boolean named = device != null && !device.isEmpty();
        return ": the id " + session.sessionId() + (named ? " or the device name " + device : "") + " is taken";
    }

    private String setUp(StaticTunnel.Session wanted) {
        try {
            L2tpSession made =
                    kernel.session(wanted.session().tunnelId(), wanted.session().sessionId());
            String device = made == null ? "" : made.interfaceName();
            if (device.isEmpty()) {
                return "the kernel gave it no device";
            }
            return kernel.setUp(device, wanted.mtu(), wanted.addresses());
        } catch (SystemCallException e) {
            return e.getMessage();
        }
    }

    /** How each tunnel is, with the kernel's figures of this moment. */
    public synchronized List<StaticTunnel.Status> status() {
        return wanted.stream().map(this::status).toList();
    }

    private StaticTunnel.Status status(StaticTunnel tunnel) {
        String problem = problems.getOrDefault(tunnel, "");
        L2tpStatistics figures = L2tpStatistics.NONE;
        if (problem.isEmpty()) {
            try {
                L2tpTunnel now = kernel.tunnel(tunnel.tunnel().tunnelId());
                problem = now == null ? "it was taken away by somebody else" : "";
                figures = now == null ? figures : now.statistics();
            } catch (SystemCallException e) {
                problem = e.getMessage();
            }
        }
        List<StaticTunnel.SessionStatus> sessions = new ArrayList<>();
        for (StaticTunnel.Session session : tunnel.sessions()) {
            sessions.add(status(session, problem));
        }
        return new StaticTunnel.Status(tunnel, problem, figures, sessions);
    }

    private StaticTunnel.SessionStatus status(StaticTunnel.Session session, String tunnelProblem) {
        String problem = problems.getOrDefault(session, tunnelProblem);
        if (problem.isEmpty()) {
            try {
                L2tpSession now = kernel.session(
                        session.session().tunnelId(), session.session().sessionId());
                if (now != null) {
                    return new StaticTunnel.SessionStatus(session, "", now.interfaceName(), now.statistics());
                }
                problem = "it was taken away by somebody else";
            } catch (SystemCallException e) {
                problem = e.getMessage();
            }
        }
        return new StaticTunnel.SessionStatus(session, problem, "", L2tpStatistics.NONE);
    }

    private void remove(StaticTunnel tunnel) {
        try {
            kernel.deleteTunnel(tunnel.tunnel().tunnelId());
            ledger.strike(StaticTunnelLedger.KIND, StaticTunnelLedger.words(tunnel.tunnel()));
        } catch (SystemCallException e) {
            problems.merge(tunnel, e.getMessage(), (before, now) -> before + "; and then " + now);
        }
    }

    /** Takes away every tunnel that was made. */
    @Override
    public synchronized void close() {
        if (kernel != null) {
            wanted.stream().filter(tunnel -> !problems.containsKey(tunnel)).forEach(this::remove);
            wanted.forEach(tunnel -> problems.putIfAbsent(tunnel, "the daemon has stopped"));
            kernel.close();
        }
    }
}
