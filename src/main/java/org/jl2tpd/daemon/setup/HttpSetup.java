package org.jl2tpd.daemon.setup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.HttpAttributes;

/** Jolokia and the web console, with a user who may change something; beyond loopback with TLS. */
final class HttpSetup implements Face {
    private static final int PORT = 1719;
    private static final String PASSWORD = "setup_http_operator";
    private static final String KEYSTORE = "setup_http.p12";
    private static final String KEYSTORE_SECRET = "setup_http_keystore";
    private static final String TRUST = "setup_http_trust.p12";

    @Override
    public String name() {
        return "http";
    }

    @Override
    public boolean isOn(Configuration configuration) {
        return configuration.management().http().get(HttpAttributes.ENABLED);
    }

    @Override
    public List<String> files() {
        return List.of(PASSWORD, KEYSTORE, KEYSTORE_SECRET, TRUST);
    }

    @Override
    public boolean keepsState() {
        return false;
    }

    @Override
    public Made make(Place place, Owned owned) throws IOException {
        var credentials = new Credentials();
        String password = credentials.next();
        owned.shared(place.secrets().resolve(PASSWORD), password + "\n");
        int port = place.portOr(PORT);
        boolean tls = !place.address().isLoopbackAddress();
        var block = new StringBuilder(Face.secret(PASSWORD));
        if (tls) {
            TlsFiles.make(place, owned, KEYSTORE, KEYSTORE_SECRET, TRUST, credentials);
            block.append(Face.secret(KEYSTORE_SECRET));
        }
        block.append("[http]\nenabled = true\nlisten_address = ")
                .append(ConfigText.quoted(place.addressText()))
                .append("\nport = ")
                .append(port)
                .append("\n");
        if (tls) {
            block.append("keystore_file = \"")
                    .append(Place.SECRETS + "/" + KEYSTORE)
                    .append("\"\nkeystore_secret_name = \"" + KEYSTORE_SECRET + "\"\n");
        }
        block.append("[[http_user]]\nname = \"operator\"\nsecret_name = \"" + PASSWORD + "\"\naccess = \"write\"\n");
        String url = (tls ? "https://" : "http://") + place.hostText() + ":" + port + "/";
        return new Made(block.toString(), words(password, url, tls));
    }

    private static List<String> words(String password, String url, boolean tls) {
        var words = new ArrayList<String>();
        words.add("the console                              " + url);
        words.add("user operator, who may look and change   " + password);
        if (tls) {
            words.add("the browser will ask about the certificate, which nobody else signed");
        } else {
            words.add("from this host anybody may look without a password");
        }
        return words;
    }
}
