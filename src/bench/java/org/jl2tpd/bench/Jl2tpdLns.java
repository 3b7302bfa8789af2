package org.jl2tpd.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** jl2tpd from the unpacked distribution, one TUN device for all sessions, users and addresses from its own configuration. */
final class Jl2tpdLns implements Lns {
    private static final String TUN_ADDRESS = "10.97.0.1";
    private static final String ADDRESS = "10.99.0.2";
    private static final Pattern USED = Pattern.compile("used (\\d+)K");
    private static final String CONFIG = """
            [system]
            listen_addresses = ["%s"]
            datapath = "tun"
            socket_path = ""
            log_level = "error"
            max_half_open_tunnels = 65535
            max_half_open_per_prefix = 65535
            %s
            [peer_profile.default]
            allow_tunnels = true

            [ppp_profile.default]
            auth_order = ["pap"]
            local_ipaddr = "%s"
            ip_pool_name = "bench"
            %s
            [pool.bench]
            ipv4 = ["10.104.0.0/15"]

            [secret.user]
            value = "secret"

            [[user]]
            name = "user"
            secret_name = "user"
            """;

    private final Place place;
    private final String name;
    private final String systemLines;
    private final String pppLines;
    private final String more;
    private Child daemon;

    Jl2tpdLns(Place place) {
        this(place, "");
    }

    /** @param more sections of configuration beside those that it needs */
    Jl2tpdLns(Place place, String more) {
        this(place, "jl2tpd", "", "", more);
    }

    /**
     * @param systemLines more lines of {@code [system]}, each with its end; likewise {@code pppLines} of the ppp profile
     * @param more sections
     */
    Jl2tpdLns(Place place, String name, String systemLines, String pppLines, String more) {
        this.place = place;
        this.name = name;
        this.systemLines = systemLines;
        this.pppLines = pppLines;
        this.more = more;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double start() throws IOException, InterruptedException {
        Path config = place.work().resolve("jl2tpd.toml");
        Files.writeString(config, CONFIG.formatted(ADDRESS, systemLines, TUN_ADDRESS, pppLines) + more);
        Files.setPosixFilePermissions(config, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        Path errors = place.work().resolve("jl2tpd.err");
        long startNs = System.nanoTime();
        daemon = Child.start(
                place.lnsCore(),
                Map.of(),
                errors,
                List.of(place.dist().resolve("bin/jl2tpd").toString(), "--config", config.toString()));
        if (daemon.await("ready", 15_000) == null) {
            throw new IOException("jl2tpd does not get ready; see " + errors);
        }
        return (System.nanoTime() - startNs) / 1e6;
    }

    @Override
    public void stop() {
        daemon.close();
    }

    @Override
    public long pid() {
        return daemon.pid();
    }

    @Override
    public List<String> loadOptions() {
        return List.of("--lns=" + ADDRESS, "--user=user", "--password=secret");
    }

    @Override
    public String echoAddress() {
        return TUN_ADDRESS;
    }

    /** Asks the JVM to collect twice, then for what is in use. */
    @Override
    public long heapOctets() throws IOException, InterruptedException {
        jcmd("GC.run");
        jcmd("GC.run");
        long kib = 0;
        Matcher used = USED.matcher(jcmd("GC.heap_info").replaceAll("(?m)^\\s*(Metaspace|class space).*$", ""));
        while (used.find()) {
            kib += Long.parseLong(used.group(1));
        }
        return kib << 10;
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        String tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(tool, Long.toString(pid()), command)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    @Override
    public int maxSessions() {
        return 60_000;
    }

    @Override
    public int maxTunnels() {
        return 50_000;
    }
}
