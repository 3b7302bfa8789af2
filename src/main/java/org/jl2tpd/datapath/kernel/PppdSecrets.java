package org.jl2tpd.datapath.kernel;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The text of pppd's chap-secrets and pap-secrets: client, server, secret and the addresses that it may have, a line each. */
final class PppdSecrets {
    /** pppd.h MAXWORDLEN, MAXSECRETLEN: longer names and secrets are not told apart. */
    private static final int NAME_LIMIT = 255;

    private static final int SECRET_LIMIT = 255;

    private PppdSecrets() {}

    static byte[] text(List<PppdSettings.Login> logins) {
        var out = new StringBuilder("# Made by jl2tpd from its users; seen by its own pppds alone.\n");
        for (PppdSettings.Login login : logins) {
            if (isExpressible(login)) {
                line(out, login);
            }
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Whether pppd can hold this login; it would take a secret that begins with {@code @/} for the name of a file. */
    static boolean isExpressible(PppdSettings.Login login) {
        byte[] secret = login.password().octets();
        boolean isFile = secret.length > 1 && secret[0] == '@' && secret[1] == '/';
        return !isFile
                && secret.length <= SECRET_LIMIT
                && login.name().getBytes(StandardCharsets.UTF_8).length <= NAME_LIMIT
                && login.name().indexOf(0) < 0
                && !contains(secret, 0);
    }

    private static boolean contains(byte[] octets, int wanted) {
        for (byte octet : octets) {
            if (octet == wanted) {
                return true;
            }
        }
        return false;
    }

    /** A name of {@code *} is a wildcard only where it stands without quotes. */
    private static void line(StringBuilder out, PppdSettings.Login login) {
        out.append(login.name().equals("*") ? "*" : PppdWords.quoted(login.name()))
                .append(" * ")
                .append(PppdWords.quoted(login.password()))
                .append(' ')
                .append(login.address() == null ? "*" : login.address().toString())
                .append('\n');
    }
}
