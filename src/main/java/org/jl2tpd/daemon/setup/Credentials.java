package org.jl2tpd.daemon.setup;

import java.security.SecureRandom;

/** Passwords that people can copy: no two signs look alike. */
final class Credentials {
    /** Signs of a password: about 139 bits. */
    static final int LENGTH = 24;

    private static final String SIGNS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private final SecureRandom random = new SecureRandom();

    String next() {
        var text = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            text.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        return text.toString();
    }
}
