package org.jl2tpd.management.jmx.remote;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.management.remote.JMXAuthenticator;
import javax.management.remote.JMXPrincipal;
import javax.security.auth.Subject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may come in, by the password file, and what they may do, by the access file. Both are read at each login, so that a change counts at once. */
final class Login implements JMXAuthenticator {
    /** A refusal takes so long, */
    static final long REFUSAL_MS = 500;
    /** and so many are under way at once: more wait for their turn before, */
    static final int REFUSALS_AT_ONCE = 4;
    /** at most so long. Nobody with a right password waits. */
    static final long TURN_MS = 3_000;

    private static final Logger LOG = LoggerFactory.getLogger(Login.class);
    private static final String READ = "readonly";
    private static final String WRITE = "readwrite";

    private final RemoteSettings settings;
    private final Semaphore refusals = new Semaphore(REFUSALS_AT_ONCE, true);

    /** @throws IOException with words for an operator, when the files can't be used */
    Login(RemoteSettings settings) throws IOException {
        this.settings = settings;
        Map<String, String> passwords = OwnerFile.read("password_file", settings.passwords());
        Map<String, String> access = access();
        if (passwords.isEmpty()) {
            throw new IOException("[jmx] password_file " + settings.passwords() + " names nobody");
        }
        for (String name : passwords.keySet()) {
            if (!access.containsKey(name)) {
                LOG.atWarn()
                        .addKeyValue("user", name)
                        .addKeyValue("do", "add a line to access_file: " + name + " readonly")
                        .log("jmx_user_without_access");
            }
        }
    }

    private Map<String, String> access() throws IOException {
        Map<String, String> access = OwnerFile.read("access_file", settings.access());
        for (Map.Entry<String, String> entry : access.entrySet()) {
            if (!Set.of(READ, WRITE).contains(entry.getValue())) {
                throw new IOException("[jmx] access_file " + settings.access() + ": " + entry.getKey()
                        + " may be readonly or readwrite, not " + entry.getValue());
            }
        }
        return access;
    }

    /** Whether a user may change something. */
    boolean mayWrite(String name) {
        try {
            return WRITE.equals(access().get(name));
        } catch (IOException e) {
            LOG.atError().addKeyValue("reason", e.getMessage()).log("jmx_access_not_read");
            return false;
        }
    }

    @Override
    public Subject authenticate(Object credentials) {
        String name = proved(credentials);
        if (name == null) {
            LOG.atWarn().addKeyValue("user", named(credentials)).log("jmx_login_refused");
            pause();
            throw new SecurityException("wrong name or password");
        }
        LOG.atInfo().addKeyValue("user", name).log("jmx_login");
        return new Subject(true, Set.of(new JMXPrincipal(name)), Set.of(), Set.of());
    }

    /** The name of a user who knows the password and may do something; null for none. */
    private String proved(Object credentials) {
        if (!(credentials instanceof String[] pair) || pair.length != 2 || pair[0] == null || pair[1] == null) {
            return null;
        }
        try {
            String wanted =
                    OwnerFile.read("password_file", settings.passwords()).get(pair[0]);
            boolean same = MessageDigest.isEqual(octets(wanted == null ? "" : wanted), octets(pair[1]));
            return same && wanted != null && access().containsKey(pair[0]) ? pair[0] : null;
        } catch (IOException e) {
            LOG.atError().addKeyValue("reason", e.getMessage()).log("jmx_passwords_not_read");
            return null;
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** For the log, which quotes it: what it is said to be, at most 32 signs. */
    private static String named(Object credentials) {
        String name = credentials instanceof String[] pair && pair.length > 0 && pair[0] != null ? pair[0] : "";
        return name.length() > 32 ? name.substring(0, 32) : name;
    }

    private void pause() {
        try {
            if (refusals.tryAcquire(TURN_MS, TimeUnit.MILLISECONDS)) {
                try {
                    Thread.sleep(REFUSAL_MS);
                } finally {
                    refusals.release();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
