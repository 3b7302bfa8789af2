package org.jl2tpd.management.snmp;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.OctetString;

/** What a walk costs: 10,000 rows of 10 columns by snmpbulkwalk with SNMPv3 authPriv (SHA-256, AES-128). Not a test; run its {@code main}. */
public final class SnmpBench {
    private static final int ROWS = 10_000;
    private static final int COLUMNS = 10;
    private static final String ENTRY = Oids.ROOT + ".1.2.1";

    private record Row(int number, String name, long octets) {}

    private SnmpBench() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length == 0 ? 10 : Integer.parseInt(arguments[0]);
        var trial = new TrialDaemon();
        try (SnmpAgent agent = SnmpAgent.start(trial.make(), context -> List.of(SnmpBench::register))) {
            SnmpClient client = SnmpClient.operator(trial.port);
            for (int round = 1; round <= rounds; round++) {
                long cpu = cpuNs();
                long began = System.nanoTime();
                int lines = client.run("snmpbulkwalk", "-Cr50", ENTRY).lines().size();
                long took = System.nanoTime() - began;
                long used = cpuNs() - cpu;
                System.out.printf(
                        "round %d: %d varbinds in %d ms, %.0f varbinds/s, %.0f rows/s, %.2f us CPU a varbind%n",
                        round,
                        lines,
                        took / 1_000_000,
                        lines * 1e9 / took,
                        lines * 1e9 / took / COLUMNS,
                        used / 1e3 / lines);
            }
            System.out.println(agent);
        }
        System.exit(0);
    }

    private static void register(MibRegistry registry) {
        var rows = new ConcurrentSkipListMap<Integer, Row>(Integer::compareUnsigned);
        for (int i = 1; i <= ROWS; i++) {
            rows.put(i, new Row(i, "user" + i + "@example.org", i * 1_000_003L));
        }
        var columns = new ArrayList<Column<Row>>();
        for (int number = 1; number <= COLUMNS; number++) {
            columns.add(
                    switch (number % 3) {
                        case 0 -> Column.of(number, row -> new OctetString(row.name()));
                        case 1 -> Column.of(number, row -> new Counter64(row.octets()));
                        default -> Column.of(number, row -> new Gauge32(row.number()));
                    });
        }
        registry.table(
                ENTRY,
                new Rows<Row>() {
                    @Override
                    public Row get(int[] index) {
                        return index.length == 1 ? rows.get(index[0]) : null;
                    }

                    @Override
                    public Found<Row> after(int[] index) {
                        var entry = index.length == 0 ? rows.firstEntry() : rows.higherEntry(index[0]);
                        return entry == null ? null : new Found<>(new int[] {entry.getKey()}, entry.getValue());
                    }
                },
                columns);
    }

    /** Of this process, without the compiler's threads as far as those have done their work. */
    private static long cpuNs() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime();
    }
}
