package org.jl2tpd.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "capture",
        synopsisSubcommandLabel = "tunnel|session",
        description =
                "Write the control messages and PPP control frames of a tunnel or a session to a packet capture file.",
        subcommands = {CaptureCommand.Tunnel.class, CaptureCommand.Session.class})
final class CaptureCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    /** Where to, and how long. */
    static final class Limits {
        /** Milliseconds that the daemon may wait for packets before it answers. */
        private static final int WAIT_MS = 500;

        @Option(
                names = {"-w", "--write"},
                paramLabel = "FILE",
                description = "Written anew, for its owner alone to read; - (the default) is standard output.")
        private String file = "-";

        @Option(names = "--duration", paramLabel = "SECONDS", description = "End after so long.")
        private long durationSeconds;

        @Option(names = "--count", paramLabel = "NUMBER", description = "End after so many packets.")
        private long count;

        void run(Context context, JsonObject arguments) {
            if (file.equals("-") && Watch.isTerminal()) {
                throw new CliFailure(
                        ExitCode.USAGE,
                        "a capture is not for a terminal: write it with -w FILE, or pipe it to tshark -r -");
            }
            try (Link link = context.open()) {
                link.call("capture_start", arguments);
                write(context, link);
            } catch (IOException e) {
                throw new CliFailure(ExitCode.REFUSED, "can't write " + file + ": " + reason(e));
            }
        }

        /** A file system's exception often has the name of the file for its only words. */
        static String reason(IOException e) {
            if (e instanceof NoSuchFileException) {
                return "no such folder";
            } else if (e instanceof AccessDeniedException) {
                return "permission denied";
            }
            return e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage();
        }

        private void write(Context context, Link link) throws IOException {
            try (OutputStream out = open()) {
                copy(context, link, out);
            }
        }

        private OutputStream open() throws IOException {
            if (file.equals("-")) {
                return new BufferedOutputStream(new FileOutputStream(FileDescriptor.out));
            }
            Path path = Path.of(file);
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    throw new IOException("it is there, and is no file");
                }
                Files.delete(path);
            }
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return new BufferedOutputStream(Files.newOutputStream(path, StandardOpenOption.WRITE));
        }

        private void copy(Context context, Link link, OutputStream out) throws IOException {
            PcapWriter writer = new PcapWriter(out);
            writer.flush();
            JsonObject wait = new JsonObject();
            wait.addProperty("wait_ms", WAIT_MS);
            long beganNs = System.nanoTime();
            long written = 0;
            long lost = 0;
            boolean more = true;
            while (more) {
                JsonObject answer = link.callForObject("capture_read", wait);
                lost = Texts.number(answer, "lost");
                for (JsonElement packet : answer.getAsJsonArray("packets")) {
                    if (count == 0 || written < count) {
                        write(writer, packet.getAsJsonObject());
                        written++;
                    }
                }
                writer.flush();
                boolean expired =
                        durationSeconds > 0 && System.nanoTime() - beganNs >= durationSeconds * 1_000_000_000L;
                more = !expired
                        && (count == 0 || written < count)
                        && !answer.get("ended").getAsBoolean()
                        && !Thread.currentThread().isInterrupted();
            }
            context.spec
                    .commandLine()
                    .getErr()
                    .println(written + " packets written"
                            + (lost == 0 ? "" : ", " + lost + " lost because they came too fast"));
        }

        private static void write(PcapWriter writer, JsonObject packet) throws IOException {
            InetSocketAddress local = address(packet, "local");
            InetSocketAddress peer = address(packet, "peer");
            boolean sent = packet.get("sent").getAsBoolean();
            byte[] octets = Base64.getDecoder().decode(Texts.text(packet, "octets"));
            writer.write(Texts.number(packet, "micros"), sent ? local : peer, sent ? peer : local, octets);
        }

        /** An address literal is not looked up anywhere. */
        private static InetSocketAddress address(JsonObject packet, String side) throws IOException {
            InetAddress address = InetAddress.getByName(Texts.text(packet, side));
            return new InetSocketAddress(address, (int) Texts.number(packet, side + "_port"));
        }
    }

    @Command(
            name = "tunnel",
            description = "Capture a tunnel's control messages, and the PPP control frames of its sessions.",
            footer = {
                "",
                "Passwords in the packets are overwritten, and answers to challenges (CHAP, MS-CHAPv2, the tunnel's),",
                "from which a weak password could be guessed.",
                "It ends with the tunnel, or when interrupted.",
                "",
                "Examples: jl2tpctl capture tunnel office -w office.pcap --duration 60",
                "          jl2tpctl capture tunnel office | tshark -r -",
                "          (a port other than 1701 takes tshark -d udp.port==PORT,l2tp)"
            })
    static final class Tunnel implements Runnable {
        @Mixin
        private Context context;

        @Mixin
        private Limits limits;

        @Parameters(paramLabel = "TUNNEL", description = "Its id or name.")
        private String tunnel;

        @Override
        public void run() {
            limits.run(context, Target.tunnel(tunnel));
        }
    }

    @Command(
            name = "session",
            description = "Capture a session's control messages and PPP control frames.",
            footer = {"", "Example: jl2tpctl capture session office/s1 -w s1.pcap --count 100"})
    static final class Session implements Runnable {
        @Mixin
        private Context context;

        @Mixin
        private Limits limits;

        @Parameters(paramLabel = Target.SESSION, description = "Ids or names.")
        private String session;

        @Override
        public void run() {
            limits.run(context, Target.session(session));
        }
    }
}
