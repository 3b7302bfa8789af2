package org.jl2tpd.daemon.setup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Keys with certificates that they signed themselves, made by the JDK's keytool: the JDK has no interface for it. */
final class Keystores {
    /** Password of a store that holds nothing secret. */
    static final String NO_SECRET = "changeit";

    private static final String ALIAS = "jl2tpd";
    private static final String DAYS = "3650";
    private static final long LIMIT_MS = 60_000;

    /** Octets of what keytool said that a message has. */
    private static final int SAID = 1_000;

    private Keystores() {}

    /**
     * Makes a PKCS #12 file with a key.
     *
     * @param passwordFile file whose content opens it; the password is on no command line
     * @param host the host's name, for the certificate
     * @param address that the daemon listens on
     */
    static void make(Path keystore, Path passwordFile, String host, InetAddress address) throws IOException {
        Files.deleteIfExists(keystore);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=jl2tpd",
                "-ext",
                "SAN=" + String.join(",", names(host, address)),
                "-validity",
                DAYS,
                "-storetype",
                "PKCS12",
                "-keystore",
                keystore.toString(),
                "-storepass:file",
                passwordFile.toString()));
        run(command, LIMIT_MS);
    }

    private static Set<String> names(String host, InetAddress address) {
        Set<String> names = new LinkedHashSet<>();
        if (host.matches("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")) {
            names.add("dns:" + host);
        }
        names.add("dns:localhost");
        names.add("ip:127.0.0.1");
        if (!address.isAnyLocalAddress()) {
            names.add("ip:" + address.getHostAddress());
        }
        return names;
    }

    /** What the program says beyond what a pipe holds would stop it, and so end it at the limit. */
    static void run(List<String> command, long limitMs) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(limitMs, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IOException("keytool did not end");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (process.exitValue() != 0) {
            try (InputStream in = process.getInputStream()) {
                throw new IOException("keytool: " + new String(in.readNBytes(SAID), StandardCharsets.UTF_8).strip());
            }
        }
    }

    /** Writes the certificate of a key into a store of its own, for clients to trust. */
    static void exportTrust(Path keystore, String password, Path trust) throws IOException {
        try (InputStream in = Files.newInputStream(keystore)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, password.toCharArray());
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(ALIAS, keys.getCertificate(ALIAS));
            Files.deleteIfExists(trust);
            try (OutputStream out = Files.newOutputStream(trust)) {
                store.store(out, NO_SECRET.toCharArray());
            }
            Files.setPosixFilePermissions(trust, PosixFilePermissions.fromString("rw-r--r--"));
        } catch (GeneralSecurityException e) {
            throw new IOException("the new key can't be read: " + e.getMessage(), e);
        }
    }
}
