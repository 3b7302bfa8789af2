package org.jl2tpd.config;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.ManagementDefinition;
import org.jl2tpd.profile.PoolDefinition;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.RadiusDefinition;
import org.jl2tpd.profile.TunnelDefinition;
import org.jl2tpd.profile.UserDefinition;
import org.jl2tpd.wire.Secret;

/** What was read so far, each thing with its place in the file. */
final class Draft {
    /** A pool with the place that it came from. */
    record PlacedPool(PoolDefinition pool, Node node) {}

    /** A user with the place that it came from. */
    record PlacedUser(UserDefinition user, Node node) {}

    Profile system = new Profile(ProfileKind.SYSTEM, "system", Map.of());
    final Map<ProfileKind, Map<String, Profile>> profiles = new EnumMap<>(ProfileKind.class);
    final Map<ProfileKind, Map<String, Node>> profileNodes = new EnumMap<>(ProfileKind.class);
    final Map<String, PlacedPool> pools = new LinkedHashMap<>();
    final List<PlacedUser> users = new ArrayList<>();
    final List<TunnelReader.PlacedTunnel> tunnels = new ArrayList<>();
    final List<SwitchReader.PlacedRule> switches = new ArrayList<>();
    final List<StaticTunnelReader.PlacedTunnel> staticTunnels = new ArrayList<>();

    ManagementDefinition management = ManagementDefinition.NONE;

    /** Of the sections about management: one node of a table, those of a list in its order. */
    final Map<String, List<Node>> managementNodes = new LinkedHashMap<>();

    RadiusDefinition radius = RadiusDefinition.NONE;

    /** The same of the sections about RADIUS. */
    final Map<String, List<Node>> radiusNodes = new LinkedHashMap<>();

    Draft() {
        for (ProfileKind kind : ProfileKind.values()) {
            profiles.put(kind, new LinkedHashMap<>());
            profileNodes.put(kind, new LinkedHashMap<>());
        }
    }

    Configuration toConfiguration(Map<String, Secret> secrets) {
        Map<String, PoolDefinition> poolsByName = new LinkedHashMap<>();
        pools.forEach((name, placed) -> poolsByName.put(name, placed.pool()));
        List<TunnelDefinition> definitions =
                tunnels.stream().map(TunnelReader.PlacedTunnel::tunnel).toList();
        return Configuration.builder()
                .system(system)
                .profiles(profiles)
                .tunnels(definitions)
                .users(users.stream().map(PlacedUser::user).toList())
                .pools(poolsByName)
                .secrets(secrets)
                .switchRules(
                        switches.stream().map(SwitchReader.PlacedRule::rule).toList())
                .staticTunnels(staticTunnels.stream()
                        .map(StaticTunnelReader.PlacedTunnel::definition)
                        .toList())
                .management(management)
                .radius(radius)
                .build();
    }
}
