package org.jl2tpd.daemon.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jl2tpd.config.ConfigLoader;
import org.jl2tpd.config.ConfigResult;
import org.jl2tpd.profile.Configuration;

/** The two configurations of one run: the texts that are part of the program, with this run's port, names and secrets. */
final class Trial {
    private static final int SECRET_OCTETS = 12;

    private final Map<String, String> words = new LinkedHashMap<>();
    private final int port;

    /**
     * @param directory for the control sockets
     * @param tun whether TUN devices are used
     */
    Trial(Path directory, boolean tun) throws IOException {
        port = freePort();
        long tag = ProcessHandle.current().pid() % 1_000_000;
        words.put("PORT", Integer.toString(port));
        words.put("DATAPATH", tun ? "tun" : "memory");
        words.put("LNS_DEVICE", "jlns" + tag);
        words.put("LAC_DEVICE", "jlac" + tag);
        words.put("DIRECTORY", directory.toString());
        words.put("TUNNEL_SECRET", secret());
        words.put("USER_PASSWORD", secret());
    }

    int port() {
        return port;
    }

    Configuration lns() throws IOException {
        return read("lns.toml");
    }

    Configuration lac() throws IOException {
        return read("lac.toml");
    }

    private Configuration read(String name) throws IOException {
        byte[] text = fill(resource(name)).getBytes(StandardCharsets.UTF_8);
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

    private static String secret() {
        byte[] octets = new byte[SECRET_OCTETS];
        new SecureRandom().nextBytes(octets);
        return HexFormat.of().formatHex(octets);
    }
}
