package org.jl2tpd.management.jmx.remote;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jl2tpd.wire.Secret;

/** TLS with our key, and with the clients' certificates that are trusted where there are some. */
final class TlsContext {
    private TlsContext() {}

    /** @throws IOException with words for an operator */
    static SSLContext of(RemoteSettings settings) throws IOException {
        OwnerFile.check("keystore_file", settings.keystore());
        char[] password = characters(settings.keystoreSecret());
        try {
            KeyStore keys = load(settings.keystore(), password);
            var keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keyManagers.init(keys, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers.getKeyManagers(), trusted(settings), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IOException("[jmx] the key of " + settings.keystore() + " can't be used: " + e.getMessage(), e);
        } finally {
            Arrays.fill(password, ' ');
        }
    }

    private static TrustManager[] trusted(RemoteSettings settings) throws IOException, GeneralSecurityException {
        if (settings.truststore() == null) {
            return null;
        }
        char[] password = characters(settings.truststoreSecret());
        try {
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(load(settings.truststore(), password));
            return managers.getTrustManagers();
        } finally {
            Arrays.fill(password, ' ');
        }
    }

    private static KeyStore load(Path file, char[] password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        return store;
    }

    private static char[] characters(Secret secret) {
        return new String(secret.octets(), StandardCharsets.UTF_8).toCharArray();
    }
}
