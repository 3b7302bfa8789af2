package org.jl2tpd.daemon.setup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.JmxAttributes;

/** Remote JMX with TLS and two users: one who looks, one who may change. */
final class JmxSetup implements Face {
    private static final int PORT = 1718;
    private static final String KEYSTORE = "setup_jmx.p12";
    private static final String KEYSTORE_SECRET = "setup_jmx_keystore";
    private static final String PASSWORDS = "setup_jmx.password";
    private static final String ACCESS = "setup_jmx.access";
    private static final String TRUST = "setup_jmx_trust.p12";

    @Override
    public String name() {
        return "jmx";
    }

    @Override
    public boolean isOn(Configuration configuration) {
        return configuration.management().jmx().get(JmxAttributes.ENABLED);
    }

    @Override
    public List<String> files() {
        return List.of(KEYSTORE, KEYSTORE_SECRET, PASSWORDS, ACCESS, TRUST);
    }

    @Override
    public boolean keepsState() {
        return false;
    }

    @Override
    public Made make(Place place, Owned owned) throws IOException {
        var credentials = new Credentials();
        String monitor = credentials.next();
        String operator = credentials.next();
        Path secrets = place.secrets();
        owned.shared(secrets.resolve(PASSWORDS), "monitor " + monitor + "\noperator " + operator + "\n");
        owned.shared(secrets.resolve(ACCESS), "monitor readonly\noperator readwrite\n");
        TlsFiles.make(place, owned, KEYSTORE, KEYSTORE_SECRET, TRUST, credentials);
        int port = place.portOr(PORT);
        String block = Face.secret(KEYSTORE_SECRET) + "[jmx]\nenabled = true\nlisten_address = "
                + ConfigText.quoted(place.addressText()) + "\nport = " + port
                + "\npassword_file = \"" + Place.SECRETS + "/" + PASSWORDS + "\"\naccess_file = \"" + Place.SECRETS
                + "/" + ACCESS + "\"\nkeystore_file = \"" + Place.SECRETS + "/" + KEYSTORE
                + "\"\nkeystore_secret_name = \"" + KEYSTORE_SECRET + "\"\n";
        return new Made(
                block,
                List.of(
                        "user monitor, who may look               " + monitor,
                        "user operator, who may look and change   " + operator,
                        "the certificate to trust (no secret)     " + secrets.resolve(TRUST),
                        "  jconsole -J-Djavax.net.ssl.trustStore=" + secrets.resolve(TRUST)
                                + " -J-Djavax.net.ssl.trustStorePassword=" + Keystores.NO_SECRET + " "
                                + place.hostText() + ":" + port));
    }
}
