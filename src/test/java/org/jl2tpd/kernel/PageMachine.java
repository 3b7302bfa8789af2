package org.jl2tpd.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jl2tpd.interop.Namespace;
import org.jl2tpd.interop.NetLab;
import org.jl2tpd.interop.Requirements;
import org.jl2tpd.interop.Running;
import org.jl2tpd.interop.Wait;

/**
 * A machine of a page of the documentation: a network namespace with /run and the folders of configuration for itself. The guest has
 * no systemd and no network, so {@link #EQUIVALENTS} stand for some commands; all others run as they are written.
 */
final class PageMachine {
    /** Of a busy machine that emulates this one. */
    private static final Duration LIMIT = Duration.ofSeconds(300);

    private static final Path LOGGING = Path.of("/etc/strongswan.d/zz-guest.conf");

    /** What another command stands for; {@code :NAME} starts a service of {@link #SERVICES}, in place of one that runs. */
    private static final Map<String, String> EQUIVALENTS = Map.of(
            "apt-get install -y charon-systemd strongswan-swanctl nftables",
            "test -x /usr/sbin/charon-systemd && test -x /usr/sbin/swanctl && nft --version",
            "systemctl restart strongswan",
            ":strongswan",
            "service jl2tpd restart",
            ":jl2tpd");

    /** As strongswan.service starts it, less what its ExecStartPost loads, which the page does too; the daemon as root. */
    private static final Map<String, List<String>> SERVICES = Map.of(
            "strongswan",
            List.of("/usr/sbin/charon-systemd"),
            "jl2tpd",
            List.of(Requirements.DIST.resolve("bin/jl2tpd").toString(), "--config", "/etc/jl2tpd/jl2tpd.toml"));

    private static final String OWN_FOLDERS =
            "for folder in /etc/swanctl/conf.d /etc/jl2tpd /etc/nftables.d /var/lib/jl2tpd; do"
                    + " mkdir -p $folder && mount -t tmpfs -o mode=0755 none $folder || exit 1; done\n"
                    + "mount -t tmpfs -o mode=0755 none /run && mkdir -p /etc/jl2tpd/secrets && echo made && exec sleep 100000";

    private final Namespace namespace;
    private final Running holder;
    private final Map<String, Running> running = new HashMap<>();

    PageMachine(Namespace namespace) {
        this.namespace = namespace;
        this.holder = namespace.start("machine-" + namespace.name(), "sh", "-c", OWN_FOLDERS);
        holder.awaitLine("made", LIMIT);
    }

    /** What both machines find: a group of the package's, and a log of strongSwan's where there is no journal. */
    static void prepareGuest(NetLab lab) {
        lab.host("groupadd", "-f", "jl2tpd");
        try {
            Files.writeString(
                    LOGGING,
                    "charon-systemd {\n filelog {\n guest {\n path = /run/charon.log\n default = 1\n flush_line = yes\n}\n}\n}\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Namespace namespace() {
        return namespace;
    }

    void write(String file, String text) {
        Path there = namespace
                .lab()
                .folder()
                .resolve(namespace.name() + "-" + Path.of(file).getFileName());
        try {
            Files.writeString(there, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sh("cp '" + there + "' '" + file + "' && chmod 0640 '" + file + "'").require();
    }

    /** Carries out lines of commands, the whole at once where no equivalent stands for one of them. */
    NetLab.Output carryOut(String commands) {
        if (commands.lines().noneMatch(EQUIVALENTS::containsKey)) {
            return sh(commands);
        }
        NetLab.Output last = null;
        for (String line : commands.lines().toList()) {
            String command = EQUIVALENTS.getOrDefault(line, line);
            if (command.startsWith(":")) {
                restart(command.substring(1));
            } else {
                last = sh(command);
                last.require();
            }
        }
        return last == null ? sh("true") : last;
    }

    NetLab.Output sh(String commands) {
        String path = "export PATH=" + Requirements.DIST.resolve("bin") + ":$PATH; cd /root\n";
        return namespace.lab().run(inside("bash", "-ec", path + commands));
    }

    void stop(String service) {
        Running process = running.remove(service);
        if (process != null) {
            process.terminate(LIMIT);
        }
    }

    void restart(String service) {
        stop(service);
        Running process = namespace
                .lab()
                .start(
                        namespace.name() + "-" + service,
                        inside(SERVICES.get(service).toArray(String[]::new)));
        running.put(service, process);
        if (service.equals("jl2tpd")) {
            process.awaitLine("ready", LIMIT);
        } else {
            Wait.until(
                    "strongSwan's socket",
                    LIMIT,
                    () -> sh("test -S /run/charon.vici").exit() == 0,
                    process::lastLines);
        }
    }

    /** The state and ends of logs, for messages of failures; whole in the file {@code NAME-state} of the test's folder. */
    String describe() {
        StringBuilder text = new StringBuilder("=== " + namespace.name() + "\n");
        running.values().forEach(process -> text.append(process.lastLines()).append('\n'));
        text.append(
                sh("tail -n 30 /run/charon.log; ip -s xfrm state; ip xfrm policy; nft list ruleset; grep -v ' 0$' /proc/net/xfrm_stat")
                        .text());
        try {
            Files.writeString(namespace.lab().folder().resolve(namespace.name() + "-state"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private List<String> inside(String... command) {
        List<String> full = new ArrayList<>(
                List.of("nsenter", "--target", "" + holder.pid(), "--root", "--wd", "--mount", "--net", "--"));
        full.addAll(List.of(command));
        return full;
    }
}
