package org.jl2tpd.daemon;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jl2tpd.datapath.HostRoutes;
import org.jl2tpd.datapath.kernel.StaticTunnelLedger;
import org.jl2tpd.linux.DynamicDebug;
import org.jl2tpd.linux.DynamicDebugMemo;
import org.jl2tpd.linux.Ledger;
import org.jl2tpd.linux.Tracefs;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.SystemAttributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes away what a killed daemon left behind, as far as it is provably one's of ours and as that made it. Before anything serves; needs
 * CAP_NET_ADMIN for what is in the network, and root for what is in tracefs and debugfs. What can't be done for lack of permission stays for the next
 * start. Packet rules and pppds are taken away by the datapath that makes them.
 */
public final class CleanUp {
    private static final Logger LOG = LoggerFactory.getLogger(CleanUp.class);

    private static final Map<String, Ledger.Remover> REMOVERS =
            Map.of(HostRoutes.KIND, HostRoutes::removeStale, StaticTunnelLedger.KIND, StaticTunnelLedger::removeStale);

    private CleanUp() {}

    static Path runtimeDirectory(Configuration configuration) {
        return Path.of(configuration.system().get(SystemAttributes.RUNTIME_DIRECTORY));
    }

    /** Does it, in the network namespace of the calling thread, and logs what was found. */
    public static void run(Configuration configuration) {
        Path folder = runtimeDirectory(configuration);
        List<Ledger.Result> results = Ledger.in(folder).cleanUp(REMOVERS);
        results.forEach(CleanUp::tell);
        tell("tracefs instances", Tracefs.system().removeStale());
        long self = ProcessHandle.current().pid();
        tell("kernel messages", DynamicDebugMemo.in(folder, self).restoreStale(DynamicDebug.system()));
    }

    private static void tell(Ledger.Result result) {
        boolean removed = result.removal() == Ledger.Removal.REMOVED;
        boolean failed = result.removal() == Ledger.Removal.FAILED;
        (failed ? LOG.atWarn() : LOG.atInfo())
                .addKeyValue("what", result.line())
                .addKeyValue("of_process", result.pid())
                .log(removed ? "cleaned_up" : failed ? "not_cleaned_up" : "left_alone");
    }

    private static void tell(String what, int count) {
        if (count > 0) {
            LOG.atInfo().addKeyValue("what", what).addKeyValue("count", count).log("cleaned_up");
        }
    }
}
