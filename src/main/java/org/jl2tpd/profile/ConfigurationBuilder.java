package org.jl2tpd.profile;

import java.util.List;
import java.util.Map;
import org.jl2tpd.wire.Secret;

/** Gathers the parts of a {@link Configuration}; what is not set is empty, or the default. For one thread. */
public final class ConfigurationBuilder {
    Profile system = new Profile(ProfileKind.SYSTEM, "system", Map.of());
    Map<ProfileKind, Map<String, Profile>> profiles = Map.of();
    List<TunnelDefinition> tunnels = List.of();
    List<UserDefinition> users = List.of();
    Map<String, PoolDefinition> pools = Map.of();
    Map<String, Secret> secrets = Map.of();
    Map<String, String> secretFiles = Map.of();
    List<SwitchRule> switchRules = List.of();
    List<StaticTunnelDefinition> staticTunnels = List.of();
    ManagementDefinition management = ManagementDefinition.NONE;
    RadiusDefinition radius = RadiusDefinition.NONE;

    ConfigurationBuilder() {}

    public ConfigurationBuilder system(Profile profile) {
        system = profile;
        return this;
    }

    /** By kind and name; a missing {@code default} has every attribute's default. */
    public ConfigurationBuilder profiles(Map<ProfileKind, Map<String, Profile>> byKind) {
        profiles = byKind;
        return this;
    }

    /** Tunnels that we open, with their sessions. */
    public ConfigurationBuilder tunnels(List<TunnelDefinition> definitions) {
        tunnels = List.copyOf(definitions);
        return this;
    }

    /** Local users. */
    public ConfigurationBuilder users(List<UserDefinition> definitions) {
        users = List.copyOf(definitions);
        return this;
    }

    /** Address pools by name. */
    public ConfigurationBuilder pools(Map<String, PoolDefinition> byName) {
        pools = Map.copyOf(byName);
        return this;
    }

    /** By name, none of them of a file of its own. */
    public ConfigurationBuilder secrets(Map<String, Secret> byName) {
        return secrets(byName, Map.of());
    }

    /** @param files whole path of the file that a secret was read from, by the secret's name */
    public ConfigurationBuilder secrets(Map<String, Secret> byName, Map<String, String> files) {
        secrets = Map.copyOf(byName);
        secretFiles = Map.copyOf(files);
        return this;
    }

    /** Which calls of peers are continued into our tunnels, the first that matches wins. */
    public ConfigurationBuilder switchRules(List<SwitchRule> rules) {
        switchRules = List.copyOf(rules);
        return this;
    }

    /** Tunnels without control protocol. */
    public ConfigurationBuilder staticTunnels(List<StaticTunnelDefinition> definitions) {
        staticTunnels = List.copyOf(definitions);
        return this;
    }

    /** Who manages the daemon, and by what means. */
    public ConfigurationBuilder management(ManagementDefinition definition) {
        management = definition;
        return this;
    }

    /** Whom we ask by RADIUS, and who may ask us. */
    public ConfigurationBuilder radius(RadiusDefinition definition) {
        radius = definition;
        return this;
    }

    public Configuration build() {
        return Configuration.of(this);
    }
}
