package org.jl2tpd.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.ConfigurationDifference;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.ProfileRules;
import org.jl2tpd.profile.RadiusAttributes;
import org.jl2tpd.profile.RadiusDefinition;
import org.jl2tpd.profile.RadiusDefinition.RadiusClient;
import org.jl2tpd.profile.RadiusDefinition.RadiusServer;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RADIUS in the file: what is read, and every mistake with its place. */
class RadiusReaderTest {
    private static final String GOOD = "secret = \"sixteen octets at least\"\n";
    private static final String SERVER = "[[radius_server]]\nname = \"a\"\naddress = \"192.0.2.1\"\n" + GOOD;
    private static final String CLIENT = "[[radius_client]]\nname = \"c\"\nsource = \"192.0.2.1\"\n" + GOOD;

    @Test
    void readsTheExample() {
        ConfigResult result = ConfigLoader.load(Path.of("etc/examples/radius-lns.toml"));
        assertThat(result.errors()).isEmpty();
        RadiusDefinition radius = result.configuration().radius();
        assertThat(radius.servers()).hasSizeGreaterThan(1);
        assertThat(radius.clients()).isNotEmpty();
        assertThat(result.configuration().profile(ProfileKind.PPP, "default").get(PppAttributes.USE_RADIUS))
                .isTrue();
    }

    @Test
    void readsServersClientsAndSettingsWithTheirDefaults() {
        RadiusDefinition radius = parse("[radius]\ntimeout_ms = 700\nlocal_users = \"fallback\"\n" + SERVER + CLIENT
                        + "[[radius_server]]\nname = \"b\"\ngroup = \"g\"\naddress = \"2001:db8::1\"\n"
                        + "authentication_port = 0\naccounting_port = 1646\nrequire_message_authenticator = false\n"
                        + "status_server = false\nsecret_name = \"s\"\n[secret.s]\nvalue = \"another long secret\"\n")
                .configuration()
                .radius();
        Secret secret = Secret.of("sixteen octets at least");
        assertThat(radius.settings().get(RadiusAttributes.TIMEOUT_MS)).isEqualTo(700);
        assertThat(radius.servers())
                .containsExactly(
                        new RadiusServer("a", "", IpAddress.parse("192.0.2.1"), 1812, 1813, secret, true, true),
                        new RadiusServer(
                                "b",
                                "g",
                                IpAddress.parse("2001:db8::1"),
                                0,
                                1646,
                                Secret.of("another long secret"),
                                false,
                                false));
        assertThat(radius.clients())
                .containsExactly(new RadiusClient("c", IpPrefix.parse("192.0.2.1/32"), secret, false, false));
    }

    @Test
    void asksNobodyWhereNothingIsSaid() {
        RadiusDefinition radius = parse("").configuration().radius();
        assertThat(radius.servers()).isEmpty();
        assertThat(radius.clients()).isEmpty();
        assertThat(radius.settings().entries()).isEmpty();
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(errors("[[radius_server]]\ngrup = \"x\"\n\n[[radius_client]]\n"))
                .containsExactly(
                        "1:1: the RADIUS server has no name",
                        "1:1: the RADIUS server has no address",
                        "1:1: the RADIUS server needs secret_name or secret",
                        "2:1: unknown key \"grup\" in a RADIUS server; did you mean \"group\"?",
                        "4:1: the RADIUS client has no name",
                        "4:1: the RADIUS client has no source: the address or prefix that it asks from",
                        "4:1: the RADIUS client needs secret_name or secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "address = 'radius.example' | address must be the IPv4 or IPv6 address of one host",
                "address = '0.0.0.0' | address must be the IPv4 or IPv6 address of one host",
                "address = 'ff02::1' | address must be the IPv4 or IPv6 address of one host",
                "authentication_port = 65536 | authentication_port must be a whole number, 0 to 65535",
                "accounting_port = -1 | accounting_port must be a whole number, 0 to 65535",
                "status_server = 1 | status_server must be true or false",
                "name = 'A name that is too long for a table' | the name of a RADIUS server must have at most 32 octets",
            })
    void refusesWhatIsNoServer(String line, String message) {
        String key = line.substring(0, line.indexOf(' '));
        String text = SERVER.lines().filter(l -> !l.startsWith(key)).reduce("", (a, b) -> a + b + "\n");
        int at = (int) text.lines().count() + 1;
        assertThat(errors(text + line.replace('\'', '"') + "\n")).containsExactly(at + ":1: " + message);
    }

