package org.jl2tpd.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The L2TP packets of a namespace, read by tshark; where that is not installed nothing is captured and nothing asserted. */
public final class Capture implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    /** Packets that the kernel still holds back for its reader would be lost without this pause. */
    private static final Duration HAND_OVER = Duration.ofMillis(1500);

    private final NetLab lab;
    private final Path file;
    private final Optional<Running> tshark;

    private Capture(NetLab lab, Path file, Optional<Running> tshark) {
        this.lab = lab;
        this.file = file;
        this.tshark = tshark;
    }

    /** Captures UDP. */
    public static Capture start(Namespace namespace, String name) {
        return start(namespace, name, "udp");
    }

    /** Captures everything. */
    public static Capture startAll(Namespace namespace, String name) {
        return start(namespace, name, "");
    }

    private static Capture start(Namespace namespace, String name, String filter) {
        Path file = namespace.lab().folder().resolve(name + ".pcapng");
        if (!Requirements.hasTshark()) {
            System.err.println("no tshark: " + name + " is not captured");
            return new Capture(namespace.lab(), file, Optional.empty());
        }
        Running tshark =
                namespace.start(name + "-tshark", "tshark", "-q", "-i", "any", "-f", filter, "-w", file.toString());
        tshark.awaitLine("Capture started|File: ", LIMIT);
        return new Capture(namespace.lab(), file, Optional.of(tshark));
    }

    public boolean isOn() {
        return tshark.isPresent();
    }

    /** Ends the capture, after which the file may be read. */
    @Override
    public void close() {
        if (tshark.isPresent() && tshark.get().isAlive()) {
            Wait.pause(HAND_OVER);
            tshark.get().terminate(LIMIT);
        }
    }

    /** Ends the capture and asserts that tshark understands every packet of it. */
    public void assertNothingMalformed() {
        close();
        if (isOn()) {
            assertThat(read("l2tp && (_ws.malformed || _ws.expert.severity == \"Error\")", "frame.number"))
                    .as("malformed packets in %s", file)
                    .isEmpty();
        }
    }

    /** Ends the capture and asserts that these messages were sent, first appearances in this order. */
    public void assertMessages(String... names) {
        close();
        if (isOn()) {
            assertThat(messages()).as("messages in %s", file).containsSubsequence(names);
        }
    }

    /** Ends the capture and asserts that some AVP was hidden. */
    public void assertHiddenAvps() {
        close();
        if (isOn()) {
            assertThat(read("l2tp.avp.hidden == 1", "frame.number"))
                    .as("hidden AVPs in %s", file)
                    .isNotEmpty();
        }
    }

    /** Ends the capture and asserts that TCP connections to a host are offered, with what maximum segment size at most. */
    public void assertMssAtMost(int octets, String host) {
        close();
        if (isOn()) {
            assertThat(read("tcp.options.mss_val && ip.dst == " + host, "tcp.options.mss_val"))
                    .as("MSS options in %s", file)
                    .isNotEmpty()
                    .allSatisfy(mss -> assertThat(Integer.parseInt(mss)).isLessThanOrEqualTo(octets));
        }
    }

    /** The names of the control messages in order, ZLBs left out; ends the capture. */
    public List<String> messages() {
        close();
        return read("l2tp.avp.message_type", "l2tp.avp.message_type").stream()
                .map(number -> MessageNames.of(Integer.parseInt(number.split(",")[0])))
                .toList();
    }

    private List<String> read(String filter, String field) {
        List<String> command =
                new ArrayList<>(List.of("tshark", "-r", file.toString(), "-Y", filter, "-T", "fields", "-e", field));
        return lab.run(command)
                .require()
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("Running as user"))
                .toList();
    }
}
