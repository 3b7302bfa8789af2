package org.jl2tpd.management.socket;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import jdk.net.UnixDomainPrincipal;
import org.jl2tpd.management.ConfigurationFile;
import org.jl2tpd.management.ConfigurationStore;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.DaemonInfo;
import org.jl2tpd.management.FakeEngine;
import org.jl2tpd.management.FileReach;
import org.jl2tpd.management.model.StateStore;
import org.jl2tpd.profile.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a client may name, and that nothing it changes is unsaid. */
class ReachAndAuditTest {
    @TempDir
    Path directory;

    private final FakeEngine engine = new FakeEngine();
    private final Logger log = (Logger) LoggerFactory.getLogger(Audit.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
    }

    @AfterEach
    void forget() {
        log.detachAppender(lines);
    }

    @Test
    void aChangeThatFailedIsLoggedWithWhatCameOfIt() {
        var silent = new Control(
                command -> new CompletableFuture<>(),
                new ConfigurationStore(null),
                StateStore.inMemory(),
                new DaemonInfo("1.2.3", 4711, 0),
                Duration.ofMillis(20));
        Operations operations = new Operations(silent);
        String close = "{\"v\":1,\"op\":\"close_tunnel\",\"args\":{\"tunnel\":\"office\",\"reason\":\"x\"}}";
        assertThat(operations.answer(close, new Caller("alice"))).contains("\"ok\":false");
        assertThat(lines.list).hasSize(1);
        assertThat(lines.list.get(0).getMessage()).isEqualTo("change_failed");
        assertThat(lines.list.get(0).getKeyValuePairs().toString())
                .contains("by=\"alice\"", "operation=\"close_tunnel\"", "outcome=\"timed_out\"");
        operations.answer("{\"v\":1,\"op\":\"system\"}", new Caller("alice"));
        assertThat(lines.list).hasSize(1);
    }

    @Test
    void theCallersReachComesToTheConfigurationsFile() {
        List<FileReach> seen = new ArrayList<>();
        Control control = engine.control();
        control.useConfigurationFile(new Recording(seen));
        Operations operations = new Operations(control);
        for (String op : List.of("config_save", "config_restore")) {
            String request = "{\"v\":1,\"op\":\"" + op + "\",\"args\":{\"file\":\"/tmp/x.toml\"}}";
            operations.answer(request, new Caller("alice"));
            operations.answer(request, new Caller("root", FileReach.ANYWHERE));
        }
        assertThat(seen)
                .containsExactly(FileReach.OWN_FOLDER, FileReach.ANYWHERE, FileReach.OWN_FOLDER, FileReach.ANYWHERE);
    }

    @Test
    void rootAndTheDaemonsUserReachEveryFileAndTheGroupDoesNot() throws Exception {
        Path socket = Files.createFile(directory.resolve("s"));
        var check = new PeerCheck(socket);
        var lookup = socket.getFileSystem().getUserPrincipalLookupService();
        var owner = Files.getOwner(socket);
        var group = Files.readAttributes(socket, java.nio.file.attribute.PosixFileAttributes.class)
                .group();
        assertThat(check.reach(new UnixDomainPrincipal(owner, group))).isEqualTo(FileReach.ANYWHERE);
        assertThat(check.reach(new UnixDomainPrincipal(lookup.lookupPrincipalByName("root"), group)))
                .isEqualTo(FileReach.ANYWHERE);
        assertThat(check.reach(new UnixDomainPrincipal(lookup.lookupPrincipalByName("nobody"), group)))
                .isEqualTo(FileReach.OWN_FOLDER);
    }

    private record Recording(List<FileReach> seen) implements ConfigurationFile {
        @Override
        public String path() {
            return "/etc/jl2tpd/jl2tpd.toml";
        }

        @Override
        public String resolve(String file, FileReach reach) throws ControlException {
            seen.add(reach);
            throw new ControlException(ControlException.Kind.REFUSED, "no");
        }

        @Override
        public Configuration read(String path, FileReach reach) {
            return null;
        }

        @Override
        public Target look(String path) {
            return null;
        }

        @Override
        public void write(String path, Configuration configuration) {}

        @Override
        public String text(Configuration configuration) {
            return "";
        }
    }
}
