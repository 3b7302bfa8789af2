package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The init script with the real jsvc and the packaged daemon, as root in a place of its own ({@code src/test/init/place}). */
@Timeout(300)
class InitScriptIT {
    private static final int LIMIT_S = 240;

    @TempDir
    Path folder;

    @BeforeAll
    static void need() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "a mount namespace needs root");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/jsvc")), "no /usr/bin/jsvc (package jsvc)");
        assumeTrue(Files.exists(Program.DIST.resolve("init/jl2tpd")), "target/dist is missing: mvn package makes it");
        assumeTrue(exit("unshare", "-m", "true") == 0, "this machine lets us make no mount namespace");
    }

    private static int exit(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).start().waitFor();
    }

    /** Runs steps in the place; fails with what they said when one was not as expected. */
    private String run(String steps) throws Exception {
        Path script = Files.writeString(folder.resolve("steps"), steps);
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(
                        List.of("sh", "src/test/init/place", Program.DIST.toString(), script.toString()))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        process.getOutputStream().close();
        boolean ended = process.waitFor(LIMIT_S, TimeUnit.SECONDS);
        String text = Files.readString(out);
        assertThat(ended).as(text).isTrue();
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    @Test
    void everyVerbEndsWithTheCodeOfTheStandard() throws Exception {
        run("""
                expect 3 /run/init status
                expect 0 /run/init stop
                expect 7 /run/init reload
                expect 7 /run/init force-reload
                expect 0 /run/init try-restart
                expect 2 /run/init something
                expect 2 /run/init
                expect 0 /run/init start
                first=$(cat /run/jl2tpd.pid)
                expect 0 /run/init status
                expect 0 /run/init start
                expect 0 test "$(stat -c %a:%U /var/log/jl2tpd-jsvc.log)" = 640:root
                expect 0 test "$(stat -c %U:%G:%a /run/jl2tpd/control.sock)" = jl2tpd:jl2tpctl:660
                expect 0 test "$(stat -c %U:%G:%a /run/jl2tpd)" = jl2tpd:jl2tpd:751
                expect 0 test "$(grep -h ^Uid: /proc/$first/task/*/status | sort -u | wc -l)" = 1
                expect 0 test "$(stat -c %U /proc/$first)" = jl2tpd
                expect 0 /run/init reload
                chown root:root /run/etc/jl2tpd.toml
                expect 1 /run/init reload
                said 'ermission|denied|read'
                chown root:jl2tpd /run/etc/jl2tpd.toml
                expect 0 test "$(cat /run/jl2tpd.pid)" = "$first"
                echo nonsense >>/run/etc/jl2tpd.toml
                expect 6 /run/init restart
                said '^/run/etc/jl2tpd.toml:7:'
                said 'runs on as it is'
                expect 1 /run/init reload
                expect 0 test "$(cat /run/jl2tpd.pid)" = "$first"
                sed -i /nonsense/d /run/etc/jl2tpd.toml
                expect 0 /run/init restart
                expect 1 test "$(cat /run/jl2tpd.pid)" = "$first"
                expect 1 test -d /proc/$first
                second=$(cat /run/jl2tpd.pid)
                expect 0 /run/init stop
                expect 1 test -d /proc/$second
                expect 1 test -e /run/jl2tpd.pid
                expect 3 /run/init status
                mv /run/etc/jl2tpd.toml /run/etc/away
                expect 6 /run/init start
                echo JSVC=/nowhere >>/etc/default/jl2tpd
                expect 5 /run/init start
                """);
    }

    @Test
    void aFailedStartIsToldOnTheTerminalInTheLogAndByItsCode() throws Exception {
        run("""
                install -d -o jl2tpd -g jl2tpd -m 750 /run/jl2tpd /run/jl2tpd/control.sock
                expect 1 /run/init start
                said '^jl2tpd: .*control.sock'
                expect 0 grep 'event=start_failed reason=.*control.sock' /var/log/jl2tpd/jl2tpd.log
                expect 3 /run/init status
                echo nonsense >>/run/etc/jl2tpd.toml
                expect 6 /run/init start
                said '^/run/etc/jl2tpd.toml:7:'
                """);
    }

    @Test
    void aKilledDaemonIsDeadForStatusAndItsLauncherGoneAfterStop() throws Exception {
        run("""
                expect 0 /run/init start
                launcher=$(cut -d' ' -f1 /run/jl2tpd.launcher)
                kill -9 "$(cat /run/jl2tpd.pid)"
                sleep 0.5
                expect 1 /run/init status
                said 'jsvc starts it again'
                expect 0 /run/init start
                expect 1 sh -c "grep -s ^State: /proc/$launcher/status | grep -qv Z"
                expect 0 /run/init status
                expect 0 /run/init stop
                """);
    }

    @Test
    void leavesAloneWhatIsNotOurs() throws Exception {
        run("""
                sleep 300 &
                other=$!
                echo $other >/run/jl2tpd.pid
                echo "$other 1" >/run/jl2tpd.launcher
                expect 1 /run/init status
                expect 7 /run/init reload
                expect 0 /run/init stop
                expect 0 kill -0 $other
                install -d -o jl2tpd -g jl2tpd -m 750 /var/log/jl2tpd
                ln -s /run/victim /var/log/jl2tpd/jsvc.log
                expect 0 /run/init start
                expect 0 test -s /var/log/jl2tpd-jsvc.log
                expect 1 test -e /run/victim
                expect 0 /run/init stop
                kill $other
                """);
    }

    @Test
    void rotatesItsLogsAsItsUser() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/logrotate")), "no logrotate");
        run("""
                mkdir -p /run/rotate /etc/init.d
                cp /var/lib/dist/init/jl2tpd.logrotate /run/rotate/jl2tpd
                chmod 644 /run/rotate/jl2tpd
                expect 0 /run/init start
                expect 0 /var/lib/dist/bin/jl2tpctl ppp profile create made_by_command
                expect 0 logrotate --force --state /run/rotate.state /run/rotate/jl2tpd
                expect 0 test -s /var/log/jl2tpd/jl2tpd.log.1
                expect 0 test "$(stat -c '%a %U' /var/log/jl2tpd/jl2tpd.log)" = '640 jl2tpd'
                expect 0 test -e /var/log/jl2tpd-jsvc.log.1.gz
                expect 0 test "$(stat -c '%a %U %s' /var/log/jl2tpd-jsvc.log)" = '640 root 0'
                sleep 1.2
                expect 0 /var/lib/dist/bin/jl2tpctl ppp profile show made_by_command
                expect 0 /var/lib/dist/bin/jl2tpctl ppp profile create another
                expect 0 grep -q another /var/log/jl2tpd/jl2tpd.log
                expect 0 /run/init stop
                expect 0 grep -q event=stopped /var/log/jl2tpd/jl2tpd.log
                """);
    }
}