    @Test
    void refusesAServerThatIsNeverAsked() {
        assertThat(errors(SERVER + "authentication_port = 0\naccounting_port = 0\n"))
                .containsExactly(
                        "5:1: authentication_port and accounting_port are both 0: the server would never be asked");
    }

    @Test
    void refusesTwoOfOneNameOrSource() {
        assertThat(errors(SERVER + SERVER)).containsExactly("6:1: name: there are two radius_server entries \"a\"");
        assertThat(errors(CLIENT + CLIENT))
                .containsExactly(
                        "6:1: name: there are two radius_client entries \"c\"",
                        "7:1: source: radius_client \"c\" has this prefix");
        assertThat(errors(CLIENT.replace("192.0.2.1", "192.0.2.0/33")))
                .contains("3:1: source must be a prefix, ADDRESS/LENGTH, or an address");
    }

    @Test
    void wantsSecretsThatAreNoWords() {
        assertThat(errors(SERVER.replace("sixteen octets at least", "short")))
                .containsExactly("4:1: secret: the shared secret must have at least 8 octets");
        assertThat(warnings(SERVER.replace("sixteen octets at least", "testing123")))
                .containsExactly(
                        "4:1: secret: a shared secret of less than 16 octets can be guessed by who sees a packet,"
                                + " and 192.0.2.1 is no private address");
        assertThat(warnings(
                        SERVER.replace("sixteen octets at least", "testing123").replace("192.0.2.1", "10.0.0.1")))
                .containsExactly(
                        "4:1: secret: a shared secret of less than 16 octets can be guessed by who sees a packet");
        assertThat(warnings(
                        SERVER.replace("sixteen octets at least", "testing123").replace("192.0.2.1", "127.0.0.1")))
                .isEmpty();
        assertThat(warnings(SERVER)).isEmpty();
        assertThat(errors(SERVER + "secret_name = \"x\"\n")).contains("5:1: secret and secret_name exclude each other");
    }

    @Test
    void warnsOfWhatLetsStrangersIn() {
        assertThat(warnings(SERVER + "require_message_authenticator = false\n"))
                .containsExactly(
                        "5:1: require_message_authenticator is off: who is between us and the server can let in"
                                + " anyone (Blast-RADIUS)");
        assertThat(warnings(CLIENT.replace("192.0.2.1", "0.0.0.0/0")))
                .containsExactly("3:1: source is every address: whoever finds the secret can end sessions");
    }

    @Test
    void wantsAServerWhereAProfileUsesOne() {
        String use = "[ppp_profile.default]\nuse_radius = true\n";
        String needs = "use_radius needs a server to ask: add [[radius_server]] with name, address and secret_name, and"
                + " without group";
        String none = "radius_hint: there is no [[radius_server]] with group \"g\" that authenticates";
        assertThat(errors(use)).containsExactly("2:1: " + needs);
        assertThat(errors(use + SERVER)).isEmpty();
        assertThat(errors(use + SERVER + "authentication_port = 0\n")).containsExactly("2:1: " + needs);
        assertThat(errors(use + SERVER + "group = \"g\"\n")).containsExactly("2:1: " + needs);
        assertThat(errors(use + "radius_hint = \"g\"\n" + SERVER)).containsExactly("3:1: " + none);
        assertThat(errors(use + "radius_hint = \"g\"\n" + SERVER + "group = \"g\"\n"))
                .isEmpty();
        assertThat(warnings("[ppp_profile.x]\nradius_hint = \"g\"\n")).containsExactly("2:1: " + none);
    }

