package org.jl2tpd.management;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.ControlException.Kind;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.ConfigurationDifference;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.SecretNames;
import org.jl2tpd.profile.SessionDefinition;
import org.jl2tpd.profile.TunnelDefinition;
import org.jl2tpd.wire.Secret;

/** Saves the configuration in force, compares it with a file, and lays a file over it. One at a time. */
final class ConfigurationDesk {
    /** Differences that a refusal tells; the rest is a number. */
    private static final int SHOWN = 10;

    private final Control control;
    private final ConfigurationStore store;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile ConfigurationFile files = ConfigurationFile.NONE;

    ConfigurationDesk(Control control, ConfigurationStore store) {
        this.control = control;
        this.store = store;
    }

    /** Held while a file is read or written for a change. */
    ReentrantLock lock() {
        return lock;
    }

    void use(ConfigurationFile file) {
        files = file;
    }

    String text() {
        return files.text(store.get());
    }

    List<String> compare() throws ControlException {
        return ConfigurationDifference.between(
                files.read(file("", FileReach.OWN_FOLDER), FileReach.OWN_FOLDER), lasting(new ArrayList<>()));
    }

    /** The whole path; the daemon's own file for an empty one. */
    private String file(String named, FileReach reach) throws ControlException {
        if (!named.isEmpty()) {
            return files.resolve(named, reach);
        }
        if (files.path().isEmpty()) {
            throw ControlException.invalid("this daemon was started without a configuration file: name one");
        }
        return files.path();
    }

