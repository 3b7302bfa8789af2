package org.jl2tpd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jl2tpd.interop.NetLab;
import org.jl2tpd.interop.Requirements;
import org.jl2tpd.interop.Running;
import org.jl2tpd.interop.Wait;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page src/doc/ipsec.md as it stands, and that what it says is so: ESP carries all, and nothing passes around it. */
class IpsecKT {
    private static final Path PAGE = Path.of("src/doc/ipsec.md");
    private static final Duration EVENTUALLY = Duration.ofSeconds(240);
    private static final Duration CAPTURE_LIMIT = Duration.ofSeconds(60);
    private static final Duration HAND_OVER = Duration.ofMillis(500);
    private static final String PING = "ping -c 1 -W 1 10.64.0.1";
    private static final String CLEAR = "udp port 1701";
    private static final Pattern OCTETS = Pattern.compile("(\\d+)\\(bytes\\), (\\d+)\\(packets\\)");
    private static final Pattern DROPPED = Pattern.compile("counter packets (\\d+)");

    @BeforeEach
    void need() {
        Guest.need();
        assumeTrue(
                Requirements.find("charon-systemd").isPresent()
                        && Requirements.find("swanctl").isPresent(),
                "no strongSwan (packages charon-systemd and strongswan-swanctl)");
    }

    private static void needEsp(NetLab lab) {
        String state =
                "ip xfrm state add src 192.0.2.1 dst 192.0.2.10 proto esp spi 0x100 mode transport enc cbc(aes) 0x"
                        + "01".repeat(32) + " auth-trunc hmac(sha256) 0x" + "02".repeat(32) + " 128";
        NetLab.Output tried = lab.namespace("probe").tryRun(state.split(" "));
        assumeTrue(tried.exit() == 0, "no ESP in this kernel: " + tried.text().strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"kernel", "tun"})
    @Timeout(900)
    void thePageIsCarriedOutAndNothingPassesAroundIpsec(String datapath) {
        try (NetLab lab = new NetLab("ipsec-" + datapath)) {
            needEsp(lab);
            PageMachine.prepareGuest(lab);
            PageMachine lns = new PageMachine(lab.namespace("lns"));
            PageMachine lac = new PageMachine(lab.namespace("lac"));
            lab.wire(lns.namespace(), "192.0.2.1/24", lac.namespace(), "192.0.2.10/24");
            List<Running> wire = capture("protected", lns, lac);
            carryOut(Guest.read(PAGE), datapath, Map.of("lns", lns, "lac", lac));
            lns.describe();
            lac.describe();
            assertThat(lac.sh("ping -i 0.05 -c 20 -s 1300 10.64.0.1").require()).contains(" 20 received");
            assertThat(captured(lab, wire, "esp")).isGreaterThan(40);
            assertThat(captured(lab, wire, CLEAR)).isZero();
            assertThat(smallestCounter(lns)).isGreaterThan(20 * 1300);
            assertThat(smallestCounter(lac)).isGreaterThan(20 * 1300);
            assertSilentWithoutStrongswan(lab, lns, lac);
            assertRefusedInTheClear(lab, lns, lac);
        }
    }

    /** The packet filter of the LAC keeps L2TP inside when strongSwan's policies are gone. */
    private static void assertSilentWithoutStrongswan(NetLab lab, PageMachine lns, PageMachine lac) {
        List<Running> wire = capture("stopped", lns, lac);
        lns.stop("strongswan");
        lac.stop("strongswan");
        long before = dropped(lac, "output");
        assertThat(lac.sh(PING).exit()).isNotZero();
        assertThat(dropped(lac, "output")).isGreaterThan(before);
        assertThat(captured(lab, wire, CLEAR)).isZero();
    }

    /** A LAC that sends in the clear, here without its filter, is not heard by the LNS; so the capture does see what there is. */
    private static void assertRefusedInTheClear(NetLab lab, PageMachine lns, PageMachine lac) {
        List<Running> wire = capture("clear", lns, lac);
        lac.sh("nft delete table inet l2tp_ipsec").require();
        long before = dropped(lns, "input");
        assertThat(lac.sh(PING).exit()).isNotZero();
        assertThat(dropped(lns, "input")).isGreaterThan(before);
        assertThat(captured(lab, wire, CLEAR)).isPositive();
    }

