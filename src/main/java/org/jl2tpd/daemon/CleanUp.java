package org.jl2tpd.daemon;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
    static void run(Configuration configuration) {
        of(configuration)
                .forEach(found -> (found.isLeft() ? LOG.atWarn() : LOG.atInfo())
                        .addKeyValue("what", found.what())
                        .addKeyValue("of", found.of())
                        .log(found.event()));
    }

    /** The same, and says what was found. */
    static void run(Configuration configuration, Consumer<String> say) {
        of(configuration)
                .forEach(found ->
                        say.accept(found.event().replace('_', ' ') + ": " + found.what() + " of " + found.of()));
    }

    /**
     * Something that a killed daemon left behind.
     *
     * @param event {@code cleaned_up}, {@code left_alone} (it is another thing by now) or {@code not_cleaned_up}
     * @param of whose it was
     */
    private record Found(String event, String what, String of) {
        boolean isLeft() {
            return event.startsWith("not_");
        }
    }

    private static List<Found> of(Configuration configuration) {
        Path folder = runtimeDirectory(configuration);
        List<Found> all = new ArrayList<>();
        for (Ledger.Result result : Ledger.in(folder).cleanUp(REMOVERS)) {
            String event = switch (result.removal()) {
                case REMOVED -> "cleaned_up";
                case NOT_OURS -> "left_alone";
                case FAILED -> "not_cleaned_up";
            };
            all.add(new Found(event, result.line(), "process " + result.pid()));
        }
        add("tracefs instances", Tracefs.system().removeStale(), all);
        long self = ProcessHandle.current().pid();
        add("kernel messages", DynamicDebugMemo.in(folder, self).restoreStale(DynamicDebug.system()), all);
        return all;
    }

    private static void add(String what, int count, List<Found> all) {
        if (count > 0) {
            all.add(new Found("cleaned_up", count + " " + what, "killed daemons"));
        }
    }
}
