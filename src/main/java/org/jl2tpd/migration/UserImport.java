package org.jl2tpd.migration;

import java.util.List;

/** The lines of chap-secrets and pap-secrets: passwords of our sessions, and users of an LNS. */
final class UserImport {
    private final Draft draft;
    private final Report report;
    private final Setter setter;

    UserImport(Draft draft, Report report, Setter setter) {
        this.draft = draft;
        this.report = report;
        this.setter = setter;
    }

    /** @param server whether others may come in */
    void read(List<PppSecrets.Entry> entries, boolean server) {
        for (Section tunnel : draft.sections("tunnel")) {
            tunnel.children().forEach(session -> password(session, entries));
        }
        for (PppSecrets.Entry entry : entries) {
            boolean used = report.isNoted(entry.place().file(), entry.place().line());
            if (server && isForUs(entry)) {
                PppSecrets.user(entry, draft, report, setter);
            } else if (!used) {
                String why = server
                        ? "its server is not called like an LNS of the file, nor its client like a session"
                        : "no session has that user name, and there is no LNS";
                report.note(entry.place(), Fate.LOST, "user", why);
            }
        }
    }

    private boolean isForUs(PppSecrets.Entry entry) {
        if (entry.server().equals("*")) {
            return !isPeersOnly(entry);
        }
        List<Section> profiles = draft.sections("ppp_profile");
        boolean named = profiles.stream().anyMatch(ppp -> ppp.has("local_name"));
        return !named && !isPeersOnly(entry)
                || profiles.stream().anyMatch(ppp -> entry.server().equals(ppp.value("local_name")));
    }

    /** Whether it is the user name of a session of ours, which is no user of our LNS. */
    private boolean isPeersOnly(PppSecrets.Entry entry) {
        return draft.sections("tunnel").stream()
                .flatMap(tunnel -> tunnel.children().stream())
                .anyMatch(session -> entry.client().equals(session.value("user_name")));
    }

    private void password(Section session, List<PppSecrets.Entry> entries) {
        Object user = session.value("user_name");
        String server = (String) session.value("remote_name");
        for (PppSecrets.Entry entry : entries) {
            if (!entry.client().equals(user) || !entry.isForServer(server)) {
                continue;
            }
            if (session.has("secret_name")) {
                report.note(
                        entry.place(),
                        Fate.NEEDLESS,
                        "user",
                        "session " + session.name() + " has its password from elsewhere");
            } else if (entry.secret() == null || entry.secret().isEmpty()) {
                report.note(entry.place(), Fate.LOST, "user", "the secret is empty, or its file can't be read");
            } else {
                String name = draft.secret(session.name() + "-password", entry.secret());
                setter.put(session, "secret_name", name, entry.place(), "user");
                report.note(entry.place(), Fate.CARRIED, "user", "session " + session.name() + ": secret_name");
            }
        }
    }
}
