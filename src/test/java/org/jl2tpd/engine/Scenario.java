package org.jl2tpd.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.Choices;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.PeerAttributes;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.profile.SessionDefinition;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.profile.TunnelAttributes;
import org.jl2tpd.profile.TunnelDefinition;
import org.jl2tpd.wire.RandomSource;
import org.jl2tpd.wire.Secret;

/** What a seed decides: how the two daemons are configured, how bad the network is, what happens. */
final class Scenario {
    static final Secret TUNNEL_SECRET = Secret.of("tunnel secret");
    static final Secret PASSWORD = Secret.of("pass word");

    final long seed;
    final int tunnels;
    final int sessions;
    final boolean bothDial;
    final boolean longRun;
    final boolean restarts;
    /** Whether operators switch and change things meanwhile. */
    final boolean managed;

    final double loss;
    final double duplication;
    final double flips;
    final long delayNs;
    final long jitterNs;
    final double datapathFailure;
    final long authDelayNs;
    final Map<Attribute<?>, Object> tunnelValues = new HashMap<>();
    final Map<Attribute<?>, Object> sessionValues = new HashMap<>();
    final Map<Attribute<?>, Object> pppValues = new HashMap<>();

    Scenario(long seed, RandomSource random) {
        this.seed = seed;
        this.longRun = seed % 67 == 66;
        this.tunnels = longRun ? 1 : 1 + random.nextInt(3);
        this.sessions = longRun ? 1 : 1 + random.nextInt(4);
        this.bothDial = random.nextInt(4) == 0;
        this.restarts = !longRun && random.nextInt(4) == 0;
        this.loss = longRun ? 0.01 : random.nextInt(4) * 0.05;
        this.duplication = random.nextInt(3) * 0.05;
        this.flips = longRun || random.nextInt(3) != 0 ? 0 : 0.01;
        this.delayNs = longRun ? 100_000L : 1_000_000L * (1 + random.nextInt(50));
        this.jitterNs = random.nextInt(2) == 0 ? 0 : delayNs * 3;
        this.datapathFailure = random.nextInt(5) == 0 ? 0.1 : 0;
        this.authDelayNs = random.nextInt(2) == 0 ? 0 : 1_000_000L * random.nextInt(2_000);
        chooseTunnel(random);
        chooseSession(random);
        choosePpp(random);
        this.managed = !longRun && random.nextInt(2) == 0;
    }

    private void chooseTunnel(RandomSource random) {
        tunnelValues.put(TunnelAttributes.SECRET, TUNNEL_SECRET);
        tunnelValues.put(
                TunnelAttributes.AUTH_MODE,
                random.nextInt(2) == 0 ? Choices.AuthMode.CHALLENGE : Choices.AuthMode.NONE);
        tunnelValues.put(TunnelAttributes.HIDE_AVPS, random.nextInt(3) == 0);
        tunnelValues.put(TunnelAttributes.RX_WINDOW_SIZE, 1 + random.nextInt(16));
        tunnelValues.put(TunnelAttributes.ACK_DELAY_MS, longRun ? 0 : random.nextInt(3) * 50);
        tunnelValues.put(TunnelAttributes.ALLOW_PPP_PROXY, random.nextInt(2) == 0);
        tunnelValues.put(TunnelAttributes.USE_TIEBREAKER, random.nextInt(4) != 0);
    }

    private void chooseSession(RandomSource random) {
        sessionValues.put(SessionAttributes.USE_SEQUENCE_NUMBERS, random.nextInt(3) == 0);
        sessionValues.put(SessionAttributes.SEQUENCING_REQUIRED, random.nextInt(4) == 0);
        sessionValues.put(SessionAttributes.REORDER_TIMEOUT, random.nextInt(2) * 20);
        sessionValues.put(SessionAttributes.NO_PPP, longRun);
        if (random.nextInt(4) == 0) {
            sessionValues.put(SessionAttributes.USE_PPP_PROXY, true);
            sessionValues.put(
                    SessionAttributes.PROXY_AUTH_TYPE,
                    random.nextInt(2) == 0 ? Choices.ProxyAuthType.PAP : Choices.ProxyAuthType.CHAP);
        }
    }

    private void choosePpp(RandomSource random) {
        var methods = Choices.AuthMethod.values();
        pppValues.put(PppAttributes.AUTH_ORDER, List.of(methods[random.nextInt(methods.length)]));
        pppValues.put(PppAttributes.IPV6, random.nextInt(2) == 0);
        pppValues.put(PppAttributes.CHAP_INTERVAL, random.nextInt(3) == 0 ? 60 : 0);
    }

    Configuration lns() {
        return configuration(
                "lns.example", Choices.LacLns.LACLNS, bothDial ? dialled("b", SimNode.LAC, "lns-") : List.of());
    }

    Configuration lac() {
        return configuration("lac.example", Choices.LacLns.LACLNS, dialled("a", SimNode.LNS, "lac-"));
    }

    private Configuration configuration(String name, Choices.LacLns role, List<TunnelDefinition> dialled) {
        var peer = new Profile(
                ProfileKind.PEER, "default", Map.of(PeerAttributes.ALLOW_TUNNELS, true, PeerAttributes.LAC_LNS, role));
        var system = new Profile(
                ProfileKind.SYSTEM,
                "system",
                Map.of(SystemAttributes.HOST_NAME, name, SystemAttributes.REDIAL_MAX_SECONDS, 8));
        return Configuration.builder()
                .system(system)
                .profiles(Map.of(
                        ProfileKind.PEER, Map.of("default", peer),
                        ProfileKind.TUNNEL, Map.of("default", new Profile(ProfileKind.TUNNEL, "default", tunnelValues)),
                        ProfileKind.SESSION,
                                Map.of("default", new Profile(ProfileKind.SESSION, "default", sessionValues)),
                        ProfileKind.PPP, Map.of("default", new Profile(ProfileKind.PPP, "default", pppValues))))
                .tunnels(dialled)
                .build();
    }

    private List<TunnelDefinition> dialled(String host, String address, String prefix) {
        var all = new ArrayList<TunnelDefinition>();
        for (int t = 0; t < tunnels; t++) {
            var calls = new ArrayList<SessionDefinition>();
            for (int s = 0; s < sessions; s++) {
                calls.add(session(prefix + t + "-" + s));
            }
            String destination = t % 2 == 0 ? address : host + ".example";
            all.add(new TunnelDefinition(
                    prefix + t,
                    List.of(destination),
                    null,
                    null,
                    true,
                    new Profile(ProfileKind.TUNNEL, prefix + t, Map.of()),
                    calls));
        }
        return all;
    }

    static SessionDefinition session(String name) {
        return new SessionDefinition(
                name,
                null,
                null,
                name,
                PASSWORD,
                "",
                new Profile(ProfileKind.SESSION, name, Map.of()),
                new Profile(ProfileKind.PPP, name, Map.of()));
    }
}
