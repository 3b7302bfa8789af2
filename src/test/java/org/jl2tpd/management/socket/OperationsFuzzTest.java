package org.jl2tpd.management.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.gson.JsonParser;
import org.jl2tpd.management.FakeEngine;

/** Whatever a client sends gets one line of JSON as its answer. */
class OperationsFuzzTest {
    @FuzzTest(maxDuration = "10s")
    void answersEveryLineWithAnObject(byte[] line) {
        FakeEngine engine = new FakeEngine();
        engine.tunnels.add(FakeEngine.tunnel(1, "t", "h"));
        engine.sessions.add(FakeEngine.session(1, 1, "u"));
        String text = new String(line, java.nio.charset.StandardCharsets.UTF_8);
        String answer = new Operations(engine.control()).answer(text, new Caller("nobody"));
        assertThat(answer).doesNotContain("\n").doesNotContain("internal error");
        assertThat(JsonParser.parseString(answer).getAsJsonObject().has("ok")).isTrue();
    }
}
