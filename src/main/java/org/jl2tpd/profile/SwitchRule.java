package org.jl2tpd.profile;

import java.util.Locale;

/**
 * Continues calls of peers into a tunnel that we open. What a rule does not name it does not ask for; of several the first one that
 * matches wins.
 *
 * @param peer name of the peer profile of the tunnel that the call comes by, empty for every peer
 * @param calledNumber the number that was called; with a trailing {@code *} what it begins with; empty for every number
 * @param realm of the user name, upper and lower case being the same; with a leading dot every realm that ends so; empty for every
 *     name
 * @param tunnel name of the tunnel
 * @param sessionProfileName session profile of the onward session, null to inherit the tunnel's
 */
public record SwitchRule(String peer, String calledNumber, String realm, String tunnel, String sessionProfileName) {
    private static final String REST = "*";

    /** Whether the rule can only be judged when the user's name is known. */
    public boolean needsName() {
        return !realm.isEmpty();
    }

    /** Whether peer and number are those of the rule. */
    public boolean matchesCall(String peerProfile, String called) {
        return (peer.isEmpty() || peer.equals(peerProfile)) && matchesNumber(called);
    }

    private boolean matchesNumber(String called) {
        if (calledNumber.endsWith(REST)) {
            return called.startsWith(calledNumber.substring(0, calledNumber.length() - 1));
        }
        return calledNumber.isEmpty() || calledNumber.equals(called);
    }

    /** Whether the user's realm is that of the rule. */
    public boolean matchesName(String userName) {
        if (realm.isEmpty()) {
            return true;
        }
        String wanted = realm.toLowerCase(Locale.ROOT);
        String found = realmOf(userName).toLowerCase(Locale.ROOT);
        return wanted.startsWith(".") ? found.endsWith(wanted) : found.equals(wanted);
    }

    /** What stands behind the last {@code @} of a user name; without one what stands before the first {@code \}; else empty. */
    public static String realmOf(String userName) {
        int at = userName.lastIndexOf('@');
        if (at >= 0) {
            return userName.substring(at + 1);
        }
        int backslash = userName.indexOf('\\');
        return backslash < 0 ? "" : userName.substring(0, backslash);
    }

    /** Whether no call that the other rule matches gets past this one, as far as that is plain. */
    public boolean covers(SwitchRule other) {
        return (peer.isEmpty() || peer.equals(other.peer))
                && coversNumber(other.calledNumber)
                && (realm.isEmpty() || realm.equalsIgnoreCase(other.realm));
    }

    private boolean coversNumber(String other) {
        if (calledNumber.isEmpty() || calledNumber.equals(other)) {
            return true;
        }
        return calledNumber.endsWith(REST)
                && (!other.isEmpty() || calledNumber.equals(REST))
                && other.startsWith(calledNumber.substring(0, calledNumber.length() - 1));
    }
}
