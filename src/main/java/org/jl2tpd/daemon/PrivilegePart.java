package org.jl2tpd.daemon;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jl2tpd.linux.Capability;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.ControlException.Kind;
import org.jl2tpd.management.Reloadable;
import org.jl2tpd.profile.Choices.DatapathKind;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.SystemAttributes;

/**
 * What a process gave up at its start it never gets again: a configuration that needs it is refused before anything is changed.
 *
 * @param effective what the thread that reloads may
 * @param spawned whether a process of root starts pppds
 * @param datapath name of the datapath in use
 */
record PrivilegePart(Supplier<Set<Capability>> effective, boolean spawned, String datapath) implements Reloadable {
    @Override
    public void check(Configuration before, Configuration after) throws ControlException {
        String problem = capabilityProblem(before, after);
        if (problem == null && Pppd.isWanted(after) && !Pppd.isWanted(before)) {
            problem = pppdProblem(after);
        }
        if (problem != null) {
            throw new ControlException(Kind.REFUSED, problem);
        }
    }

    /** What is needed already and missing was told at the start; null for none that is new. */
    private String capabilityProblem(Configuration before, Configuration after) {
        List<CapabilityNeed> known = CapabilityTable.of(before);
        Set<Capability> here = effective.get();
        List<String> missing = CapabilityTable.of(after).stream()
                .filter(need -> need.required() && !here.contains(need.capability()) && !known.contains(need))
                .map(need -> need.attribute() + " needs " + need.capability() + " for " + need.reason())
                .toList();
        return missing.isEmpty()
                ? null
                : String.join("; ", missing)
                        + ": the daemon runs without that; a restart (of the service, or as root with --user) gives what the file needs";
    }

    private String pppdProblem(Configuration after) {
        boolean chosen = after.system().get(SystemAttributes.DATAPATH) == DatapathKind.AUTO;
        if (chosen && !datapath.equals("kernel")) {
            return "ppp = \"pppd\" needs the kernel datapath, and the daemon has taken " + datapath;
        }
        return Pppd.problem(after, spawned);
    }

    @Override
    public List<String> plan(Configuration before, Configuration after) {
        return List.of();
    }

    @Override
    public List<String> follow(Configuration before, Configuration after) {
        return List.of();
    }
}
