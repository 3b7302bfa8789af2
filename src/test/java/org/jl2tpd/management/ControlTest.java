package org.jl2tpd.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.engine.CommandResult;
import org.jl2tpd.management.model.StateStore;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.profile.TunnelAttributes;
import org.jl2tpd.wire.Secret;
import org.jl2tpd.wire.TraceFacility;
import org.junit.jupiter.api.Test;

class ControlTest {
    private final FakeEngine engine = new FakeEngine();
    private final Control control = engine.control();

    @Test
    void tellsWhyTheEngineRefused() {
        assertThatThrownBy(() -> control.showTunnel(new TunnelKey(9, "")))
                .isInstanceOfSatisfying(
                        ControlException.class, e -> assertThat(e.kind()).isEqualTo(ControlException.Kind.REFUSED))
                .hasMessage("there is no tunnel 9");
    }

    @Test
    void waitsABoundedTimeForASilentEngine() {
        engine.silent = true;
        Control impatient = new Control(
                engine,
                new ConfigurationStore(null),
                StateStore.inMemory(),
                new DaemonInfo("1", 1, 0),
                Duration.ofMillis(20));
        assertThatThrownBy(impatient::showSystem)
                .isInstanceOfSatisfying(
                        ControlException.class, e -> assertThat(e.kind()).isEqualTo(ControlException.Kind.TIMED_OUT));
    }

    private static Control impatient(CommandGateway engine) {
        return new Control(
                engine,
                new ConfigurationStore(null),
                StateStore.inMemory(),
                new DaemonInfo("1", 1, 0),
                Duration.ofMillis(20));
    }

    @Test
    void takesACommandBackThatWasNotAnsweredInTime() {
        engine.silent = true;
        assertThatThrownBy(() -> impatient(engine).drain(true)).hasMessageContaining("nothing was done");
        assertThat(engine.unanswered)
                .singleElement()
                .satisfies(answer -> assertThat(answer).isCancelled());
    }