    /** Its own address is that of the profile which the server's answer is laid over. */
    @Test
    void aProfileThatOnlyServersNameNeedsNoAddressOfItsOwnBesideItsPool() {
        String pool = "[pool.p]\nipv4 = [\"10.65.0.0/24\"]\n";
        String slow = "[ppp_profile.slow]\nip_pool_name = \"p\"\n";
        String base = "[ppp_profile.default]\nlocal_ipaddr = \"10.64.0.1\"\n";
        assertThat(errors(slow + pool + base + SERVER)).isEmpty();
        assertThat(errors(slow + pool + base)).hasSize(1);
        assertThat(errors(slow + pool + SERVER)).hasSize(1);
        String named = "[session_profile.s]\nppp_profile_name = \"slow\"\n";
        assertThat(errors(slow + pool + base + SERVER + named)).hasSize(1);
    }

    @Test
    void meetsAnOperatorsChangeWithTheSameRule() {
        Configuration configuration = parse(SERVER).configuration();
        var ppp = configuration
                .profile(ProfileKind.PPP, "default")
                .with(PppAttributes.USE_RADIUS, true)
                .with(PppAttributes.RADIUS_HINT, "elsewhere");
        assertThat(ProfileRules.check(configuration.withProfiles(Map.of(ProfileKind.PPP, Map.of("default", ppp)))))
                .filteredOn(fault -> !fault.isWarning())
                .extracting(ProfileRules.Fault::text)
                .containsExactly("ppp \"default\": radius_hint: there is no [[radius_server]] with group \"elsewhere\""
                        + " that authenticates");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "udp_port = 3799 | | 8:1: dynamic_authorization_port: the daemon listens for tunnels on (listen_addresses,"
                        + " udp_port) port 3799 already",
                "udp_port = 3799\\nlisten_addresses = ['192.0.2.9'] | dynamic_authorization_addresses = ['192.0.2.8'] |",
                "udp_port = 3799\\nlisten_addresses = ['::'] | dynamic_authorization_addresses = ['192.0.2.8'] |",
                "[snmp]\\nenabled = true\\nport = 3799 | | 10:1: dynamic_authorization_port: [snmp] has port 3799 already",
                "[[tunnel]]\\ntunnel_name = 't'\\ndest_ipaddr = '192.0.2.3'\\nour_udp_port = 3799 | |"
                        + " 11:1: dynamic_authorization_port: tunnel \"t\" has port 3799 already",
            })
    void findsPortsThatAreTaken(String system, String radius, String message) {
        String text = "[system]\nstate_directory = \"/x\"\n" + system + "\n[radius]\n" + (radius == null ? "" : radius)
                + "\n" + CLIENT;
        List<String> errors = errors(text.replace("\\n", "\n").replace('\'', '"'));
        if (message == null) {
            assertThat(errors).isEmpty();
        } else {
            assertThat(errors).singleElement().asString().endsWith(message.substring(message.indexOf(' ')));
        }
    }

    @Test
    void warnsOfClientsThatNobodyHears() {
        assertThat(warnings("[radius]\ndynamic_authorization_port = 0\n" + CLIENT))
                .containsExactly("2:1: dynamic_authorization_port is 0: nobody hears the radius_clients");
    }

    @Test
    void tellsADifferenceWithoutASecret() {
        String other = SERVER.replace("\"a\"", "\"b\"");
        Configuration before = parse(SERVER + other).configuration();
        assertThat(ConfigurationDifference.between(before, parse(other + SERVER).configuration()))
                .containsExactly("changed radius server order: b, a");
        List<String> lines = ConfigurationDifference.between(
                before,
                parse("[radius]\nretries = 5\n" + SERVER.replace("sixteen", "seventeen") + CLIENT)
                        .configuration());
        assertThat(lines)
                .containsExactly(
                        "added radius",
                        "changed radius server \"a\": secret (secret) -> (secret)",
                        "added radius client \"c\"",
                        "dropped radius server \"b\"");
    }

    private static ConfigResult parse(String text) {
        return ConfigLoader.parse("f", text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> errors(String text) {
        return parse(text).errors().stream()
                .map(error -> error.toString().substring(2))
                .toList();
    }

    private static List<String> warnings(String text) {
        return parse(text).warnings().stream()
                .map(error -> error.toString().substring(2))
                .toList();
    }
}
