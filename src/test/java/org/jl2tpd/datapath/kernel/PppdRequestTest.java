package org.jl2tpd.datapath.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.jl2tpd.engine.PppdOptions;
import org.jl2tpd.wire.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be asked of the process that starts pppds, and how it is said. */
class PppdRequestTest {
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(PppdRequestCodec.LIMIT);

    private PppdRequest copy(PppdRequest request) {
        assertThat(PppdRequestCodec.write(buffer.clear(), request)).isTrue();
        return PppdRequestCodec.read(buffer.flip());
    }

    @Test
    void arrivesAsItWasSent() {
        for (PppdRequest request : List.of(
                PppdRequests.plain(),
                PppdRequests.with("isp0", List.of("name", "\u00e9 x", "auth"), "al\"ice", "p w\u00e9"),
                PppdRequests.with("x".repeat(15), List.of(), "u".repeat(255), "p".repeat(255)))) {
            assertThat(copy(request)).isEqualTo(request);
            assertThat(request.problem()).isNull();
        }
    }

    @Test
    void oneThatIsTooLongIsNotWritten() {
        PppdRequest request = PppdRequests.with("", java.util.Collections.nCopies(200, "x".repeat(200)), "", null);
        assertThat(PppdRequestCodec.write(buffer.clear(), request)).isFalse();
    }

    @Test
    void whatIsCutOrHasMoreBehindItIsNoRequest() {
        PppdRequestCodec.write(buffer.clear(), PppdRequests.with("isp0", List.of("name", "a"), "u", "p"));
        int octets = buffer.position();
        for (int length = 0; length < octets; length++) {
            assertThat(PppdRequestCodec.read(buffer.clear().limit(length))).isNull();
        }
        assertThat(PppdRequestCodec.read(buffer.clear().limit(octets))).isNotNull();
        assertThat(PppdRequestCodec.read(buffer.clear().limit(octets + 1))).isNull();
    }

    /** What comes through the decoder and the check can be made arguments of, whatever it was. */
    @Test
    void garbageIsRefusedOrHarmless() {
        var random = new Random(5);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            SpawnerMessage message = SpawnerMessage.read(garbage(random));
            boolean isRequest = message != null && message.request() != null;
            if (isRequest && message.request().problem() == null) {
                checkArguments(message.request());
            } else {
                refused++;
            }
        }
        assertThat(refused).isBetween(10_000, 19_990);
    }

    /** Half of it is a request with a few octets changed. */
    private ByteBuffer garbage(Random random) {
        buffer.clear();
        if (random.nextBoolean()) {
            SpawnerMessage.start(1, PppdRequests.with("isp0", List.of("name", "a", "noauth", "mtu", "1400"), "u", "p"))
                    .write(buffer);
            for (int changes = random.nextInt(3) + 1; changes > 0; changes--) {
                buffer.put(13 + random.nextInt(buffer.limit() - 13), (byte) random.nextInt());
            }
        } else {
            byte[] octets = new byte[random.nextInt(200)];
            random.nextBytes(octets);
            if (octets.length > 0 && random.nextBoolean()) {
                octets[0] = 0;
            }
            buffer.put(octets).flip();
        }
        return buffer;
    }

    private static void checkArguments(PppdRequest request) {
        List<String> arguments = PppdCommand.arguments(request, true);
        List<String> plugins = List.of("plugin", "pppol2tp.so", "plugin", "openl2tp.so");
        assertThat(arguments).containsSubsequence(plugins);
        assertThat(arguments).doesNotContain("connect", "pty").allMatch(word -> word.indexOf(0) < 0);
        assertThat(arguments.stream().filter("plugin"::equals)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/b", "a b", ".", "..", "-x", "%d", "a\n", "x123456789012345", "\u00e9"})
    void aNameThatIsNoDevicesIsRefused(String name) {
        assertThat(PppdRequests.with(name, List.of(), "", null).problem())
                .isEqualTo("no network device can have that name");
    }

    @Test
    void valuesBeyondTheirRangeAreRefusedWithoutBeingShown() {
        var plain = PppdRequests.numbering(0, 0);
        assertThat(PppdRequests.of(0, 1, plain, "", List.of(), "", null).problem())
                .contains("id");
        assertThat(PppdRequests.of(1, 65_536, plain, "", List.of(), "", null).problem())
                .contains("id");
        assertThat(PppdRequests.of(1, 1, PppdRequests.numbering(-1, 0), "", List.of(), "", null)
                        .problem())
                .contains("reorder");
        assertThat(PppdRequests.of(1, 1, PppdRequests.numbering(0, 16), "", List.of(), "", null)
                        .problem())
                .contains("mask");
        assertThat(PppdRequests.with("", List.of(), "x".repeat(256), null).problem())
                .contains("user name");
        assertThat(PppdRequests.with("", List.of(), "u", "secret\0").problem())
                .contains("password")
                .doesNotContain("secret");
        assertThat(PppdRequests.with("", List.of("connect", "secret"), "", null).problem())
                .contains("no profile makes")
                .doesNotContain("secret");
    }

    @Test
    void addressesAreOfIpv4() {
        PppdOptions options = PppdRequests.plain().options();
        var other = new PppdOptions(
                options.arguments(), options.session(), "", false, null, IpAddress.parse("2001:db8::1"), "", null);
        assertThat(new PppdRequest(1, 1, other).problem()).contains("IPv4");
    }

    @Test
    void neitherRequestNorMessageShowsAPassword() {
        PppdRequest request = PppdRequests.with("", List.of(), "u", "wonderland");
        assertThat(SpawnerMessage.start(1, request).toString()).doesNotContain("wonderland");
    }
}
