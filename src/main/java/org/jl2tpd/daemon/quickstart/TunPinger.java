package org.jl2tpd.daemon.quickstart;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jl2tpd.engine.Views;

/**
 * Pings through real TUN devices. A host delivers packets between its own addresses without any device, so the LAC's device
 * is moved to a network namespace of its own, where it plays a second host; the ping goes from this host through the LNS's
 * device to it. The namespace goes with {@link #close}.
 */
final class TunPinger implements Pinger {
    private static final int COMMAND_LIMIT_S = 5;
    private static final int PING_LIMIT_MS = 2000;

    private final Views.Session lac;
    private final String namespace;

    private TunPinger(Views.Session lac, String namespace) {
        this.lac = lac;
        this.namespace = namespace;
    }

    /**
     * Moves the device.
     *
     * @param lac the LAC's session, with its addresses
     * @param say gets each command, to be shown
     * @throws IOException when a command fails; the namespace is then removed
     */
    static TunPinger make(Views.Session lac, Consumer<String> say) throws IOException {
        String namespace = "jl2tpd-" + ProcessHandle.current().pid();
        TunPinger pinger = new TunPinger(lac, namespace);
        try {
            String device = lac.device();
            for (String command : List.of(
                    "ip netns add " + namespace,
                    "ip link set " + device + " netns " + namespace,
                    "ip -n " + namespace + " address add " + lac.localIpv4() + " peer " + lac.peerIpv4() + " dev "
                            + device,
                    "ip -n " + namespace + " link set " + device + " mtu " + lac.mtu() + " up",
                    "ip -n " + namespace + " link set lo up")) {
                say.accept(command);
                run(command);
            }
            return pinger;
        } catch (IOException e) {
            pinger.close();
            throw e;
        }
    }

    /** Null when {@code --tun} can work here, else why not. */
    static String problem() {
        try {
            run("ip netns list");
            return null;
        } catch (IOException e) {
            return "--tun needs the program ip with network namespaces (Debian: apt install iproute2): "
                    + e.getMessage();
        }
    }

    private static void run(String command) throws IOException {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(COMMAND_LIMIT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command + " did not end within " + COMMAND_LIMIT_S + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(command + " was interrupted", e);
        }
        if (process.exitValue() != 0) {
            String words1 = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            throw new IOException(command + " failed: " + words1.strip());
        }
    }

    /** As root the JDK sends an ICMP echo request. */
    @Override
    public CompletableFuture<Long> ping() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                long before = System.nanoTime();
                if (InetAddress.getByName(lac.localIpv4()).isReachable(PING_LIMIT_MS)) {
                    return System.nanoTime() - before;
                }
                throw new IllegalStateException("no reply");
            } catch (IOException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        });
    }

    @Override
    public String describe() {
        return "this host (" + lac.peerIpv4() + ") to network namespace " + namespace + " (" + lac.localIpv4() + ")";
    }

    @Override
    public void close() {
        try {
            run("ip netns delete " + namespace);
        } catch (IOException e) {
            // It was not made, or an operator has removed it.
        }
    }
}
