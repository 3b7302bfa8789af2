package org.jl2tpd.management.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.engine.EngineEvent.Kind;
import org.jl2tpd.management.FakeEngine;
import org.jl2tpd.management.model.CaptureHub;
import org.jl2tpd.management.model.EventHub;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.ManagedDaemon;
import org.jl2tpd.management.model.StateStore;
import org.jl2tpd.wire.IpAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The stream of events on the socket. */
@Timeout(30)
class EventFollowerTest {
    @TempDir
    Path folder;

    private final FakeEngine engine = new FakeEngine();
    private final EventHub events = EventHub.start("events-test");
    private final List<Follower> followers = new ArrayList<>();
    private ControlSocketServer server;

    @BeforeEach
    void serve() throws Exception {
        var control = engine.control();
        var daemon = new ManagedDaemon("", control, new Inventory(control), events, StateStore.inMemory());
        server = ControlSocketServer.start(folder.resolve("s"), "", daemon, new CaptureHub(control));
    }

    @AfterEach
    void stop() throws Exception {
        for (Follower follower : followers) {
            follower.channel.close();
        }
        server.close();
        events.close();
    }

    /** One connection. */
    private static final class Follower {
        final SocketChannel channel;
        final BufferedReader in;

        Follower(Path socket) throws Exception {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(socket));
            in = new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
        }

        JsonObject ask(String arguments) throws Exception {
            String line = "{\"v\":1,\"op\":\"events\",\"args\":{\"follow\":true" + arguments + "}}\n";
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            return next();
        }

        JsonObject next() throws Exception {
            return JsonParser.parseString(in.readLine()).getAsJsonObject();
        }
    }

    private Follower follower() throws Exception {
        var follower = new Follower(folder.resolve("s"));
        followers.add(follower);
        return follower;
    }

    private static EngineEvent event(Kind kind, int tunnel, String user, String detail) {
        return new EngineEvent(kind, tunnel, 0, "t" + tunnel, IpAddress.parse("192.0.2.1"), user, null, "", detail);
    }

    private void publish(String... details) {
        for (String detail : details) {
            events.publish(event(Kind.TUNNEL_UP, 7, "", detail));
        }
    }

    private void awaitTold(long number) throws InterruptedException {
        while (events.after(number - 1).isEmpty()) {
            Thread.sleep(2);
        }
    }

    @Test
    void tellsEachEventAsItHappens() throws Exception {
        publish("before");
        awaitTold(1);
        Follower follower = follower();
        JsonObject answer = follower.ask("");
        assertThat(answer.get("ok").getAsBoolean()).isTrue();
        assertThat(answer.getAsJsonObject("result").toString())
                .isEqualTo("{\"following\":true,\"last\":1,\"lost\":0,\"restarted\":false}");
        publish("first", "second");
        JsonObject first = follower.next();
        assertThat(first.get("number").getAsInt()).isEqualTo(2);
        assertThat(first.get("event").getAsString()).isEqualTo("tunnel_up");
        assertThat(first.get("detail").getAsString()).isEqualTo("first");
        assertThat(first.get("tunnel_id").getAsInt()).isEqualTo(7);
        assertThat(follower.next().get("detail").getAsString()).isEqualTo("second");
    }

    @Test
    void goesOnAfterANumber() throws Exception {
        publish("1", "2", "3");
        awaitTold(3);
        Follower follower = follower();
        follower.ask(",\"after\":1");
        assertThat(follower.next().get("number").getAsInt()).isEqualTo(2);
        assertThat(follower.next().get("number").getAsInt()).isEqualTo(3);
        publish("4");
        assertThat(follower.next().get("number").getAsInt()).isEqualTo(4);
    }

    @Test
    void saysHowManyAreNotKnownAnyMore() throws Exception {
        int all = EventHub.HISTORY_LIMIT + 5;
        for (int i = 0; i < all; i++) {
            publish("x");
        }
        awaitTold(all);
        Follower follower = follower();
        follower.ask(",\"after\":2");
        assertThat(follower.next().toString()).isEqualTo("{\"lost\":3,\"after\":2}");
        assertThat(follower.next().get("number").getAsInt()).isEqualTo(6);
    }

    @Test
    void saysThatTheDaemonWasStartedAnew() throws Exception {
        publish("1");
        awaitTold(1);
        Follower follower = follower();
        JsonObject result = follower.ask(",\"after\":5000000000").getAsJsonObject("result");
        assertThat(result.get("restarted").getAsBoolean()).isTrue();
        assertThat(follower.next().get("number").getAsInt()).isEqualTo(1);
    }

    @Test
    void tellsWhatIsWantedAlone() throws Exception {
        Follower follower = follower();
        follower.ask(",\"kinds\":[\"session_up\",\"tunnel_down\"],\"tunnel\":\"t7\",\"user\":\"alice\"");
        events.publish(event(Kind.TUNNEL_UP, 7, "alice", "kind"));
        events.publish(event(Kind.SESSION_UP, 8, "alice", "tunnel"));
        events.publish(event(Kind.SESSION_UP, 7, "bob", "user"));
        events.publish(event(Kind.SESSION_UP, 7, "alice", "right"));
        JsonObject found = follower.next();
        assertThat(found.get("detail").getAsString()).isEqualTo("right");
        assertThat(found.get("number").getAsInt()).isEqualTo(4);
    }

    @Test
    void refusesAKindThatIsNotThere() throws Exception {
        JsonObject answer = follower().ask(",\"kinds\":[\"session_upp\"]");
        assertThat(answer.getAsJsonObject("error").get("message").getAsString())
                .contains("there is no event \"session_upp\"")
                .contains("session_up");
    }

    @Test
    void aReaderThatDoesNotReadIsCutOffAndHoldsNobody() throws Exception {
        Follower slow = follower();
        slow.ask("");
        Follower quick = follower();
        quick.ask("");
        int all = 3 * EventFollower.QUEUE_LIMIT;
        String words = "x".repeat(2_000);
        for (int i = 1; i <= all; i++) {
            publish(words);
            while (i % 100 == 0 && quick.next().get("number").getAsInt() < i) {
                assertThat(i).isPositive();
            }
        }
        String last = null;
        for (String line = slow.in.readLine(); line != null; line = slow.in.readLine()) {
            last = line;
        }
        assertThat(last).isNotNull();
        publish("after");
        assertThat(quick.next().get("detail").getAsString()).isEqualTo("after");
    }

    @Test
    void soManyFollowAtOnceAndNoMore() throws Exception {
        for (int i = 0; i < EventFollower.LIMIT; i++) {
            assertThat(follower().ask("").get("ok").getAsBoolean()).isTrue();
        }
        JsonObject refused = follower().ask("");
        assertThat(refused.getAsJsonObject("error").get("message").getAsString())
                .contains(EventFollower.LIMIT + " clients follow");
        followers.get(0).channel.close();
        publish("wakes");
        publish("finds that the first has gone");
        for (int i = 0; i < 500; i++) {
            if (follower().ask("").get("ok").getAsBoolean()) {
                return;
            }
            publish("again");
            Thread.sleep(10);
        }
        throw new AssertionError("the place is never free again");
    }
}
