package org.jl2tpd.bench.micro;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.CommandResult;
import org.jl2tpd.engine.Views;
import org.jl2tpd.profile.Choices;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.PeerAttributes;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.SessionDefinition;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.profile.TunnelDefinition;
import org.jl2tpd.wire.Secret;

/** An LNS and a LAC with a tunnel between them, in memory and without any waiting. */
final class Pair {
    private static final String LNS = "192.0.2.1";
    private static final String LAC = "192.0.2.2";

    final Node lns = new Node(LNS, configuration("lns", List.of()));
    final Node lac = new Node(LAC, configuration("lac", List.of(tunnel())));
    private static final long STEP_NS = 10_000_000L;

    long nowNs = 1_000_000_000L;
    private int names;

    Pair() {
        lns.engine.start(nowNs);
        lac.engine.start(nowNs);
        settle();
    }

    private static Configuration configuration(String name, List<TunnelDefinition> tunnels) {
        Map<ProfileKind, Map<String, Profile>> profiles = new EnumMap<>(ProfileKind.class);
        for (ProfileKind kind : ProfileKind.values()) {
            profiles.put(kind, Map.of("default", new Profile(kind, "default", Map.of())));
        }
        profiles.put(
                ProfileKind.PEER,
                Map.of(
                        "default",
                        new Profile(ProfileKind.PEER, "default", Map.of(PeerAttributes.ALLOW_TUNNELS, true))));
        profiles.put(
                ProfileKind.PPP,
                Map.of(
                        "default",
                        new Profile(
                                ProfileKind.PPP,
                                "default",
                                Map.of(PppAttributes.AUTH_ORDER, List.of(Choices.AuthMethod.PAP)))));
        Profile system = new Profile(ProfileKind.SYSTEM, "system", Map.of(SystemAttributes.HOST_NAME, name));
        return Configuration.builder()
                .system(system)
                .profiles(profiles)
                .tunnels(tunnels)
                .build();
    }

    private static TunnelDefinition tunnel() {
        Profile overrides = new Profile(ProfileKind.TUNNEL, "t", Map.of());
        return new TunnelDefinition("t", List.of(LNS), null, null, true, overrides, List.of());
    }

    /** Carries datagrams until both are silent, with what is due at that time. */
    void settle() {
        boolean any = true;
        while (any) {
            any = lns.takeFrom(lac, nowNs) | lac.takeFrom(lns, nowNs) | lns.runDue(nowNs) | lac.runDue(nowNs);
        }
    }

    /** Opens a session until both ends have IPCP up; returns its name. */
    String openSession() {
        String name = "s" + names++;
        nowNs += STEP_NS;
        SessionDefinition definition = new SessionDefinition(
                name,
                null,
                null,
                "user",
                Secret.of("secret"),
                "",
                new Profile(ProfileKind.SESSION, name, Map.of()),
                new Profile(ProfileKind.PPP, name, Map.of()));
        CommandResult result =
                lac.engine.execute(nowNs, new Command.CreateSession(new Command.TunnelKey(0, "t"), definition));
        int before = lns.open.size();
        settle();
        if (result.problem() != null || lns.open.size() != before + 1) {
            throw new IllegalStateException("session not up: " + result);
        }
        return name;
    }

    /** Closes a session on both sides. */
    void closeSession(String name) {
        lac.engine.execute(
                nowNs,
                new Command.CloseSession(new Command.TunnelKey(0, "t"), new Command.SessionKey(0, name), "done"));
        settle();
    }

    int sessionsOfLns() {
        return ((Views.System)
                        lns.engine.execute(nowNs, new Command.ShowSystem()).value())
                .sessions();
    }
}
