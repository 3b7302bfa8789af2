package org.jl2tpd.management.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jl2tpd.management.jmx.JmxFace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However much a program without a password asks for at once, it costs little. */
@Timeout(60)
class AnswerLimitTest {
    private static final int TUNNELS = 500;
    private static final String TUNNEL = "org.jl2tpd:type=Tunnel,*";

    private static HttpBench bench;
    private static JmxFace beans;

    @BeforeAll
    static void start() throws Exception {
        bench = new HttpBench("limits", new BusyEngine(TUNNELS, 1_000), Map.of(), List.of(), Map.of());
        bench.daemon.inventory().refresh();
        beans = JmxFace.start(bench.daemon);
    }

    @AfterAll
    static void stop() throws Exception {
        beans.close();
        bench.close();
    }

    private static String request(String type, String rest) {
        return "{\"type\":\"" + type + "\"" + rest + "}";
    }

    private static String readAll() {
        return request("read", ",\"mbean\":\"" + TUNNEL + "\"");
    }

    private static String bulk(String request) {
        return "[" + String.join(",", Collections.nCopies(JudgedRequests.BULK_LIMIT, request)) + "]";
    }

    private static int count(String what, String body) {
        return body.split(what, -1).length - 1;
    }

    @Test
    void oneRequestReadsEveryTunnel() throws Exception {
        String body = bench.post(readAll()).body();
        assertThat(count("PeerHostName", body)).isEqualTo(TUNNELS);
        assertThat(body).contains("\"status\":200").doesNotContain("imit exceeded");
    }

    @Test
    void aBulkHasOneBudgetForAllItsRequests() throws Exception {
        for (String each : List.of(
                readAll(),
                request("read", ",\"mbean\":\"" + TUNNEL + "\",\"attribute\":[\"PeerHostName\",\"State\",\"Name\"]"),
                request("list", ""),
                request("list", ",\"path\":\"org.jl2tpd\""),
                request("list", ",\"path\":\"org.jl2tpd/type=*,*\""))) {
            String body = bench.post(bulk(each)).body();
            assertThat(body.length()).as(each).isLessThan(AnswerBudget.OCTETS + (1 << 20));
            assertThat(count("\"status\":413", body)).as(each).isGreaterThan(20);
        }
        String found = request("search", ",\"mbean\":\"*:*\"");
        assertThat(bench.post(bulk(found)).body().length()).isLessThan(AnswerBudget.OCTETS + (1 << 20));
    }

    @Test
    void operationsThatInformHaveThatBudgetToo() throws Exception {
        String page = request(
                "exec",
                ",\"mbean\":\"org.jl2tpd:type=Daemon,instance=limits\",\"operation\":\"listTunnels\",\"arguments\":[0,500,\"\"]");
        assertThat(bench.post(page).body()).contains("lac7.example.net").contains("\"status\":200");
        String body = bench.post(bulk(page)).body();
        assertThat(body.length()).isLessThan(AnswerBudget.OCTETS + (1 << 20));
        assertThat(count("\"status\":413", body)).isGreaterThan(50);
    }

    @Test
    void aPatternThatNamesTooMuchIsRefusedBeforeItIsRead() throws Exception {
        String names = String.join(",", Collections.nCopies(300, "\"Name\""));
        String body = bench.post(request("read", ",\"mbean\":\"" + TUNNEL + "\",\"attribute\":[" + names + "]"))
                .body();
        assertThat(body).contains("\"status\":413").doesNotContain("\"value\"");
    }

    @Test
    void longAnswersAreNeitherCutNorMixedUp() throws Exception {
        var text = new AnswerText();
        byte[] octets = new byte[100_000];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) (i * 7);
        }
        text.write(octets, 0, 70_001);
        text.write(octets[70_001]);
        text.write(octets, 70_002, octets.length - 70_002);
        var out = new java.io.ByteArrayOutputStream();
        text.copyTo(out);
        assertThat(out.toByteArray()).isEqualTo(octets);
        byte[] rest = new byte[AnswerText.LIMIT - octets.length + 1];
        assertThatThrownBy(() -> text.write(rest, 0, rest.length)).isInstanceOf(AnswerText.TooLong.class);
    }

    @Test
    void fewLongAnswersAreSentAtOnceAndShortOnesAlways() throws Exception {
        var turns = new Turns();
        List<Turns.Turn> taken = new ArrayList<>();
        for (int i = 0; i < Turns.SENDING; i++) {
            taken.add(turns.toSend(Turns.LONG_OCTETS + 1));
        }
        turns.toSend(Turns.LONG_OCTETS).close();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> turns.toSend(Turns.LONG_OCTETS + 1)).isInstanceOf(Refusal.class);
        assertThat(Thread.interrupted()).isTrue();
        taken.remove(0).close();
        turns.toSend(Turns.LONG_OCTETS + 1).close();
    }
}
