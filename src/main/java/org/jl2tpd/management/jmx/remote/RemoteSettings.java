package org.jl2tpd.management.jmx.remote;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.JmxAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.Secret;

/**
 * What the configuration says of remote JMX.
 *
 * @param truststore null asks clients for no certificate
 */
record RemoteSettings(
        InetAddress address,
        int port,
        Path passwords,
        Path access,
        Path keystore,
        Secret keystoreSecret,
        Path truststore,
        Secret truststoreSecret) {
    private static final IpAddress LOOPBACK = IpAddress.parse("127.0.0.1");

    /** @throws IOException with words for an operator, when something is missing */
    static RemoteSettings of(Configuration configuration) throws IOException {
        Profile jmx = configuration.management().jmx();
        IpAddress wanted = jmx.get(JmxAttributes.LISTEN_ADDRESS);
        String truststore = jmx.get(JmxAttributes.TRUSTSTORE_FILE);
        return new RemoteSettings(
                InetAddress.getByAddress((wanted == null ? LOOPBACK : wanted).toBytes()),
                jmx.get(JmxAttributes.PORT),
                path(jmx, JmxAttributes.PASSWORD_FILE),
                path(jmx, JmxAttributes.ACCESS_FILE),
                path(jmx, JmxAttributes.KEYSTORE_FILE),
                secret(configuration, jmx, JmxAttributes.KEYSTORE_SECRET_NAME),
                truststore.isEmpty() ? null : Path.of(truststore),
                truststore.isEmpty() ? null : secret(configuration, jmx, JmxAttributes.TRUSTSTORE_SECRET_NAME));
    }

    private static Path path(Profile jmx, Attribute<String> attribute) throws IOException {
        String text = jmx.get(attribute);
        if (text.isEmpty()) {
            throw new IOException("[jmx] needs " + attribute.name());
        }
        return Path.of(text);
    }

    private static Secret secret(Configuration configuration, Profile jmx, Attribute<String> attribute)
            throws IOException {
        Secret secret = configuration.secrets().get(jmx.get(attribute));
        if (secret == null) {
            throw new IOException("[jmx] " + attribute.name() + ": there is no secret of that name");
        }
        return secret;
    }

    /** The host as it stands in a URL. */
    String host() {
        String text = address.getHostAddress();
        return text.indexOf(':') < 0 ? text : "[" + text + "]";
    }
}
