package org.jl2tpd.daemon;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jl2tpd.datapath.kernel.PppdSpawner;
import org.jl2tpd.profile.Configuration;

/** The small process of root that starts pppds: another virtual machine of this distribution, with little memory. */
final class SpawnerProcess {
    /** MiB of its heap beside what the configuration takes. */
    private static final int HEAP_MIB = 24;
    /**
     * Octets of heap for each octet of configuration while that is read. Measured with this collector (ConfigLoader, three times in a row, the users of the last
     * one kept): 1 MiB with 17,960 users is read in a heap of 128 MiB, and not in one of 96 MiB. This is twice of that, so that the file may grow.
     */
    private static final int HEAP_PER_OCTET = 250;

    private static final int MIB = 1 << 20;

    private SpawnerProcess() {}

    /**
     * Starts it where the configuration wants pppd; to be called while the process is root.
     *
     * @return null where it does not
     */
    static PppdSpawner start(Configuration configuration, Path file) throws StartFailure {
        if (!Pppd.isWanted(configuration)) {
            return null;
        }
        String problem = Pppd.problem(configuration);
        if (problem != null) {
            throw new StartFailure(problem, null);
        }
        try {
            return PppdSpawner.start(command(file));
        } catch (IOException e) {
            throw new StartFailure("ppp = \"pppd\": " + e.getMessage(), e);
        }
    }

    /** jsvc's program is no java, so that it is looked for where the running virtual machine is from. */
    static List<String> command(Path file) throws IOException {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xshare:auto"));
        words.addAll(List.of("-Xms8m", "-Xmx" + heapMib(Files.size(file)) + "m", "-XX:ReservedCodeCacheSize=16m"));
        words.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-Xlog:cds*=off:stderr"));
        String home = System.getProperty("org.jl2tpd.home", "");
        if (!home.isEmpty()) {
            words.add("-XX:SharedArchiveFile=" + home + "/lib/jl2tpd.jsa");
        }
        Path unpacked = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        if (RootProgram.isSafeFolder(unpacked)) {
            words.add("-Djava.io.tmpdir=" + unpacked);
        }
        words.addAll(List.of("-cp", classPath(), SpawnerMain.class.getName()));
        words.add(file.toAbsolutePath().toString());
        return words;
    }

    private static long heapMib(long octets) {
        return HEAP_MIB + octets * HEAP_PER_OCTET / MIB;
    }

    /** It runs in another folder. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
