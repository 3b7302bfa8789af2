package org.jl2tpd.daemon;

import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.ControlException.Kind;
import org.jl2tpd.management.Reloadable;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.reactor.Reactor;
import org.jl2tpd.reactor.ReactorSettings;
import org.jl2tpd.wire.IpAddress;

/** The listening sockets follow the configuration; tunnels on one that goes keep it until they end. */
final class ListenerPart implements Reloadable {
    private final Reactor reactor;

    ListenerPart(Reactor reactor) {
        this.reactor = reactor;
    }

    static ReactorSettings settings(Configuration configuration) {
        Profile system = configuration.system();
        return new ReactorSettings(
                system.get(SystemAttributes.LISTEN_ADDRESSES),
                system.get(SystemAttributes.UDP_PORT),
                system.get(SystemAttributes.UDP_BUFFER_BYTES));
    }

    private static List<String> names(Configuration configuration) {
        ReactorSettings settings = settings(configuration);
        List<String> names = new ArrayList<>();
        for (IpAddress address : settings.listen()) {
            names.add((address.isV4() ? address : "[" + address + "]") + ":" + settings.port());
        }
        return names;
    }

    @Override
    public List<String> plan(Configuration before, Configuration after) {
        List<String> lines = new ArrayList<>();
        List<String> old = names(before);
        List<String> now = names(after);
        now.stream().filter(name -> !old.contains(name)).forEach(name -> lines.add("opened listener " + name));
        old.stream()
                .filter(name -> !now.contains(name))
                .forEach(name -> lines.add("closed listener " + name + ", which tunnels keep that use it"));
        return lines;
    }

    @Override
    public List<String> follow(Configuration before, Configuration after) throws ControlException {
        if (!names(before).equals(names(after))) {
            String problem = reactor.listen(settings(after)).join();
            if (problem != null) {
                throw new ControlException(Kind.REFUSED, problem);
            }
        }
        return List.of();
    }
}
