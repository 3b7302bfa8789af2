package org.jl2tpd.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * l2tpns from an unpacked Debian package. It reads {@code /etc/l2tpns}, which the caller's mount namespace has for itself, and asks a
 * RADIUS server on the loopback interface.
 */
final class L2tpnsLns implements Lns {
    private static final String ADDRESS = "10.99.0.1";
    private static final String TUN_ADDRESS = "10.98.0.1";
    static final String RADIUS_PORT = "11812";
    static final String RADIUS_SECRET = "radius-bench";
    /** Settings for speed: no log, large batches; a cluster of its own that elects itself at once. */
    private static final String CONFIG = """
            set debug 0
            set log_file "/dev/null"
            set bind_address %s
            set iftun_address %s
            set primary_radius 127.0.0.1
            set primary_radius_port %s
            set radius_secret "%s"
            set radius_authtypes "pap"
            set allow_duplicate_users yes
            set radius_accounting %s
            set multi_read_count 64
            set echo_timeout 30
            set cluster_interface "lo"
            set cluster_hb_interval 1
            set cluster_hb_timeout 15
            set cluster_master_min_adv 0
            set send_garp no
            """;

    private final Place place;
    private final boolean withStub;
    private Child radius;
    private Child daemon;

    L2tpnsLns(Place place) {
        this(place, false);
    }

    /** @param withStub whether a {@link RadiusStub} is there, which takes accounting too; else it has a server of its own, and no accounting */
    L2tpnsLns(Place place, boolean withStub) {
        this.place = place;
        this.withStub = withStub;
    }

    @Override
    public String name() {
        return "l2tpns";
    }

    @Override
    public double start() throws IOException, InterruptedException {
        Path etc = Files.createDirectories(Path.of("/etc/l2tpns"));
        Files.writeString(
                etc.resolve("startup-config"),
                CONFIG.formatted(ADDRESS, TUN_ADDRESS, RADIUS_PORT, RADIUS_SECRET, withStub ? "yes" : "no"));
        Files.writeString(etc.resolve("ip_pool"), "10.100.0.0/16\n");
        Files.writeString(etc.resolve("users"), "");
        if (!withStub) {
            List<String> command = new ArrayList<>(place.loadCommand());
            command.addAll(List.of(RadiusAcceptAll.class.getName(), RADIUS_PORT, RADIUS_SECRET));
            radius = Child.start(place.loadCore(), Map.of(), place.work().resolve("radius.err"), command);
        }
        Path root = place.l2tpnsRoot();
        long startNs = System.nanoTime();
        // In a session of its own, because when it stops it signals its whole process group.
        daemon = Child.start(
                place.lnsCore(),
                Map.of("LD_LIBRARY_PATH", libraries(root)),
                place.work().resolve("l2tpns.err"),
                List.of("setsid", root.resolve("usr/sbin/l2tpns").toString()));
        return awaitService(startNs);
    }

    private static String libraries(Path root) throws IOException {
        try (var files = Files.walk(root.resolve("usr/lib"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("libcli.so"))
                    .findFirst()
                    .map(file -> file.getParent().toString())
                    .orElse("");
        }
    }

    /** It says nothing when it serves, so it is asked for a tunnel. */
    private double awaitService(long startNs) throws IOException {
        while (System.nanoTime() - startNs < 10_000_000_000L && daemon.isAlive()) {
            LoadOptions probe = LoadOptions.parse(loadOptions().toArray(new String[0]));
            probe.tunnels = 1;
            probe.tunnelsonly = true;
            probe.controlms = 10;
            probe.limit = 1;
            try (Load load = new Load(probe)) {
                boolean up = load.setUp(false).up == 1;
                double ms = (System.nanoTime() - startNs) / 1e6;
                load.tearDown();
                if (up) {
                    return ms;
                }
            }
        }
        throw new IOException("l2tpns does not serve; see " + place.work().resolve("l2tpns.err"));
    }

    @Override
    public void stop() {
        daemon.close();
        if (radius != null) {
            radius.close();
        }
    }

    @Override
    public long pid() {
        return daemon.pid();
    }

    @Override
    public List<String> loadOptions() {
        return List.of("--lns=" + ADDRESS, "--opening=1", "--user=user", "--password=secret");
    }

    @Override
    public long heapOctets() {
        return -1;
    }

    /** MAXSESSION of its source, less some that are dying. */
    @Override
    public int maxSessions() {
        return 59_000;
    }

    /** MAXTUNNEL of its source is 500. */
    @Override
    public int maxTunnels() {
        return 400;
    }

    @Override
    public String echoAddress() {
        return TUN_ADDRESS;
    }
}
