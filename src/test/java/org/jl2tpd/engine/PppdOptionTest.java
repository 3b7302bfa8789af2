package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.Choices;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.wire.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of pppd's options against what profiles become. */
class PppdOptionTest {
    private static final IpAddress ADDRESS = IpAddress.parse("192.0.2.1");

    /** Arguments of many profiles: each flag both ways, on both sides, traced and not. */
    private static List<List<String>> all() throws IllegalAccessException {
        var made = new ArrayList<List<String>>();
        var every = new HashMap<Attribute<?>, Object>();
        for (boolean flag : new boolean[] {true, false}) {
            for (Attribute<?> attribute : flags()) {
                every.put(attribute, flag);
                made.addAll(of(Map.of(attribute, flag)));
                made.addAll(of(every));
            }
        }
        made.addAll(of(Map.of(PppAttributes.SYNC_MODE, Choices.SyncMode.ASYNC, PppAttributes.ASYNCMAP, 0xffffffffL)));
        made.addAll(of(Map.of(
                PppAttributes.WINS_IPADDR_PRI, ADDRESS,
                PppAttributes.REMOTE_IPADDR, ADDRESS,
                PppAttributes.REMOTE_NAME, "a name of \u00e9 \"'\\")));
        return made;
    }

    private static List<Attribute<?>> flags() throws IllegalAccessException {
        var found = new ArrayList<Attribute<?>>();
        for (var field : PppAttributes.class.getFields()) {
            Attribute<?> attribute = (Attribute<?>) field.get(null);
            if (new Profile(ProfileKind.PPP, "p", Map.of()).get(attribute) instanceof Boolean) {
                found.add(attribute);
            }
        }
        return found;
    }

    private static List<List<String>> of(Map<Attribute<?>, Object> values) {
        var made = new ArrayList<List<String>>();
        var profile = new Profile(ProfileKind.PPP, "p", Map.copyOf(values));
        for (boolean server : new boolean[] {true, false}) {
            var side = new PppdArguments.Side(server, 1400, "lns.example", List.of(ADDRESS), server);
            made.add(PppdArguments.of(profile, side));
        }
        return made;
    }

    @Test
    void everythingThatAProfileBecomesIsInTheTable() throws Exception {
        assertThat(flags()).hasSizeGreaterThan(15);
        for (List<String> arguments : all()) {
            assertThat(PppdOption.problem(arguments)).as("%s", arguments).isNull();
        }
    }

    @Test
    void nothingIsInTheTableThatNoProfileBecomes() throws Exception {
        Set<String> seen = new HashSet<>();
        all().forEach(seen::addAll);
        assertThat(seen).containsAll(PppdOption.words());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connect",
                "plugin",
                "file",
                "call",
                "ipparam",
                "pty",
                "init",
                "disconnect",
                "welcome",
                "privgroup",
                "linkname",
                "record",
                "logfile",
                "logfd",
                "set",
                "unset",
                "ip-up-script",
                "ipv6-up-script",
                "ifname",
                "show-password",
                "passwordfd",
                "updetach",
                "persist",
                "/dev/ttyS0",
                "10.0.0.1:10.0.0.2",
                "",
                "user",
                "password",
                "papcrypt",
                "login",
                "allow-ip",
                "chapms-strip-domain",
                "srp-secret",
                "pap-secrets"
            })
    void whatNamesAProgramAFileOrASecretIsRefused(String option) {
        assertThat(PppdOption.problem(List.of(option))).isNotNull();
        assertThat(PppdOption.problem(List.of("mtu", "1400", option, "x"))).isNotNull();
    }

    @Test
    void aValueThatIsNoneIsRefusedAndNotShown() {
        for (String value : List.of("", "-1", "65536", "1e3", "plugin", "1400 ", "99999999999")) {
            assertThat(PppdOption.problem(List.of("mtu", value)))
                    .isEqualTo("a value of pppd's option mtu that no profile makes");
        }
        assertThat(PppdOption.problem(List.of("mtu"))).contains("mtu");
        assertThat(PppdOption.problem(List.of("asyncmap", "123456789"))).contains("asyncmap");
        assertThat(PppdOption.problem(List.of("ms-dns", "1.2.3.400"))).contains("ms-dns");
        assertThat(PppdOption.problem(List.of("ms-dns", "2001:db8::1"))).contains("ms-dns");
        assertThat(PppdOption.problem(List.of("name", "a\nb"))).contains("name");
        assertThat(PppdOption.problem(List.of("name", "a\0b"))).contains("name");
        assertThat(PppdOption.problem(List.of("name", "x".repeat(256)))).contains("name");
    }

    /** A name may look like an option: pppd takes it as the value that it is. */
    @Test
    void aValueIsNeverTakenForAnOption() {
        assertThat(PppdOption.problem(List.of("name", "plugin"))).isNull();
        assertThat(PppdOption.problem(List.of("name", "plugin", "/tmp/x.so"))).isNotNull();
    }

    @Test
    void thereIsALimitOfOptions() {
        var many = new ArrayList<String>();
        for (int i = 0; i <= PppdOption.LIMIT; i++) {
            many.add("noip");
        }
        assertThat(PppdOption.problem(many)).contains("more than");
    }
}
