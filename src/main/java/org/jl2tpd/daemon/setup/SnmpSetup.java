package org.jl2tpd.daemon.setup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.SnmpAttributes;

/** SNMPv3 with two users: one who looks, one who may change. */
final class SnmpSetup implements Face {
    private static final int PORT = 161;
    private static final List<String> USERS = List.of("monitor", "operator");
    private static final List<String> ACCESS = List.of("read", "write");

    @Override
    public String name() {
        return "snmp";
    }

    @Override
    public boolean isOn(Configuration configuration) {
        return configuration.management().snmp().get(SnmpAttributes.ENABLED);
    }

    @Override
    public List<String> files() {
        return USERS.stream()
                .flatMap(user -> List.of(secretName(user, "auth"), secretName(user, "priv")).stream())
                .toList();
    }

    @Override
    public boolean keepsState() {
        return true;
    }

    private static String secretName(String user, String use) {
        return "setup_snmp_" + user + "_" + use;
    }

    @Override
    public Made make(Place place, Owned owned) throws IOException {
        var credentials = new Credentials();
        var block = new StringBuilder();
        var words = new ArrayList<String>();
        int port = place.portOr(PORT);
        block.append("[snmp]\nenabled = true\nlisten_addresses = [")
                .append(ConfigText.quoted(place.addressText()))
                .append("]\nport = ")
                .append(port)
                .append("\n");
        for (int i = 0; i < USERS.size(); i++) {
            String user = USERS.get(i);
            String auth = credentials.next();
            String priv = credentials.next();
            owned.shared(place.secrets().resolve(secretName(user, "auth")), auth + "\n");
            owned.shared(place.secrets().resolve(secretName(user, "priv")), priv + "\n");
            block.append(Face.secret(secretName(user, "auth")))
                    .append(Face.secret(secretName(user, "priv")))
                    .append(user(user, ACCESS.get(i)));
            words.add("user " + user + ", who may " + (i == 0 ? "look" : "look and change"));
            words.add("  lines for ~/.snmp/snmp.conf (chmod 600), since others see a command's arguments:");
            words.add("    defVersion 3");
            words.add("    defSecurityName " + user);
            words.add("    defSecurityLevel authPriv");
            words.add("    defAuthType SHA-256");
            words.add("    defAuthPassphrase " + auth);
            words.add("    defPrivType AES");
            words.add("    defPrivPassphrase " + priv);
            words.add("  and then: snmpwalk " + target(place, port) + " 1.3.6.1");
        }
        return new Made(block.toString(), words);
    }

    private static String user(String user, String access) {
        return "[[snmp_user]]\nname = \"" + user + "\"\nauth_secret_name = \"" + secretName(user, "auth")
                + "\"\npriv_secret_name = \"" + secretName(user, "priv") + "\"\naccess = \"" + access + "\"\n";
    }

    private static String target(Place place, int port) {
        return (place.hostText().startsWith("[") ? "udp6:" : "") + place.hostText() + ":" + port;
    }
}
