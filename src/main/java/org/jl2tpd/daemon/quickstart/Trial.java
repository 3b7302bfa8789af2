package org.jl2tpd.daemon.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jl2tpd.config.ConfigLoader;
import org.jl2tpd.config.ConfigResult;
import org.jl2tpd.profile.Configuration;

/** The two configurations of one run: the texts that are part of the program, with this run's port, names and secrets. */
final class Trial {
    private static final int SECRET_OCTETS = 12;

    private final Map<String, String> words = new LinkedHashMap<>();
    private final int port;
    private final boolean managed;

    /**
     * The configurations of one run.
     *
     * @param directory for the control sockets
     * @param tun whether TUN devices are used
     * @param managed whether the LNS has SNMP and a web console
     */
    Trial(Path directory, boolean tun, boolean managed) throws IOException {
        this.managed = managed;
        port = freePort();
        long tag = ProcessHandle.current().pid() % 1_000_000;
        words.put("PORT", Integer.toString(port));
        words.put("DATAPATH", tun ? "tun" : "memory");
        words.put("LNS_DEVICE", "jlns" + tag);
        words.put("LAC_DEVICE", "jlac" + tag);
        words.put("DIRECTORY", directory.toString());
        words.put("TUNNEL_SECRET", secret());
        words.put("USER_PASSWORD", secret());
        words.put("SNMP_PORT", Integer.toString(freePort()));
        words.put("SNMP_PASSWORD", secret());
        words.put("HTTP_PORT", Integer.toString(freeTcpPort()));
        words.put("HTTP_PASSWORD", secret());
    }

    int port() {
        return port;
    }

    Configuration lns() throws IOException {
        return read("lns.toml", resource("lns.toml") + (managed ? resource("faces.toml") : ""));
    }

    Configuration lac() throws IOException {
        return read("lac.toml", resource("lac.toml"));
    }

    /** How to look at the LNS by SNMP and with a browser; none where it is not managed so. Passwords of this run alone. */
    List<String> faces() {
        if (!managed) {
            return List.of();
        }
        return List.of(
                "Or with a browser, and by SNMP (names and passwords are of this run alone):",
                fill("  http://127.0.0.1:@HTTP_PORT@/   to change something: operator, @HTTP_PASSWORD@"),
                fill("  snmpwalk -v3 -l authPriv -u operator -a SHA-256 -x AES -A @SNMP_PASSWORD@ -X @SNMP_PASSWORD@"
                        + " 127.0.0.1:@SNMP_PORT@ 1.3.6.1"));
    }

    private Configuration read(String name, String pattern) throws IOException {
        byte[] text = fill(pattern).getBytes(StandardCharsets.UTF_8);
        ConfigResult result = ConfigLoader.parse(name, text);
        if (!result.isValid()) {
            throw new IOException("the quick start's configuration is wrong: "
                    + result.errors().get(0));
        }
        return result.configuration();
    }

    private String fill(String text) {
        String filled = text;
        for (Map.Entry<String, String> word : words.entrySet()) {
            filled = filled.replace("@" + word.getKey() + "@", word.getValue());
        }
        return filled;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Trial.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the program lacks its part " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A port that nobody has at this moment. */
    private static int freePort() throws IOException {
        try (DatagramChannel probe = DatagramChannel.open()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return ((InetSocketAddress) probe.getLocalAddress()).getPort();
        }
    }

    private static int freeTcpPort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private static String secret() {
        byte[] octets = new byte[SECRET_OCTETS];
        new SecureRandom().nextBytes(octets);
        return HexFormat.of().formatHex(octets);
    }
}
