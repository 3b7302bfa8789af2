package org.jl2tpd.management.http;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jl2tpd.wire.Secret;

/**
 * The key and certificate of a PKCS #12 file.
 *
 * @param names host names of the certificate
 */
record TlsKeys(SSLContext context, Set<String> names) {
    /** Type of a DNS name in a certificate's alternative names (RFC 5280, 4.2.1.6). */
    private static final int DNS_NAME = 2;

    /** @throws IOException with words for an operator */
    static TlsKeys read(String file, Secret secret) throws IOException {
        char[] password =
                secret == null ? new char[0] : new String(secret.octets(), StandardCharsets.UTF_8).toCharArray();
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return new TlsKeys(context, names(store));
        } catch (IOException | GeneralSecurityException e) {
            throw new IOException("[http] keystore_file " + file + " can't be used: " + e.getMessage(), e);
        } finally {
            Arrays.fill(password, ' ');
        }
    }

    private static Set<String> names(KeyStore store) throws GeneralSecurityException {
        Set<String> names = new HashSet<>();
        boolean key = false;
        for (String alias : Collections.list(store.aliases())) {
            key |= store.isKeyEntry(alias);
            if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
                for (List<?> name : alternatives == null ? List.<List<?>>of() : alternatives) {
                    if (name.get(0).equals(DNS_NAME)) {
                        names.add((String) name.get(1));
                    }
                }
            }
        }
        if (!key) {
            throw new GeneralSecurityException("it has no private key");
        }
        return names;
    }

    HttpsConfigurator configurator() {
        return new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters tls = context.getDefaultSSLParameters();
                tls.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
                parameters.setSSLParameters(tls);
            }
        };
    }
}
