package org.jl2tpd.management.jmx.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LoginTest {
    @TempDir
    Path folder;

    private Login login;

    @BeforeEach
    void start() throws Exception {
        login = new Login(new RemoteSettings(
                null,
                0,
                file("password", "monitor right\n"),
                file("access", "monitor readonly\n"),
                null,
                null,
                null,
                null));
    }

    private Path file(String name, String text) throws Exception {
        Path file = Files.writeString(folder.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void wrongPasswordsKeepNobodyOut() throws Exception {
        ExecutorService many = Executors.newCachedThreadPool();
        try {
            List<CompletableFuture<?>> wrong = new ArrayList<>();
            for (int i = 0; i < 4 * Login.REFUSALS_AT_ONCE; i++) {
                String guess = "guess" + i;
                wrong.add(CompletableFuture.runAsync(
                        () -> assertThatThrownBy(() -> login.authenticate(new String[] {"monitor", guess}))
                                .hasMessage("wrong name or password"),
                        many));
            }
            Thread.sleep(Login.REFUSAL_MS / 2);
            long from = System.nanoTime();
            assertThat(login.authenticate(new String[] {"monitor", "right"}).getPrincipals())
                    .hasSize(1);
            assertThat(System.nanoTime() - from).isLessThan(Login.REFUSAL_MS * 1_000_000);
            for (CompletableFuture<?> each : wrong) {
                each.join();
            }
            assertThat(System.nanoTime() - from)
                    .as("wrong ones are answered a few at a time")
                    .isGreaterThan(2 * Login.REFUSAL_MS * 1_000_000);
        } finally {
            many.shutdownNow();
        }
    }

    /** Two operations of one name, of which one only looks. */
    public interface TwoMXBean {
        String say(int number);

        String say(String text);
    }

    private static final class Two extends StandardMBean implements TwoMXBean {
        Two() {
            super(TwoMXBean.class, true);
        }

        @Override
        public String say(int number) {
            return "looked";
        }

        @Override
        public String say(String text) {
            return "changed";
        }

        @Override
        protected int getImpact(MBeanOperationInfo info) {
            return info.getSignature()[0].getType().equals("int") ? MBeanOperationInfo.INFO : MBeanOperationInfo.ACTION;
        }
    }

    @Test
    void whatLooksIsToldByTheTypesOfItsArguments() throws Exception {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        var name = new ObjectName(GuardedServer.OURS + ":type=Two");
        beans.registerMBean(new Two(), name);
        try {
            MBeanServer guarded = GuardedServer.of(beans, "monitor", login, "");
            assertThat(guarded.invoke(name, "say", new Object[] {1}, new String[] {"int"}))
                    .isEqualTo("looked");
            assertThatThrownBy(() ->
                            guarded.invoke(name, "say", new Object[] {"x"}, new String[] {String.class.getName()}))
                    .isInstanceOf(SecurityException.class);
        } finally {
            beans.unregisterMBean(name);
        }
    }
}
