package org.jl2tpd.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * net-snmp's snmpd with a table of 10,000 rows: ipAddressTable, since 10,000 addresses are on the loopback device. It keeps that table in a sorted
 * container which it reads from the kernel when it is older than the cache's time; that time is an hour here, for the tables behind it too, which a walk's
 * last request touches, so that no reading is measured.
 */
final class NetSnmpd implements AutoCloseable {
    /** ipAddressEntry (RFC 4293). */
    static final String ENTRY = "1.3.6.1.2.1.4.34.1";

    /** Readable columns of it: ipAddressIfIndex to ipAddressStorageType. */
    static final List<Integer> COLUMNS = List.of(3, 4, 5, 6, 7, 8, 9, 10, 11);

    /** nsCacheTimeout (NET-SNMP-AGENT-MIB). */
    private static final String CACHE_TIMEOUT = "1.3.6.1.4.1.8072.1.5.3.1.2";

    /** The priority that jl2tpd gives to its agent's threads, so that whatever else a machine does takes as much from both. */
    private static final int NICENESS = 15;

    private static final int CACHE_SECONDS = 3600;
    private static final String CONFIG = """
            agentAddress udp:%s:%d
            createUser %s SHA-256 %s AES %s
            rwuser %s authPriv
            """;

    private final Child child;

    private NetSnmpd(Child child) {
        this.child = child;
    }

    static NetSnmpd start(Lns.Place place, SnmpTools tools, int rows) throws IOException, InterruptedException {
        addAddresses(place.work(), rows);
        Path config = tools.writeSecret(
                "snmpd.conf",
                CONFIG.formatted(
                        SnmpTools.HOST,
                        SnmpTools.THEIR_PORT,
                        SnmpTools.USER,
                        SnmpTools.PASSWORD,
                        SnmpTools.PASSWORD,
                        SnmpTools.USER));
        var made = new NetSnmpd(Child.start(
                place.lnsCore(),
                tools.environment(),
                place.work().resolve("snmpd.err"),
                List.of(
                        "nice",
                        "-n",
                        Integer.toString(NICENESS),
                        "snmpd",
                        "-f",
                        "-r",
                        "-C",
                        "-c",
                        config.toString(),
                        "-Le")));
        Thread.sleep(1_500);
        for (String cache : tools.names(SnmpTools.THEIR_PORT, CACHE_TIMEOUT)) {
            tools.set(SnmpTools.THEIR_PORT, cache, CACHE_SECONDS);
        }
        return made;
    }

    /** As many addresses of 10.112.0.0/12 as there are to be rows, less those that the device has. */
    private static void addAddresses(Path work, int rows) throws IOException, InterruptedException {
        var batch = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            batch.append("address add 10.112." + i / 250 + "." + (i % 250 + 1) + "/32 dev lo\n");
        }
        Path file = work.resolve("addresses.batch");
        Files.writeString(file, batch);
        Process ip = new ProcessBuilder("ip", "-batch", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(ip.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (ip.waitFor() != 0) {
            throw new IOException("ip -batch: " + said.strip());
        }
    }

    long pid() {
        return child.pid();
    }

    @Override
    public void close() {
        child.close();
    }
}
