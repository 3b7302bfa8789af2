package org.jl2tpd.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.interop.Jl2tpd.text;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jl2tpd.cli.Jl2tpctl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every section of the file changes under a session over TUN that somebody pings twenty times a second: no reply is missing. */
@Timeout(180)
class ReloadIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String OURS = "10.77.0.1";

    private NetLab lab;
    private Namespace lnsSide;
    private Namespace lacSide;
    private final Map<String, String> file = new LinkedHashMap<>();
    private Path lnsFile;
    private Jl2tpd lns;
    private Jl2tpd lac;
    private Running ping;

    @BeforeEach
    void start() throws IOException {
        Requirements.needNamespaces();
        Requirements.needDistribution();
        Requirements.needTun();
        Requirements.needPing();
        lab = new NetLab("reload");
        lnsSide = lab.namespace("lns");
        lacSide = lab.namespace("lac");
        lab.wire(lacSide, "10.8.0.2/24", lnsSide, "10.8.0.1/24,10.8.0.3/24");
        firstFile();
        lnsFile = lab.folder().resolve("lns.toml");
        // Tests may have been started where SIGHUP is ignored, as nohup does, and Java leaves it so.
        List<String> hearing = List.of("env", "--default-signal=HUP");
        lns = Jl2tpd.start(lnsSide, "lns", hearing, file.get("system"), String.join("\n", rest()));
        lac = Jl2tpd.start(lacSide, "lac", "datapath = \"tun\"\nlisten_addresses = []", Configurations.lac("10.8.0.1"));
        lac.awaitNetwork(LIMIT);
        lns.awaitNetwork(LIMIT);
        ping = lacSide.start("ping", "ping", "-n", "-i", "0.05", "-W", "5", OURS);
    }

    @AfterEach
    void end() {
        if (lab != null) {
            lab.close();
        }
    }

    private void firstFile() {
        file.put("system", system("[\"10.8.0.1\"]", ""));
        file.put("secret", "[secret.lab]\nvalue = \"" + Configurations.SECRET + "\"\n");
        file.put("profiles", """
                [peer_profile.default]
                allow_tunnels = true
                tunnel_profile_name = "lab"
                ppp_profile_name = "lab"
                [tunnel_profile.lab]
                auth_mode = "challenge"
                secret_name = "lab"
                [ppp_profile.lab]
                local_ipaddr = "10.77.0.1"
                ip_pool_name = "lab"
                """);
        file.put("pools", pool("lab", "10.77.0.10-10.77.0.20"));
        file.put("users", user(Configurations.USER, Configurations.PASSWORD) + user("carol", "c"));
    }

    private static String system(String listen, String more) {
        return "datapath = \"tun\"\nlisten_addresses = " + listen + "\n" + more;
    }

    private static String pool(String name, String range) {
        return "[pool." + name + "]\nipv4 = [\"" + range + "\"]\n";
    }

    private static String user(String name, String password) {
        return "[[user]]\nname = \"" + name + "\"\npassword = \"" + password + "\"\n";
    }

    private List<String> rest() {
        return file.entrySet().stream()
                .filter(section -> !section.getKey().equals("system"))
                .map(Map.Entry::getValue)
                .toList();
    }

    private void write() {
        String socket = "socket_path = \"" + lab.sockets().resolve("lns.sock") + "\"\n";
        write(lnsFile, "[system]\n" + socket + file.get("system") + "\n" + String.join("\n", rest()));
    }

    private static void write(Path path, String text) {
        try {
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another text of a section, empty for none; the dry run tells beforehand just what the reload then does. */
    private List<String> reload(String section, String text) {
        file.put(section, text);
        write();
        return reload(lns);
    }

    private static List<String> reload(Jl2tpd daemon) {
        JsonObject plan = daemon.ask("reload", "--dry-run").getAsJsonObject();
        JsonObject done = daemon.ask("reload").getAsJsonObject();
        for (String list : List.of("changes", "dropped", "restart")) {
            assertThat(done.get(list)).as(list).isEqualTo(plan.get(list));
        }
        assertThat(lines(done, "failed")).isEmpty();
        return lines(done, "changes");
    }

    private static List<String> lines(JsonObject report, String list) {
        return report.getAsJsonArray(list).asList().stream()
                .map(JsonElement::getAsString)
                .toList();
    }

    private String refusal() {
        return refusal("lns", "--json");
    }

    private String refusal(String name, String option) {
        StringWriter err = new StringWriter();
        String socket = lab.sockets().resolve(name + ".sock").toString();
        int exit = Jl2tpctl.run(
                new PrintWriter(new StringWriter()), new PrintWriter(err), "reload", option, "--socket", socket);
        assertThat(exit).as(err.toString()).isNotZero();
        return err.toString();
    }

    /** The session is the one that there was at first, and every ping that was sent was answered but perhaps the last. */
    private void requireNoReplyMissing() {
        lab.host("kill", "-INT", Long.toString(ping.pid()));
        ping.awaitExit(LIMIT);
        String output = ping.output();
        Matcher summary =
                Pattern.compile("(\\d+) packets transmitted, (\\d+) received").matcher(output);
        assertThat(summary.find()).as(ping.lastLines()).isTrue();
        int sent = Integer.parseInt(summary.group(1));
        TreeSet<Integer> answered = new TreeSet<>();
        Pattern.compile("icmp_seq=(\\d+) ttl").matcher(output).results().forEach(found -> {
            assertThat(answered.add(Integer.parseInt(found.group(1))))
                    .as("%s once", found.group())
                    .isTrue();
        });
        assertThat(answered).hasSizeGreaterThan(60);
        for (int number = 1; number < sent; number++) {
            assertThat(answered).as("answered pings of %d", sent).contains(number);
        }
    }

    @Test
    void everySectionChangesAndNoPingIsLost() throws Exception {
        JsonObject before = lns.sessions().get(0);
        usersAndPools();
        secretsAndListeners();
        faces();
        logs();
        hooksAndSocketAndLimits();
        badFiles();
        aSignalDoesTheSame();
        requireNoReplyMissing();
        assertThat(lns.sessions())
                .anySatisfy(session -> assertThat(session.get("id")).isEqualTo(before.get("id")));
        assertThat(reload(lns)).isEmpty();
        lac.stop();
        lns.stop();
        assertThat(lnsSide.devices()).isEmpty();
    }

    private void usersAndPools() {
        List<String> users = reload("users", user(Configurations.USER, "another") + user("bob", "b"));
        assertThat(users)
                .anyMatch(line -> line.startsWith("added user \"bob\""))
                .anyMatch(line -> line.startsWith("dropped user \"carol\""))
                .anyMatch(line -> line.startsWith("changed user \"" + Configurations.USER + "\": password"))
                .noneMatch(line -> line.contains(" another"));
        String address = text(lac.awaitNetwork(LIMIT), "local_ipv4");
        assertThat(reload("pools", pool("lab", "10.77.1.10-10.77.1.20") + pool("more", "10.77.2.1-10.77.2.2")))
                .anyMatch(line -> line.startsWith("changed pool \"lab\""))
                .contains("added pool \"more\"");
        assertThat(lnsSide.routes())
                .anyMatch(route -> route.startsWith(address + " dev"))
                .anyMatch(route -> route.startsWith("10.77.1.10/31 dev"))
                .anyMatch(route -> route.startsWith("10.77.2.1 dev"))
                .noneMatch(route -> route.startsWith("10.77.0.12/30"));
        reload("pools", pool("lab", "10.77.1.10-10.77.1.20"));
        assertThat(lnsSide.routes()).noneMatch(route -> route.startsWith("10.77.2."));
        newSessionOfTheNewUser();
        Ping.allThrough(lnsSide, address);
    }

    /** The LAC's file has another session: its reload opens that, in the tunnel that there is. */
    private void newSessionOfTheNewUser() {
        Path path = lab.folder().resolve("lac.toml");
        try {
            write(path, Files.readString(path) + """

                    [[tunnel.session]]
                    session_name = "second"
                    user_name = "bob"
                    user_password = "b"
                    interface_name = "vpn1"
                    ppp_profile_name = "lab"
                    """);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(reload(lac)).anyMatch(line -> line.startsWith("opened session \"second\""));
        lac.awaitSession(
                "the second session",
                LIMIT,
                session -> text(session, "local_ipv4").startsWith("10.77.1."));
        assertThat(lacSide.run("ping", "-n", "-i", "0.05", "-W", "2", "-c", "5", "-I", "vpn1", OURS))
                .contains("5 received");
        assertThat(lac.tunnels()).hasSize(1);
    }

    private void secretsAndListeners() {
        assertThat(reload("secret", "[secret.lab]\nvalue = \"other\"\n")).anyMatch(line -> line.contains("secret"));
        assertThat(reload("system", system("[\"10.8.0.1\", \"10.8.0.3\"]", "")))
                .contains("opened listener 10.8.0.3:1701");
        assertThat(reload("system", system("[\"10.8.0.3\"]", "")))
                .contains("closed listener 10.8.0.1:1701, which tunnels keep that use it");
        assertThat(reload("system", system("[\"10.8.0.3\"]", "udp_port = 2701\n")))
                .contains("opened listener 10.8.0.3:2701");
        assertThat(lns.tunnels()).hasSize(1);
    }

    private void faces() {
        String snmp = "[[snmp_community]]\nname = \"lab\"\ncommunity = \"not-a-secret\"\n[snmp]\nenabled = true\n";
        assertThat(reload("snmp", snmp + "port = 10161\n")).contains("opened [snmp]");
        assertThat(reload("snmp", snmp + "port = 10162\nsys_contact = \"somebody\"\n"))
                .contains("restarted [snmp]");
        assertThat(reload("snmp", "")).contains("closed [snmp]");
        assertThat(reload("http", "[http]\nenabled = true\nport = 18080\n")).contains("opened [http]");
        assertThat(reload("http", "[http]\nenabled = true\nport = 18081\n")).contains("restarted [http]");
        assertThat(reload("http", "")).contains("closed [http]");
        lab.host(
                Requirements.DIST.resolve("bin/jl2tpd").toString(),
                "setup",
                "jmx",
                "--config",
                lnsFile.toString(),
                "--port",
                "17180");
        assertThat(reload(lns)).contains("opened [jmx]");
        write();
        assertThat(reload(lns)).contains("closed [jmx]");
    }

    private void logs() {
        String target = "udp_port = 2701\nlog_level = \"debug\"\nlog_file = \"" + lab.folder() + "/lns-%s.log\"\n";
        reload("system", system("[\"10.8.0.3\"]", target.formatted("one")));
        assertThat(lab.folder().resolve("lns-one.log")).exists();
        reload("system", system("[\"10.8.0.3\"]", target.formatted("two")));
        assertThat(lab.folder().resolve("lns-two.log")).exists();
        reload("system", system("[\"10.8.0.3\"]", "udp_port = 2701\nlog_target = \"stderr\"\n"));
        assertThat(reload("system", system("[\"10.8.0.3\"]", "udp_port = 2701\n")))
                .anyMatch(line -> line.startsWith("changed system: log_"));
    }

    private void hooksAndSocketAndLimits() {
        assertThat(reload("hooks", "[hooks]\nsession_up = \"/bin/true\"\n")).contains("added hooks");
        reload("hooks", "[hooks]\nsession_down = \"/bin/true\"\n");
        assertThat(reload("switch", """
                [[tunnel]]
                tunnel_name = "onward"
                dest_ipaddr = "10.8.0.9"
                persist = false
                [[switch]]
                realm = ".isp.example"
                tunnel = "onward"
                """))
                .anyMatch(line -> line.contains("switch"))
                .noneMatch(line -> line.startsWith("opened tunnel"));
        String more = "udp_port = 2701\nsocket_group = \"daemon\"\nmax_sessions = 10000000\nmax_tunnels = 5\n";
        assertThat(reload("system", system("[\"10.8.0.3\"]", more))).contains("restarted control socket");
        assertThat(lns.process().output()).contains("limit_in_sight");
        JsonObject restart = restartNeeded(more + "tun_mtu = 1400\n");
        assertThat(lines(restart, "restart")).hasSize(1).allMatch(line -> line.contains("tun_mtu 1500 -> 1400"));
        reload("system", system("[\"10.8.0.3\"]", more));
        reload("switch", "");
        reload("hooks", "");
    }

    private JsonObject restartNeeded(String more) {
        file.put("system", system("[\"10.8.0.3\"]", more));
        write();
        return lns.ask("reload").getAsJsonObject();
    }

    private void badFiles() {
        String good = file.get("system");
        file.put("system", good + "max_session = 3\n");
        write();
        assertThat(refusal()).containsPattern("lns\\.toml:\\d+:\\d+: ");
        Running taken =
                lnsSide.startJava("taken", PortTaker.class, "10.8.0.3", "3701").awaitLine("taken", LIMIT);
        file.put("system", good.replace("2701", "3701").replace("max_tunnels = 5", "max_tunnels = 6"));
        write();
        assertThat(refusal()).contains("nothing was changed").contains("UDP port 3701 of 10.8.0.3 is in use");
        taken.close();
        file.put("system", good);
        write();
        assertThat(reload(lns)).isEmpty();
    }

    private void aSignalDoesTheSame() {
        file.put("users", user(Configurations.USER, "third") + user("bob", "b") + user("dave", "d"));
        write();
        lab.host("kill", "-HUP", Long.toString(lns.process().pid()));
        lns.process().awaitLine("added user .*dave", LIMIT);
        assertThat(reload(lns)).isEmpty();
    }

    @Test
    void whatTheProcessGaveUpIsRefusedBeforeAnythingIsTried() {
        Path runtime = lab.sockets().resolve("plain");
        String plain =
                "datapath = \"memory\"\nlisten_addresses = [\"10.8.0.3\"]\nudp_port = 4701\nruntime_directory = \""
                        + runtime + "\"\n";
        Jl2tpd dropped = Jl2tpd.start(lnsSide, "plain", Unprivileged.dropping(""), plain, "");
        Path path = lab.folder().resolve("plain.toml");
        String good;
        try {
            good = Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write(path, good.replace("4701", "701") + "\n[http]\nenabled = true\nport = 80\n");
        for (String option : List.of("--json", "--dry-run")) {
            assertThat(refusal("plain", option))
                    .contains("udp_port = 701 needs CAP_NET_BIND_SERVICE")
                    .contains("[http] port = 80 needs CAP_NET_BIND_SERVICE");
        }
        write(path, good);
        assertThat(reload(dropped)).isEmpty();
        assertThat(dropped.process().output()).contains("reload_refused").doesNotContain("opened listener");
        dropped.stop();
    }
}