    @Test
    void takesACommandBackWhenItsCallerIsInterrupted() {
        engine.silent = true;
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> control.drain(true)).hasMessageContaining("nothing was done");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(engine.unanswered)
                .singleElement()
                .satisfies(answer -> assertThat(answer).isCancelled());
    }

    @Test
    void takesTheResultOfACommandThatHadBegunWhenItsTimeWasOver() throws ControlException {
        var begun = new CompletableFuture<CommandResult>() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                complete(CommandResult.done(FakeEngine.tunnel(7, "", "peer")));
                return false;
            }
        };
        assertThat(impatient(command -> begun).showTunnel(new TunnelKey(7, "")).id())
                .isEqualTo(7);
    }

    @Test
    void anEngineThatDecidesNothingHasNotRefused() {
        engine.busy = true;
        assertThatThrownBy(() -> control.showTunnel(new TunnelKey(9, "")))
                .isInstanceOfSatisfying(
                        ControlException.class, e -> assertThat(e.kind()).isEqualTo(ControlException.Kind.UNAVAILABLE));
    }

    @Test
    void aTunnelIsNotForgottenWhenTheEngineHasTooMuchToDoToCloseIt() throws ControlException {
        engine.tunnels.add(FakeEngine.tunnel(1, "t", "h"));
        control.createTunnel(tunnelWith("hello_timeout", "30"));
        engine.busy = true;
        assertThatThrownBy(() -> control.closeTunnel(new TunnelKey(0, "t"), "")).isInstanceOf(ControlException.class);
        assertThat(control.configuration().get().tunnels()).hasSize(1);
    }

    @Test
    void saysThatAStoppedEngineIsUnavailable() {
        engine.gone = true;
        assertThatThrownBy(control::counters)
                .isInstanceOfSatisfying(
                        ControlException.class, e -> assertThat(e.kind()).isEqualTo(ControlException.Kind.UNAVAILABLE));
    }

    @Test
    void addsAndTakesAwayTraceFacilitiesOfTheMaskThatIsSet() throws ControlException {
        control.setTrace(null, null, List.of("fsm", "data"));
        int mask = control.setTrace(null, null, List.of("+ppp_control", "-data"));
        assertThat(mask).isEqualTo(TraceFacility.FSM.bit() | TraceFacility.PPP_CONTROL.bit());
        assertThat(engine.asked).contains(new Command.SetTrace(null, null, mask));
    }

    @Test
    void refusesAnUnknownTraceFacilityAndNamesTheKnownOnes() {
        assertThatThrownBy(() -> control.setTrace(null, null, List.of("+fms")))
                .hasMessageContaining("\"fms\"")
                .hasMessageContaining("fsm")
                .hasMessageContaining("ppp_control");
        assertThat(engine.asked).noneMatch(Command.SetTrace.class::isInstance);
    }

    @Test
    void writesMasksAsNames() {
        assertThat(TraceNames.format(0)).isEqualTo("none");
        assertThat(TraceNames.format(TraceFacility.ALL)).isEqualTo("all");
        assertThat(TraceNames.format(3)).isEqualTo("protocol,fsm");
    }

    private static ConfigurationFile fileOf(Configuration configuration) {
        return (ConfigurationFile) java.lang.reflect.Proxy.newProxyInstance(
                ControlTest.class.getClassLoader(),
                new Class<?>[] {ConfigurationFile.class},
                (proxy, method, arguments) -> method.getName().equals("path") ? "/etc/some.toml" : configuration);
    }

    @Test
    void anEngineThatAnsweredAReloadTooLateGetsTheFormerConfigurationAgain() {
        var store = new ConfigurationStore(control.configuration().get());
        var late = new java.util.concurrent.atomic.AtomicInteger();
        store.executeBy(
                command -> {
                    if (late.getAndIncrement() == 0) {
                        throw new ControlException(ControlException.Kind.TIMED_OUT, "no answer");
                    }
                    return null;
                },
                done -> {});
        var desk = new ReloadDesk(control, store, new java.util.concurrent.locks.ReentrantLock());
        desk.use(fileOf(control.configuration().get()));
        assertThatThrownBy(() -> desk.reload(false, "test")).hasMessageContaining("no answer");
        assertThat(late).hasValue(2);
    }

    @Test
    void oneReloadWaitsBehindAnotherAndNoMore() throws Exception {
        List<Runnable> waiting = new java.util.concurrent.CopyOnWriteArrayList<>();
        control.reloadBy(waiting::add);
        for (int i = 1; i <= 2; i++) {
            int asked = i;
            Thread caller = new Thread(() -> {
                try {
                    control.reload(false, "test");
                } catch (ControlException e) {
                    // There is no file.
                }
            });
            caller.setDaemon(true);
            caller.start();
            while (waiting.size() < asked) {
                Thread.sleep(1);
            }
        }
        assertThatThrownBy(() -> control.reload(false, "test")).hasMessageContaining("another one waits");
        waiting.forEach(Runnable::run);
    }

    @Test
    void noReloadBeginsWhenTheDaemonStops() {
        control.stopReloads();
        assertThatThrownBy(() -> control.reload(false, "test")).hasMessageContaining("is stopping");
    }

    @Test
    void boundsPages() {
        assertThatThrownBy(() -> control.listTunnels(0, Control.PAGE_LIMIT + 1)).isInstanceOf(ControlException.class);
        assertThatThrownBy(() -> control.listTunnels(0, 0)).isInstanceOf(ControlException.class);
    }

    @Test
    void makesADefinitionOfTextWithTheSchemasNames() throws ControlException {
        engine.tunnels.add(FakeEngine.tunnel(1, "t", "h"));
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("tunnel_name", "office");
        attributes.put("dest_ipaddr", "lns.example.net,192.0.2.1");
        attributes.put("hello_timeout", "30");
        attributes.put("auth_mode", "challenge");
        attributes.put("secret", "hunter2");
        attributes.put("persist", "yes");
        control.createTunnel(attributes);
        var definition = ((Command.CreateTunnel) engine.asked.get(0)).definition();
        assertThat(definition.destinations()).containsExactly("lns.example.net", "192.0.2.1");
        assertThat(definition.persist()).isTrue();
        assertThat(definition.overrides().get(TunnelAttributes.HELLO_TIMEOUT)).isEqualTo(30);
        assertThat(definition.overrides().get(TunnelAttributes.SECRET)).isEqualTo(Secret.of("hunter2"));
    }

    @Test
    void saysWhatIsWrongWithADefinitionAndAsksTheEngineNothing() {
        assertInvalid(Map.of("tunnel_name", "t"), "dest_ipaddr is missing");
        assertInvalid(Map.of("tunnel_name", "t", "dest_ipaddr", "no such host!"), "dest_ipaddr");
        assertInvalid(tunnelWith("hello_timeout", "ten"), "hello_timeout");
        assertInvalid(tunnelWith("hullo_timeout", "10"), "no attribute \"hullo_timeout\"");
        assertInvalid(tunnelWith("profile_name", "absent"), "no such profile, \"absent\"");
        assertInvalid(tunnelWith("session_profile_name", "absent"), "session_profile_name");
        assertInvalid(tunnelWith("auth_mode", "challenge"), "needs a secret");
        assertInvalid(tunnelWith("secret_name", "absent"), "no secret named \"absent\"");
        assertInvalid(
                Map.of("tunnel_name", "t", "dest_ipaddr", "192.0.2.1", "secret_name", "office", "secret", "x"),
                "secret and secret_name exclude each other");
        assertInvalid(tunnelWith("persist", "perhaps"), "persist must be yes or no");
        assertThat(engine.asked).isEmpty();
    }

    @Test
    void takesSecretsByTheirNames() throws ControlException {
        engine.tunnels.add(FakeEngine.tunnel(1, "t", "h"));
        engine.sessions.add(FakeEngine.session(1, 2, "alice"));
        control.createTunnel(tunnelWith("secret_name", "office"));
        Map<String, String> session = new LinkedHashMap<>();
        session.put("session_name", "s");
        session.put("user_name", "alice");
        session.put("secret_name", "alice");
        session.put("proxy_auth_response_secret_name", "office");
        control.createSession(new TunnelKey(1, ""), session);
        var tunnel = ((Command.CreateTunnel) engine.asked.get(0)).definition();
        var made = engine.asked.stream()
                .filter(Command.CreateSession.class::isInstance)
                .map(command -> ((Command.CreateSession) command).definition())
                .findFirst()
                .orElseThrow();
        assertThat(tunnel.overrides().get(TunnelAttributes.SECRET)).isEqualTo(FakeEngine.OFFICE);
        assertThat(made.userPassword()).isEqualTo(FakeEngine.ALICE);
        assertThat(made.overrides().get(SessionAttributes.PROXY_AUTH_RESPONSE)).isEqualTo(FakeEngine.OFFICE);
    }

    @Test
    void refusesASessionsUnknownSecretAndTwoPasswords() {
        var key = new TunnelKey(1, "");
        assertThatThrownBy(() -> control.createSession(key, Map.of("session_name", "s", "secret_name", "absent")))
                .hasMessage(
                        "secret_name: the configuration has no secret named \"absent\"; it would be [secret.absent]");
        assertThatThrownBy(() -> control.createSession(
                        key, Map.of("session_name", "s", "secret_name", "alice", "user_password", "x")))
                .hasMessage("user_password and secret_name exclude each other");
        assertThat(engine.asked).isEmpty();
    }

    private static Map<String, String> tunnelWith(String name, String value) {
        return Map.of("tunnel_name", "t", "dest_ipaddr", "192.0.2.1", name, value);
    }

    private void assertInvalid(Map<String, String> attributes, String words) {
        assertThatThrownBy(() -> control.createTunnel(attributes))
                .isInstanceOfSatisfying(
                        ControlException.class, e -> assertThat(e.kind()).isEqualTo(ControlException.Kind.INVALID))
                .hasMessageContaining(words);
    }
}
