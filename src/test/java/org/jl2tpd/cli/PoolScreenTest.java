package org.jl2tpd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator sees of pools. */
class PoolScreenTest {
    private static JsonObject pool(String name, boolean isNearlyFull) {
        return JsonParser.parseString("""
                {"name": "%s", "ipv4_size": 10, "ipv4_used": 9, "ipv6_size": 0, "ipv6_used": 0,
                 "delegated_size": 0, "delegated_used": 0, "ipv4_nearly_full": %s}
                """.formatted(name, isNearlyFull)).getAsJsonObject();
    }

    @Test
    void aPoolThatIsNearlyFullIsMarked() {
        List<String> lines = Screens.pools(List.of(pool("p", true), pool("q", false)))
                .lines()
                .toList();
        assertThat(lines.get(0)).endsWith("ALARM");
        assertThat(lines.get(1)).startsWith("p").endsWith("nearly full");
        assertThat(lines.get(2)).startsWith("q").doesNotContain("nearly full");
    }
}
