package org.jl2tpd.management.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jl2tpd.profile.ManagementDefinition.Access;
import org.jl2tpd.profile.ManagementDefinition.HttpUser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out who asks, by {@code Authorization: Basic} (RFC 7617). Names and passwords are compared in constant time. Many wrong passwords slow down
 * who sends them, and lock nobody out: a right one of the same user and address waits for the turn of some wrong ones at most.
 */
final class SignIn {
    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);
    private static final String BASIC = "Basic ";

    /** Header values longer than this are not decoded. */
    private static final int HEADER_LIMIT = 2_048;

    /** After many wrong passwords a wrong one is answered so late, */
    static final long PAUSE_MS = 500;
    /** and so many are looked at meanwhile; others wait for their turn, */
    static final int TURNS = 4;
    /** at most so long: {@link HttpFace#THREADS} requests have had theirs by then. */
    static final long TURN_MS = 3_000;

    private final Semaphore turns = new Semaphore(TURNS, true);
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
        byte[] given = credentials(authorization);
        String who = address + " " + known(given);
        if (attempts.permits(who, nowNs)) {
            return signedIn(given, who, address, nowNs);
        }
        figures.signInThrottled.increment();
        return slowly(() -> signedIn(given, who, address, nowNs));
    }

    /** A sign-in that may be refused. */
    private interface Sign {
        Caller in() throws Refusal;
    }

    private Caller slowly(Sign sign) throws Refusal {
        try {
            if (!turns.tryAcquire(TURN_MS, TimeUnit.MILLISECONDS)) {
                throw new Refusal(429, "too many wrong passwords; try again");
            }
            try {
                return sign.in();
            } catch (Refusal e) {
                Thread.sleep(PAUSE_MS);
                throw e;
            } finally {
                turns.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(503, "it stops");
        }
    }

    private Caller signedIn(byte[] given, String who, String address, long nowNs) throws Refusal {
        HttpUser user = user(given);
        if (user == null) {
            figures.signInFailures.increment();
            attempts.failed(who, nowNs);
            LOG.atWarn().addKeyValue("address", address).log("http_sign_in_failed");
            throw new Refusal(401, "wrong name or password");
        }
        return new Caller(user.name(), user.access(), address);
    }

    /** The user of the given name; empty for all that there are not, so that made-up names push nobody's count out. */
    private String known(byte[] given) {
        byte[] name = digest(Arrays.copyOf(given, Math.max(indexOfColon(given), 0)));
        String found = "";
        for (HttpUser user : users) {
            if (MessageDigest.isEqual(name, digest(user.name().getBytes(StandardCharsets.UTF_8)))) {
                found = user.name();
            }
        }
        return found;
    }

    private HttpUser user(byte[] given) {
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
