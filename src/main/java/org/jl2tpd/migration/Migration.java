package org.jl2tpd.migration;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jl2tpd.config.ConfigWriter;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.wire.Secret;

/** Reads files of other daemons, all of them as one configuration. */
public final class Migration {
    private final Draft draft = new Draft();
    private final Report report = new Report();
    private final Setter setter = new Setter(draft, report);
    private final Sources sources = new Sources();
    private final List<L2tpSecrets.Entry> secrets = new ArrayList<>();
    private final List<PppSecrets.Entry> users = new ArrayList<>();
    private final Format wanted;
    private boolean server;
    private boolean valid;

    private Migration(Format wanted) {
        this.wanted = wanted;
    }

    /**
     * Reads files and those that they name.
     *
     * @param format of all of them; null finds each one's by its name and content
     */
    public static Migration of(List<Path> files, Format format) {
        var migration = new Migration(format);
        for (Path file : files) {
            try {
                migration.sources.give(Sources.read(file));
            } catch (IOException e) {
                migration.report.fault(new Place(file.toString(), 1, 1), "can't read the file: " + e.getMessage());
            }
        }
        migration.run();
        return migration;
    }

    /** The same of one text, which names no other file. */
    static Migration of(String name, String text, Format format) {
        var migration = new Migration(format);
        migration.sources.give(new Source(name, null, text));
        migration.run();
        return migration;
    }

    /** What became of each line. */
    public Report report() {
        return report;
    }

    /** Whether there is a text, which our loader accepts. */
    public boolean isValid() {
        return valid && report.faults().isEmpty();
    }

    /**
     * Our file.
     *
     * @param header lines of comment
     * @param inline whether secrets stand in it; otherwise it names files in {@code secrets/}
     */
    public String text(String header, boolean inline) {
        return ConfigWriter.write(draft.items(inline), header, Path.of("/"));
    }

    /** The secrets that it uses, by the names of their files. */
    public Map<String, Secret> secrets() {
        return draft.used();
    }

    private void run() {
        List<Source> late = new ArrayList<>();
        for (Source source : sources.given()) {
            Format format = wanted != null ? wanted : Format.detect(source.fileName(), source.text());
            if (format == Format.L2TP_SECRETS) {
                secrets.addAll(L2tpSecrets.parse(source, report));
            } else {
                late.add(source);
            }
        }
        boolean alone = true;
        List<Source> options = new ArrayList<>();
        for (Source source : late) {
            Format format = wanted != null ? wanted : Format.detect(source.fileName(), source.text());
            if (format == null) {
                report.fault(new Place(source.name(), 1, 1), "neither name nor content tells the format: say --format");
                continue;
            }
            switch (format) {
                case XL2TPD -> {
                    var daemon = new Xl2tpdImport(draft, report, sources, secrets);
                    daemon.read(source);
                    server |= daemon.hasLns();
                    alone = false;
                }
                case OPENL2TP -> {
                    new OpenL2tpImport(draft, report).read(source);
                    alone = false;
                    server = true;
                }
                case CHAP_SECRETS -> users.addAll(PppSecrets.parse(source, false, report, sources));
                case PAP_SECRETS -> users.addAll(PppSecrets.parse(source, true, report, sources));
                default -> options.add(source);
            }
        }
        options.forEach(this::loose);
        if (alone) {
            secrets.forEach(this::peer);
        }
        new UserImport(draft, report, setter).read(users, server || alone);
        valid = report.faults().isEmpty() && new Checked(draft, report).settle();
    }

    /** A file of options that no other file names. */
    private void loose(Source source) {
        if (sources.isUsed(source)) {
            return;
        }
        Section ppp = draft.profile(ProfileKind.PPP, source.fileName());
        var auth = new PppdAuth(report, setter);
        new PppdOptions(draft, report, sources, ppp, false, auth).read(source);
        auth.settleServer(ppp);
        report.warn("no file names " + source.name() + ": its options are " + ppp.title() + ", which nothing uses yet");
    }

    /** A line of l2tp-secrets without xl2tpd's file: a peer. */
    private void peer(L2tpSecrets.Entry entry) {
        String name = entry.isForAny() ? "default" : entry.them();
        if (draft.has("peer_profile", name)) {
            report.note(entry.place(), Fate.LOST, "secret", "a line before it is for the same peer");
            return;
        }
        Section peer = draft.section("peer_profile", name);
        setter.put(peer, "allow_tunnels", true, entry.place(), "secret");
        String wish = entry.isForAny() ? "peer-any" : "peer-" + entry.them();
        setter.put(peer, "secret_name", draft.secret(wish, entry.secret()), entry.place(), "secret");
        boolean us = entry.us().equals(L2tpSecrets.ANY);
        report.note(
                entry.place(),
                us ? Fate.CARRIED : Fate.CHANGED,
                "secret",
                peer.title() + ": secret_name" + (us ? "" : "; whatever our own host name is"));
    }
}
