package org.jl2tpd.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.UserDefinition;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;

/** Reads a configuration file. Stateless; reads files and blocks, so not for the engine's thread. */
public final class ConfigLoader {
    /** Longest configuration file, in octets. */
    public static final int MAX_FILE_OCTETS = 64 << 20;

    private static final String STATIC_TUNNEL = "static_tunnel";
    private static final TomlPosition START = TomlPosition.positionAt(1, 1);
    private static final List<ProfileKind> NAMED =
            List.of(ProfileKind.PEER, ProfileKind.TUNNEL, ProfileKind.SESSION, ProfileKind.PPP);

    private final Findings findings;
    private final Secrets secrets;
    private final ProfileReader profiles;
    private final Draft draft = new Draft();

    private ConfigLoader(Findings findings, Secrets secrets) {
        this.findings = findings;
        this.secrets = secrets;
        profiles = new ProfileReader(secrets);
    }

    /** Reads the file and the files of secrets that it names. What is wrong with it is in the result; nothing is thrown. */
    public static ConfigResult load(Path file) {
        Findings findings = new Findings(file.toString());
        try {
            String unfit = Guard.unfit(file);
            if (unfit != null) {
                findings.error(1, 1, "can't read the file: it " + unfit);
                return refused(findings);
            }
            if (Files.size(file) > MAX_FILE_OCTETS) {
                findings.error(1, 1, "the file is longer than " + MAX_FILE_OCTETS + " octets");
                return refused(findings);
            }
            byte[] octets = Files.readAllBytes(file);
            Path folder = file.toAbsolutePath().getParent();
            var secrets = new Secrets(folder, file.toString(), Guard.isReadableByEveryone(file));
            return read(octets, findings, secrets);
        } catch (IOException e) {
            findings.error(1, 1, "can't read the file: " + Secrets.reason(e));
            return refused(findings);
        }
    }

    /** Reads the text of a file that only its owner can read; it can't name files of secrets. */
    public static ConfigResult parse(String file, byte[] octets) {
        return read(octets, new Findings(file), new Secrets(null, file, false));
    }

    private static ConfigResult read(byte[] octets, Findings findings, Secrets secrets) {
        String text = decode(octets, findings);
        return text == null ? refused(findings) : new ConfigLoader(findings, secrets).read(text);
    }

    private static ConfigResult refused(Findings findings) {
        return new ConfigResult(null, findings.errors(), findings.warnings());
    }

    /** UTF-8 to text; null, and an error at the place, when it is none. */
    private static String decode(byte[] octets, Findings findings) {
        ByteBuffer in = ByteBuffer.wrap(octets);
        CharBuffer out = CharBuffer.allocate(octets.length + 1);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        out.flip();
        if (!result.isError()) {
            return out.toString();
        }
        String before = out.toString();
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        findings.error(line, before.length() - before.lastIndexOf('\n'), "this is not UTF-8 text");
        return null;
    }

    private ConfigResult read(String text) {
        TomlParseResult toml = TomlText.parse(text, findings);
        if (toml == null) {
            return refused(findings);
        }
        sections(new Node(findings, toml, START));
        if (toml.hasErrors()) {
            return refused(findings);
        }
        Configuration configuration =
                draft.toConfiguration(secrets.byName()).withSecrets(secrets.byName(), secrets.files());
        new CrossChecks(draft, configuration).run();
        return findings.hasErrors()
                ? refused(findings)
                : new ConfigResult(configuration, List.of(), findings.warnings());
    }

    private void sections(Node root) {
        Set<String> known =
                new LinkedHashSet<>(List.of("system", "secret", "pool", "user", "tunnel", "switch", STATIC_TUNNEL));
        NAMED.forEach(kind -> known.add(CrossChecks.section(kind)));
        known.addAll(ManagementReader.SECTIONS);
        known.addAll(RadiusReader.SECTIONS);
        root.refuseUnknown(known, Node.WHOLE_FILE);
        if (root.has("system")) {
            system(root.child("system", "[system]"));
        }
        var staticTunnels = new StaticTunnelReader(profiles);
        for (Named tunnel : named(root, STATIC_TUNNEL)) {
            draft.staticTunnels.add(staticTunnels.read(tunnel.name(), tunnel.node()));
        }
        for (Named secret : named(root, "secret")) {
            secrets.define(secret.name(), secret.node());
        }
        for (Named pool : named(root, "pool")) {
            draft.pools.put(pool.name(), new Draft.PlacedPool(PoolReader.read(pool.name(), pool.node()), pool.node()));
        }
        NAMED.forEach(kind -> profiles(root, kind));
        for (Node node : root.children("user", "[[user]]")) {
            user(node);
        }
        var tunnels =
                new TunnelReader(secrets, draft.profiles.get(ProfileKind.TUNNEL), draft.profiles.get(ProfileKind.PEER));
        for (Node node : root.children("tunnel", "[[tunnel]]")) {
            draft.tunnels.add(tunnels.read(node));
        }
        for (Node node : root.children("switch", "[[switch]]")) {
            draft.switches.add(SwitchReader.read(node));
        }
        new ManagementReader(secrets, secrets.folder(), draft).read(root);
        new RadiusReader(secrets, draft).read(root);
    }

    private void system(Node node) {
        if (node != null) {
            draft.system = profiles.read(node, ProfileKind.SYSTEM, "system", Set.of(), "system");
            draft.profileNodes.get(ProfileKind.SYSTEM).put("system", node);
        }
    }

    private void profiles(Node root, ProfileKind kind) {
        String section = CrossChecks.section(kind);
        for (Named named : named(root, section)) {
            String what = section + " \"" + named.name() + "\"";
            Profile profile = profiles.read(named.node(), kind, named.name(), Set.of(), what);
            draft.profiles.get(kind).put(named.name(), profile);
            draft.profileNodes.get(kind).put(named.name(), named.node());
        }
    }

    private void user(Node node) {
        UserDefinition user = UserReader.read(node, secrets);
        if (user != null) {
            draft.users.add(new Draft.PlacedUser(user, node));
        }
    }

    record Named(String name, Node node) {}

    /** The tables below {@code [section.NAME]}. */
    static List<Named> named(Node root, String section) {
        Node node = root.has(section) ? root.child(section, "[" + section + ".NAME]") : null;
        List<Named> all = new java.util.ArrayList<>();
        if (node == null) {
            return all;
        }
        for (String name : node.keys()) {
            if (name.isBlank() || name.length() > 255 || name.chars().anyMatch(c -> c < ' ' || c == 127)) {
                node.error(name, "the name of a " + section + " must have 1 to 255 printable characters");
            }
            Node child = node.child(name, "[" + section + ".NAME]");
            if (child != null) {
                all.add(new Named(name, child));
            }
        }
        return all;
    }
}