    private static void carryOut(String page, String datapath, Map<String, PageMachine> machines) {
        String said = "";
        for (PageBlock block : PageBlock.of(page)) {
            if (block.kind().equals("text")) {
                assertSaid(block, said);
                continue;
            }
            StringBuilder all = new StringBuilder();
            for (String name : block.machines()) {
                all.append(carryOut(block, datapath, machines, machines.get(name)));
            }
            said = all.toString();
        }
    }

    private static String carryOut(
            PageBlock block, String datapath, Map<String, PageMachine> machines, PageMachine machine) {
        if (!block.kind().equals("sh")) {
            machine.write(
                    block.detail(), block.text().replace("[system]\n", "[system]\ndatapath = \"" + datapath + "\"\n"));
            return "";
        }
        if (block.isEventual()) {
            Wait.until(
                    "success of line " + block.line(),
                    EVENTUALLY,
                    () -> machine.carryOut(block.text()).exit() == 0,
                    () -> machines.values().stream().map(PageMachine::describe).collect(Collectors.joining("\n")));
            return "";
        }
        NetLab.Output output = machine.carryOut(block.text());
        assertThat(output.exit())
                .as("line %d: %s", block.line(), output.text() + (output.exit() == 0 ? "" : machine.describe()))
                .isZero();
        return output.text();
    }

    /** Each line of the block is in what was said; … stands for anything. */
    private static void assertSaid(PageBlock block, String said) {
        block.text().lines().forEach(line -> {
            String pattern =
                    Arrays.stream(line.split(" *… *", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
            assertThat(said).as("line %d: %s", block.line(), line).containsPattern(pattern);
        });
    }

    /** What leaves both machines: packets that IPsec has unpacked do not show as such. */
    private static List<Running> capture(String name, PageMachine... machines) {
        return Arrays.stream(machines)
                .map(machine -> {
                    String both = machine.namespace().name() + "-" + name;
                    String file = machine.namespace()
                            .lab()
                            .folder()
                            .resolve(both + ".pcap")
                            .toString();
                    String device = machine.namespace().name().equals("lns") ? "w0a" : "w0b";
                    return machine.namespace()
                            .start(
                                    both,
                                    "tcpdump",
                                    "-Z",
                                    "root",
                                    "-U",
                                    "--immediate-mode",
                                    "-Q",
                                    "out",
                                    "-i",
                                    device,
                                    "-w",
                                    file)
                            .awaitLine("listening on", CAPTURE_LIMIT);
                })
                .toList();
    }

    /** Ends the captures and counts packets of both that match. */
    private static long captured(NetLab lab, List<Running> wire, String filter) {
        return wire.stream()
                .mapToLong(capture -> captured(lab, capture, filter))
                .sum();
    }

    private static long captured(NetLab lab, Running capture, String filter) {
        if (capture.isAlive()) {
            Wait.pause(HAND_OVER);
            capture.terminate(CAPTURE_LIMIT);
        }
        String file = lab.folder().resolve(capture.name() + ".pcap").toString();
        return lab.run(List.of("sh", "-c", "tcpdump -n -Z root -r '" + file + "' " + filter + " 2>/dev/null"))
                .require()
                .lines()
                .count();
    }

    /** Octets that the less used of the two directions' security associations has carried. */
    private static long smallestCounter(PageMachine machine) {
        Matcher matcher = OCTETS.matcher(machine.sh("ip -s xfrm state").require());
        return matcher.results()
                .filter(found -> !found.group(2).equals("0"))
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .min()
                .orElse(0);
    }

    private static long dropped(PageMachine machine, String chain) {
        String text = machine.sh("nft list chain inet l2tp_ipsec " + chain).require();
        Matcher matcher = DROPPED.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return Long.parseLong(matcher.group(1));
    }
}
