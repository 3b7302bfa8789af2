package org.jl2tpd.management.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jl2tpd.profile.ManagementDefinition.Access;
import org.jl2tpd.profile.ManagementDefinition.HttpUser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out who asks, by {@code Authorization: Basic} (RFC 7617). Names and passwords are compared in constant time. */
final class SignIn {
    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);
    private static final String BASIC = "Basic ";

    /** Header values longer than this are not decoded. */
    private static final int HEADER_LIMIT = 2_048;

    private final List<HttpUser> users;
    private final Access withoutPassword;
    private final Attempts attempts = new Attempts();
    private final HttpFigures figures;

    SignIn(HttpSettings settings, HttpFigures figures) {
        this.users = settings.users();
        this.withoutPassword = settings.isLoopback() ? Access.READ : null;
        this.figures = figures;
    }

    /** @param authorization null for none */
    Caller caller(String authorization, String address, long nowNs) throws Refusal {
        if (authorization == null) {
            return new Caller("", withoutPassword, address);
        }
        if (!attempts.permits(address, nowNs)) {
            figures.signInThrottled.increment();
            throw new Refusal(429, "too many wrong passwords; wait a minute");
        }
        HttpUser user = user(authorization);
        if (user == null) {
            figures.signInFailures.increment();
            attempts.failed(address, nowNs);
            LOG.atWarn().addKeyValue("address", address).log("http_sign_in_failed");
            throw new Refusal(401, "wrong name or password");
        }
        return new Caller(user.name(), user.access(), address);
    }

    private HttpUser user(String authorization) {
        byte[] given = credentials(authorization);
        int colon = indexOfColon(given);
        byte[] name = digest(Arrays.copyOf(given, Math.max(colon, 0)));
        byte[] password = digest(Arrays.copyOfRange(given, colon + 1, given.length));
        HttpUser found = null;
        for (HttpUser user : users) {
            boolean sameName = MessageDigest.isEqual(name, digest(user.name().getBytes(StandardCharsets.UTF_8)));
            boolean samePassword =
                    MessageDigest.isEqual(password, digest(user.password().octets()));
            if (colon >= 0 && sameName & samePassword) {
                found = user;
            }
        }
        return found;
    }

    private static byte[] credentials(String authorization) {
        if (authorization.length() > HEADER_LIMIT || !authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return new byte[0];
        }
        try {
            return Base64.getDecoder()
                    .decode(authorization.substring(BASIC.length()).trim());
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static int indexOfColon(byte[] octets) {
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == ':') {
                return i;
            }
        }
        return -1;
    }

    private static byte[] digest(byte[] octets) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(octets);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
