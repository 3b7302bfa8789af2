package org.jl2tpd.datapath.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PppdOrphansTest {
    private static final String STAT = " (a (b) c) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 ";

    @TempDir
    Path proc;

    private void process(int pid, String program, String start, String environment) throws IOException {
        Path folder = Files.createDirectories(proc.resolve("" + pid));
        Files.writeString(folder.resolve("comm"), program + "\n");
        Files.writeString(folder.resolve("stat"), pid + STAT + start + " 0 0");
        Files.writeString(folder.resolve("environ"), environment);
    }

    @Test
    void findsPppdsWhoseDaemonIsGoneAndNoOthers() throws IOException {
        process(10, "java", "500", "");
        process(11, "pppd", "600", "PATH=/bin\0JL2TPD_OWNER=10:500\0");
        process(12, "pppd", "600", "PATH=/bin\0JL2TPD_OWNER=9:400\0");
        process(13, "pppd", "600", "PATH=/bin\0JL2TPD_OWNER=10:499\0");
        process(14, "pppd", "600", "PATH=/bin\0");
        process(15, "sleep", "600", "JL2TPD_OWNER=9:400\0");
        process(16, "pppd", "600", "JL2TPD_OWNER=nonsense\0");
        process(17, "pppd", "600", "JL2TPD_OWNER=../x:1\0");
        assertThat(new PppdOrphans(proc).find()).containsExactlyInAnyOrder(12L, 13L);
    }

    private void namespace(String process, String number) throws IOException {
        Path folder = Files.createDirectories(proc.resolve(process).resolve("ns"));
        Files.createSymbolicLink(folder.resolve("pid"), Path.of("pid:[" + number + "]"));
    }

    @Test
    void leavesPppdsOfOtherProcessNamespacesAlone() throws IOException {
        process(12, "pppd", "600", "PATH=/bin\0JL2TPD_OWNER=1:400\0");
        process(13, "pppd", "600", "PATH=/bin\0JL2TPD_OWNER=9:400\0");
        namespace("self", "4026531836");
        namespace("12", "4026532999");
        namespace("13", "4026531836");
        assertThat(new PppdOrphans(proc).find()).containsExactly(13L);
    }

    @Test
    void tablesOfOtherProcessNamespacesAreNotStale() throws IOException {
        namespace("self", "5");
        process(7, "java", "1", "");
        String tables = """
                table ip filter
                table inet jl2tpd-5-7-1
                table inet jl2tpd-5-8-1
                table inet jl2tpd-6-8-1
                table inet jl2tpd-8-1
                """;
        assertThat(NftPacketRules.stale(tables, proc)).containsExactly("jl2tpd-5-8-1");
    }

    @Test
    void thisProcessIsAlive() throws IOException {
        assertThat(PppdOrphans.self()).matches(ProcessHandle.current().pid() + ":[0-9]+");
        assertThat(new PppdOrphans(Path.of("/proc")).find()).isEmpty();
    }
}
