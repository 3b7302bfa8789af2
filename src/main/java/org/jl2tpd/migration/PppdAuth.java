package org.jl2tpd.migration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jl2tpd.profile.PppAttributes;

/** Which authentication protocols a link may use, gathered from xl2tpd's lines and pppd's options, and decided when all are known. */
final class PppdAuth {
    private static final Map<String, String> ATTRIBUTES = Map.of(
            "pap", PppAttributes.AUTH_PAP.name(),
            "chap", PppAttributes.AUTH_CHAP.name(),
            "mschap", PppAttributes.AUTH_MSCHAPV1.name(),
            "mschap-v2", PppAttributes.AUTH_MSCHAPV2.name(),
            "eap", PppAttributes.AUTH_EAP.name());

    /** What our own PPP can do. */
    private static final List<String> OWN = List.of("pap", "chap", "mschap-v2");

    /** A line with its key. */
    record Said(Place place, String what) {}

    private final Map<String, Said> required = new LinkedHashMap<>();
    private final Map<String, Said> refused = new LinkedHashMap<>();
    private final Report report;
    private final Setter setter;
    private Said auth;
    private Said noauth;

    PppdAuth(Report report, Setter setter) {
        this.report = report;
        this.setter = setter;
    }

    static String attribute(String method) {
        return ATTRIBUTES.get(method);
    }

    void require(String method, Place place, String what) {
        required.putIfAbsent(method, new Said(place, what));
        refused.remove(method);
        report.note(place, Fate.CARRIED, what, "ppp_profile: " + attribute(method));
    }

    void refuse(String method, Place place, String what) {
        refused.putIfAbsent(method, new Said(place, what));
        report.note(place, Fate.CARRIED, what, "ppp_profile: " + attribute(method) + " = false");
    }

    void auth(Place place, String what) {
        auth = new Said(place, what);
        report.note(place, Fate.CARRIED, what, "peers are asked for a user name and a password");
    }

    void noauth(Place place, String what) {
        noauth = new Said(place, what);
    }

    /** As server: a peer is asked, unless noauth stands alone. */
    void settleServer(Section ppp) {
        boolean asked = auth != null || !required.isEmpty();
        if (noauth != null && asked) {
            report.note(
                    noauth.place(), Fate.CHANGED, noauth.what(), "another line wants authentication, which wins here");
        } else if (noauth != null) {
            setter.put(ppp, "auth_none", true, noauth.place(), noauth.what());
            report.note(noauth.place(), Fate.CARRIED, noauth.what(), ppp.title() + ": auth_none");
            report.warn(ppp.title() + " lets peers in without user name and password (noauth)");
        }
        methods(ppp);
    }

    /** As client: the server is asked only where auth or a require stands without noauth. */
    void settleClient(Section session) {
        if (noauth != null) {
            report.note(noauth.place(), Fate.NEEDLESS, noauth.what(), "a client of ours does not ask its server");
            required.values()
                    .forEach(said -> report.renote(
                            said.place(), Fate.NEEDLESS, said.what(), "noauth of the same options takes it back"));
            required.clear();
        } else if (auth != null || !required.isEmpty()) {
            Said first = auth != null ? auth : required.values().iterator().next();
            setter.put(session, "auth_peer", true, first.place(), first.what());
            report.warn("a tunnel asks its server to prove itself (auth_peer), since "
                    + first.place().lineText() + " says " + first.what() + "; most servers refuse");
        }
        methods(session);
    }

    private void methods(Section section) {
        List<String> wanted = OWN.stream().filter(required::containsKey).toList();
        for (String method : List.of("mschap", "eap")) {
            foreign(method);
        }
        boolean some = OWN.stream().anyMatch(method -> !isOff(method, wanted));
        for (String method : OWN) {
            if (isOff(method, wanted) && some) {
                Said said = refused.get(method);
                if (said == null && !wanted.isEmpty()) {
                    said = required.get(wanted.get(0));
                }
                setter.put(section, attribute(method), false, said.place(), said.what());
            } else if (required.containsKey(method)) {
                Said said = required.get(method);
                setter.put(section, attribute(method), true, said.place(), said.what());
            }
        }
        if (!some) {
            refused.values()
                    .forEach(said -> report.renote(
                            said.place(), Fate.LOST, said.what(), "all that we can do would be off; it is left on"));
        }
    }

    private boolean isOff(String method, List<String> wanted) {
        return refused.containsKey(method) || !wanted.isEmpty() && !wanted.contains(method);
    }

    private void foreign(String method) {
        Said refusal = refused.get(method);
        if (refusal != null) {
            report.renote(refusal.place(), Fate.NEEDLESS, refusal.what(), "it is off here");
        }
        Said wish = required.get(method);
        if (wish != null) {
            report.renote(
                    wish.place(),
                    Fate.LOST,
                    wish.what(),
                    "only pppd can do it: set ppp = \"pppd\" in the ppp profile, and " + attribute(method) + " = true");
        }
    }
}