    SaveReport save(String named, boolean force, FileReach reach) throws ControlException {
        String path = file(named, reach);
        lock.lock();
        try {
            Configuration running = store.get();
            List<String> failed = new ArrayList<>();
            Configuration lasting = lasting(failed);
            ConfigurationFile.Target target = files.look(path);
            boolean own = path.equals(files.path());
            List<String> changes = target.exists() ? changes(path, lasting, force, reach) : List.of();
            if (!force && target.exists()) {
                refuseLoss(path, target, own, changes);
            }
            files.write(path, lasting);
            if (own) {
                store.remember(now -> now == running ? lasting : now);
                store.saved(lasting);
            }
            String contents =
                    SavedContents.of(lasting) + (changes.isEmpty() && target.exists() ? "; nothing differed" : "");
            List<String> told = Stream.concat(changes.stream(), failed.stream()).toList();
            return new SaveReport(path, told, target.commentLines(), contents);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The configuration in force without what an operator had tried once and what failed: it would be tried again at every start. What the
     * daemon's file has stays.
     *
     * @param failed to which a line for each such tunnel is added
     */
    private Configuration lasting(List<String> failed) throws ControlException {
        Configuration lasting = store.get();
        for (Views.Tunnel row : control.listTunnels(0, Control.PAGE_LIMIT).tunnels()) {
            boolean isMade = TunnelMemory.find(store.filed(), row.name()) == null;
            if (!row.state().equals("FAILED") || row.persist() || !isMade) {
                continue;
            }
            Configuration next = TunnelMemory.without(lasting, row.name());
            if (next != lasting) {
                failed.add("not saved: tunnel \"" + row.name() + "\", which was to be tried once and failed");
                lasting = next;
            }
        }
        return lasting;
    }

    /** What a save changes in a file; one that can't be understood is replaced by force alone. */
    private List<String> changes(String path, Configuration running, boolean force, FileReach reach)
            throws ControlException {
        try {
            return ConfigurationDifference.between(files.read(path, reach), running);
        } catch (ControlException e) {
            if (!force) {
                throw new ControlException(Kind.REFUSED, "not saved, since the file is not valid: " + e.getMessage());
            }
            return List.of("replaced what was not valid");
        }
    }

    private void refuseLoss(String path, ConfigurationFile.Target target, boolean own, List<String> changes)
            throws ControlException {
        List<String> losses = new ArrayList<>();
        if (target.commentLines() > 0) {
            losses.add(
                    target.commentLines() == 1
                            ? "1 line with a comment would be lost"
                            : target.commentLines() + " lines with comments would be lost");
        }
        if (!target.isOurs()) {
            losses.add("it was written by hand, and its order and form would be lost");
        }
        List<String> foreign = own
                ? ConfigurationDifference.between(store.filed(), files.read(path, FileReach.OWN_FOLDER))
                : List.of();
        if (!foreign.isEmpty()) {
            losses.add("it was changed since the daemon read it, and that would be lost (" + summary(foreign) + ")");
        }
        if (!losses.isEmpty()) {
            String what = changes.isEmpty() ? "nothing else would change" : "what would change: " + summary(changes);
            throw new ControlException(
                    Kind.REFUSED,
                    path + " was not replaced: " + String.join("; ", losses) + "; " + what
                            + "; force it, or save to another file");
        }
    }

    private static String summary(List<String> lines) {
        int shown = Math.min(lines.size(), SHOWN);
        String more = lines.size() > shown ? "; and " + (lines.size() - shown) + " more" : "";
        return String.join("; ", lines.subList(0, shown)) + more;
    }

    RestoreReport restore(String named, FileReach reach) throws ControlException {
        String path = file(named, reach);
        lock.lock();
        try {
            Configuration wanted = files.read(path, reach);
            Configuration before = store.get();
            store.change(now -> ProfileDesk.checked(now, withProfiles(now, wanted)));
            List<String> done = new ArrayList<>(ConfigurationDifference.between(before, store.get()));
            List<String> failed = new ArrayList<>();
            for (TunnelDefinition tunnel : wanted.tunnels()) {
                tunnel(wanted, tunnel, done, failed);
            }
            return new RestoreReport(
                    path, List.copyOf(done), List.copyOf(failed), ConfigurationDifference.between(wanted, store.get()));
        } finally {
            lock.unlock();
        }
    }

    /** Profiles and secrets of the file laid over; unchanged where that changes nothing. */
    private static Configuration withProfiles(Configuration now, Configuration wanted) {
        Map<String, Secret> secrets = new HashMap<>(now.secrets());
        secrets.putAll(wanted.secrets());
        Map<String, String> files = new HashMap<>(now.secretFiles());
        files.keySet().removeAll(wanted.secrets().keySet());
        files.putAll(wanted.secretFiles());
        Map<ProfileKind, Map<String, Profile>> profiles = new EnumMap<>(ProfileKind.class);
        now.profiles().forEach((kind, named) -> {
            Map<String, Profile> all = new HashMap<>();
            named.forEach((name, profile) -> all.put(name, withSecrets(profile, secrets)));
            wanted.profiles().get(kind).forEach((name, profile) -> {
                // A default profile that the file does not write is everyone's, and no reason to forget what is set.
                if (!profile.entries().isEmpty() || !name.equals(Configuration.DEFAULT)) {
                    all.put(name, profile);
                }
            });
            profiles.put(kind, all);
        });
        Configuration next = now.withSecrets(secrets, files).withProfiles(profiles);
        boolean same = now.secrets().equals(secrets)
                && ConfigurationDifference.between(now, next).isEmpty();
        return same ? now : next;
    }

    /** A profile whose secret has a name has the secret of that name. */
    private static Profile withSecrets(Profile profile, Map<String, Secret> secrets) {
        Profile next = profile;
        for (Map.Entry<Attribute<String>, Attribute<Secret>> entry : SecretNames.TABLE.entrySet()) {
            boolean named = entry.getKey().kind() == profile.kind() && profile.sets(entry.getKey());
            Secret secret = named ? secrets.get(profile.get(entry.getKey())) : null;
            if (secret != null && !secret.equals(profile.get(entry.getValue()))) {
                next = next.with(entry.getValue(), secret);
            }
        }
        return next;
    }

    private void tunnel(Configuration wanted, TunnelDefinition tunnel, List<String> done, List<String> failed) {
        TunnelDefinition known = TunnelMemory.find(store.get(), tunnel.name());
        String title = "tunnel \"" + tunnel.name() + "\"";
        boolean onDemand = !tunnel.persist()
                && tunnel.sessions().isEmpty()
                && wanted.switchRules().stream().anyMatch(rule -> rule.tunnel().equals(tunnel.name()));
        try {
            if (known == null && !onDemand) {
                control.createTunnel(tunnel);
                done.add("opened " + title);
            } else if (known == null) {
                store.change(now -> TunnelMemory.with(now, tunnel));
                done.add("added " + title + ", for calls that need it");
            } else {
                missingSessions(known, tunnel, done, failed);
                laidOver(tunnel, title, done);
            }
        } catch (ControlException e) {
            failed.add(title + ": " + e.getMessage());
        }
    }

    private void missingSessions(
            TunnelDefinition known, TunnelDefinition tunnel, List<String> done, List<String> failed) {
        for (SessionDefinition session : tunnel.sessions()) {
            boolean isThere = known.sessions().stream().anyMatch(s -> s.name().equals(session.name()));
            if (isThere) {
                continue;
            }
            String title = "session \"" + session.name() + "\" of tunnel \"" + tunnel.name() + "\"";
            try {
                control.createSession(new TunnelKey(0, tunnel.name()), session);
                done.add("opened " + title);
            } catch (ControlException e) {
                failed.add(title + ": " + e.getMessage());
            }
        }
    }

    /** What the file says of a tunnel that is there holds for its next attempt; sessions that the file does not have stay. */
    private void laidOver(TunnelDefinition tunnel, String title, List<String> done) {
        Configuration before = store.get();
        store.remember(now -> {
            List<SessionDefinition> sessions = new ArrayList<>(tunnel.sessions());
            TunnelMemory.find(now, tunnel.name()).sessions().stream()
                    .filter(s ->
                            tunnel.sessions().stream().noneMatch(t -> t.name().equals(s.name())))
                    .forEach(sessions::add);
            Configuration next = TunnelMemory.with(now, TunnelMemory.copy(tunnel, tunnel.overrides(), sessions));
            return ConfigurationDifference.between(now, next).isEmpty() ? now : next;
        });
        ConfigurationDifference.between(before, store.get())
                .forEach(line -> done.add(line + " (kept in the configuration; " + title + " was not touched)"));
    }
}
