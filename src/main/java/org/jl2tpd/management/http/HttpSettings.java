package org.jl2tpd.management.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.HttpAttributes;
import org.jl2tpd.profile.ManagementDefinition.HttpUser;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.Secret;

/**
 * What the configuration says of HTTP.
 *
 * @param keystoreFile PKCS #12 file; empty serves without TLS
 * @param keystoreSecret null for none
 */
record HttpSettings(
        InetSocketAddress address, boolean console, String keystoreFile, Secret keystoreSecret, List<HttpUser> users) {
    private static final IpAddress LOOPBACK = IpAddress.parse("127.0.0.1");

    /** @throws IOException with words for an operator, when the configuration would show more than it should */
    static HttpSettings of(Configuration configuration) throws IOException {
        Profile http = configuration.management().http();
        IpAddress wanted = http.get(HttpAttributes.LISTEN_ADDRESS);
        IpAddress address = wanted == null ? LOOPBACK : wanted;
        var socket = new InetSocketAddress(InetAddress.getByAddress(address.toBytes()), http.get(HttpAttributes.PORT));
        String secretName = http.get(HttpAttributes.KEYSTORE_SECRET_NAME);
        var settings = new HttpSettings(
                socket,
                http.get(HttpAttributes.CONSOLE),
                http.get(HttpAttributes.KEYSTORE_FILE),
                secretName.isEmpty() ? null : configuration.secrets().get(secretName),
                List.copyOf(configuration.management().httpUsers()));
        settings.check();
        return settings;
    }

    private void check() throws IOException {
        if (isLoopback()) {
            return;
        }
        if (keystoreFile.isEmpty()) {
            throw new IOException(
                    "[http] listen_address " + host()
                            + " is not a loopback address: set keystore_file, so that passwords and figures are not sent in clear");
        }
        if (users.isEmpty()) {
            throw new IOException("[http] listen_address " + host()
                    + " is not a loopback address: add an [[http_user]], since nobody else may read there");
        }
    }

    /** Whether programs of this host alone reach it; these may read without a password. */
    boolean isLoopback() {
        return address.getAddress().isLoopbackAddress();
    }

    boolean tls() {
        return !keystoreFile.isEmpty();
    }

    String host() {
        return address.getAddress().getHostAddress();
    }

    @Override
    public String toString() {
        return (tls() ? "https://" : "http://") + OwnHosts.bracketed(host()) + ":" + address.getPort();
    }
}
