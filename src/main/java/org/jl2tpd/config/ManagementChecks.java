package org.jl2tpd.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.HookAttributes;
import org.jl2tpd.profile.HttpAttributes;
import org.jl2tpd.profile.JmxAttributes;
import org.jl2tpd.profile.ManagementDefinition;
import org.jl2tpd.profile.ManagementDefinition.SnmpTarget;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.SnmpAttributes;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.wire.IpAddress;

/** Checks what the sections about management say of one another, and of files that they name. */
final class ManagementChecks {
    private static final Set<PosixFilePermission> KEPT = Set.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.GROUP_READ);

    private final Draft draft;
    private final ManagementDefinition management;

    ManagementChecks(Draft draft) {
        this.draft = draft;
        this.management = draft.management;
    }

    void run() {
        unique("snmp_user", management.snmpUsers(), ManagementDefinition.SnmpUser::name);
        unique("snmp_community", management.snmpCommunities(), ManagementDefinition.SnmpCommunity::name);
        unique("snmp_target", management.snmpTargets(), SnmpTarget::name);
        unique("http_user", management.httpUsers(), ManagementDefinition.HttpUser::name);
        communities();
        targets();
        node("snmp").forEach(this::snmp);
        node("jmx").forEach(this::jmx);
        node("http").forEach(this::http);
        node("hooks").forEach(this::hooks);
    }

    private List<Node> node(String section) {
        return draft.managementNodes.getOrDefault(section, List.of());
    }

    private <T> void unique(String section, List<T> entries, Function<T, String> nameOf) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            String name = nameOf.apply(entries.get(i));
            if (!name.isEmpty() && !names.add(name)) {
                node(section).get(i).error("name", "name: there are two " + section + " entries \"" + name + "\"");
            }
        }
    }

    /** The agent finds an entry by its community: it can have one alone. */
    private void communities() {
        Map<Object, String> names = new HashMap<>();
        List<ManagementDefinition.SnmpCommunity> all = management.snmpCommunities();
        for (int i = 0; i < all.size(); i++) {
            Object community = all.get(i).community();
            String other = community == null
                    ? null
                    : names.putIfAbsent(community, all.get(i).name());
            if (other != null) {
                node("snmp_community")
                        .get(i)
                        .error("name", "snmp_community \"" + other + "\" is the same community under another name");
            }
        }
    }

    private void targets() {
        Set<String> users = management.snmpUsers().stream()
                .map(ManagementDefinition.SnmpUser::name)
                .collect(Collectors.toSet());
        Set<String> communities = management.snmpCommunities().stream()
                .map(ManagementDefinition.SnmpCommunity::name)
                .collect(Collectors.toSet());
        for (Node node : node("snmp_target")) {
            if (node.has("user") == node.has("community")) {
                String wrong = node.has("user") ? "has user and community: they exclude each other" : "needs one";
                node.missing("the SNMP target " + wrong + ", the name of an snmp_user or of an snmp_community");
            }
            known(node, "user", "snmp_user", users);
            known(node, "community", "snmp_community", communities);
        }
    }

    private static void known(Node node, String key, String section, Set<String> names) {
        if (node.raw(key) instanceof String name && !names.contains(name)) {
            // A community that was put here in place of its name would be a secret: it is not repeated.
            String shown = key.equals("user") ? " \"" + name + "\"" : " of that name";
            node.error(key, key + ": there is no " + section + shown + Suggestion.of(name, names));
        }
    }

    private void snmp(Node node) {
        Profile snmp = management.snmp();
        if (!snmp.get(SnmpAttributes.ENABLED)) {
            return;
        }
        String key = SnmpAttributes.ENABLED.name();
        if (management.snmpUsers().isEmpty() && management.snmpCommunities().isEmpty()) {
            node.warn(key, "nobody can ask the SNMP agent: there is no snmp_user and no snmp_community");
        }
        if (draft.system.get(SystemAttributes.STATE_DIRECTORY).isEmpty()) {
            node.warn(
                    key,
                    "without state_directory in [system] the engine id and the count of boots begin anew with each start:"
                            + " an SNMPv3 manager has to discover the agent again, and what it was told to keep is lost");
        }
        if (snmp.get(SnmpAttributes.COMMUNITIES_BEYOND_LOOPBACK)
                && !management.snmpCommunities().isEmpty()) {
            node.warn(
                    SnmpAttributes.COMMUNITIES_BEYOND_LOOPBACK.name(),
                    "communities travel unencrypted: whoever sees one can use it");
        }
    }

    private void jmx(Node node) {
        Profile jmx = management.jmx();
        if (jmx.get(JmxAttributes.ENABLED)) {
            for (Attribute<String> needed : List.of(
                    JmxAttributes.PASSWORD_FILE,
                    JmxAttributes.ACCESS_FILE,
                    JmxAttributes.KEYSTORE_FILE,
                    JmxAttributes.KEYSTORE_SECRET_NAME)) {
                if (jmx.get(needed).isEmpty() && !node.has(needed.name())) {
                    node.missing("enabled needs " + needed.name());
                } else if (jmx.get(needed).isEmpty()) {
                    node.error(needed.name(), "enabled needs " + needed.name());
                }
            }
            file(node, jmx, JmxAttributes.PASSWORD_FILE);
            file(node, jmx, JmxAttributes.ACCESS_FILE);
            file(node, jmx, JmxAttributes.KEYSTORE_FILE);
        }
        pair(node, jmx, JmxAttributes.KEYSTORE_FILE, JmxAttributes.KEYSTORE_SECRET_NAME);
        pair(node, jmx, JmxAttributes.TRUSTSTORE_FILE, JmxAttributes.TRUSTSTORE_SECRET_NAME);
    }

    private void http(Node node) {
        Profile http = management.http();
        if (http.get(HttpAttributes.ENABLED)) {
            IpAddress address = http.get(HttpAttributes.LISTEN_ADDRESS);
            if (!ManagementReader.isLoopback(address)
                    && http.get(HttpAttributes.KEYSTORE_FILE).isEmpty()) {
                node.error(
                        HttpAttributes.LISTEN_ADDRESS.name(),
                        "listen_address " + address + " is beyond loopback: that needs keystore_file");
            }
            file(node, http, HttpAttributes.KEYSTORE_FILE);
            ports(node, http);
        }
        pair(node, http, HttpAttributes.KEYSTORE_FILE, HttpAttributes.KEYSTORE_SECRET_NAME);
    }

    private void ports(Node node, Profile http) {
        Profile jmx = management.jmx();
        int port = http.get(HttpAttributes.PORT);
        if (jmx.get(JmxAttributes.ENABLED) && jmx.get(JmxAttributes.PORT) == port) {
            node.error(HttpAttributes.PORT.name(), "port: [jmx] has port " + port + " already");
        }
    }

    private void hooks(Node node) {
        Profile hooks = management.hooks();
        for (Attribute<String> attribute : HookAttributes.PROGRAMS) {
            String program = hooks.get(attribute);
            if (program.isEmpty()) {
                continue;
            }
            String problem = HookFile.problem(program, hooks.get(HookAttributes.USER));
            if (problem != null && Files.exists(Path.of(program))) {
                node.error(attribute.name(), attribute.name() + ": " + problem);
            } else if (problem != null) {
                node.warn(attribute.name(), attribute.name() + ": " + problem);
            }
        }
    }

    private static void pair(Node node, Profile profile, Attribute<String> file, Attribute<String> secret) {
        if (!profile.get(file).isEmpty() && profile.get(secret).isEmpty()) {
            node.error(file.name(), file.name() + " needs " + secret.name());
        }
    }

    /** A file of a face that is on is for its owner and for its group to read; one that is not there yet may come before the start. */
    private static void file(Node node, Profile profile, Attribute<String> attribute) {
        String name = profile.get(attribute);
        if (name.isEmpty()) {
            return;
        }
        Path path = Path.of(name);
        String key = attribute.name();
        if (!Files.exists(path)) {
            node.warn(key, key + ": " + name + " is not there");
        } else if (Guard.unfit(path) != null) {
            node.error(key, key + ": " + name + " " + Guard.unfit(path));
        } else if (!isKept(path)) {
            node.error(
                    key,
                    key + ": others than its owner and group may use " + name
                            + ", or its group write it; run: chmod g-wx,o-rwx " + name);
        }
    }

    private static boolean isKept(Path path) {
        try {
            return KEPT.containsAll(Files.getPosixFilePermissions(path));
        } catch (UnsupportedOperationException | IOException unknown) {
            return true;
        }
    }
}
