package org.jl2tpd.management.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.concurrent.CompletableFuture;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.management.FakeEngine;
import org.jl2tpd.management.model.CaptureHub;
import org.jl2tpd.management.model.EventHub;
import org.jl2tpd.wire.IpAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class StreamOperationsTest {
    private final FakeEngine engine = new FakeEngine();
    private final EventHub events = EventHub.start("events-test");
    private final Operations operations = new Operations(engine.control(), events, new CaptureHub(engine.control()));
    private final Caller caller = new Caller("nobody");

    @AfterEach
    void stop() {
        events.close();
    }

    @Test
    void tellsEventsAfterANumberAndWaitsForNews() {
        CompletableFuture<JsonObject> waiting =
                CompletableFuture.supplyAsync(() -> ask("{\"v\":1,\"op\":\"events\",\"args\":{\"wait_ms\":1000}}"));
        events.publish(event("first"));
        events.publish(event("second"));
        assertThat(result(waiting.join()).getAsJsonArray("events")).isNotEmpty();
        JsonObject later = await(1);
        assertThat(later.get("detail").getAsString()).isEqualTo("second");
        assertThat(later.get("peer").getAsString()).isEqualTo("192.0.2.1");
        assertThat(later.get("event").getAsString()).isEqualTo("tunnel_up");
        JsonObject none = result(ask("{\"v\":1,\"op\":\"events\",\"args\":{\"limit\":0}}"));
        assertThat(none.getAsJsonArray("events")).isEmpty();
        assertThat(none.get("last").getAsInt()).isEqualTo(2);
    }

    private JsonObject await(int after) {
        while (true) {
            var found = result(ask("{\"v\":1,\"op\":\"events\",\"args\":{\"wait_ms\":100,\"after\":" + after + "}}"))
                    .getAsJsonArray("events");
            if (!found.isEmpty()) {
                return found.get(found.size() - 1).getAsJsonObject();
            }
        }
    }

    @Test
    void readsNoCaptureThatWasNotStarted() {
        assertThat(ask("{\"v\":1,\"op\":\"capture_read\"}").get("ok").getAsBoolean())
                .isFalse();
    }

    @Test
    void endsACaptureWithItsConnection() throws Exception {
        engine.tunnels.add(FakeEngine.tunnel(7, "office", "h"));
        assertThat(ask("{\"v\":1,\"op\":\"capture_start\",\"args\":{\"tunnel\":\"office\"}}")
                        .get("ok")
                        .getAsBoolean())
                .isTrue();
        assertThat(result(ask("{\"v\":1,\"op\":\"capture_read\"}")).get("ended").getAsBoolean())
                .isFalse();
        engine.tunnels.clear();
        assertThat(result(ask("{\"v\":1,\"op\":\"capture_read\"}")).get("ended").getAsBoolean())
                .isTrue();
        caller.close();
        assertThat(engine.asked.toString()).contains("Capture[").contains("on=false");
    }

    private JsonObject ask(String line) {
        return JsonParser.parseString(operations.answer(line, caller)).getAsJsonObject();
    }

    private static JsonObject result(JsonObject answer) {
        return answer.getAsJsonObject("result");
    }

    private static EngineEvent event(String detail) {
        return new EngineEvent(
                EngineEvent.Kind.TUNNEL_UP, 7, 0, "office", IpAddress.parse("192.0.2.1"), "", null, "", detail);
    }
}
