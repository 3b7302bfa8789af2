package org.jl2tpd.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jl2tpd.profile.HttpAttributes;
import org.jl2tpd.profile.JmxAttributes;
import org.jl2tpd.profile.ManagementDefinition;
import org.jl2tpd.profile.ManagementDefinition.Access;
import org.jl2tpd.profile.ManagementDefinition.AuthProtocol;
import org.jl2tpd.profile.ManagementDefinition.PrivProtocol;
import org.jl2tpd.profile.SnmpAttributes;
import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who manages the daemon: what is read, and every mistake with its place. */
class ManagementReaderTest {
    private static final String STATE = "[system]\nstate_directory = \"/var/lib/x\"\n";

    @TempDir
    Path folder;

    @Test
    void readsTheExample() {
        ConfigResult result = ConfigLoader.load(Path.of("etc/examples/managed-lns.toml"));
        assertThat(result.errors()).isEmpty();
        ManagementDefinition management = result.configuration().management();
        assertThat(management.snmp().get(SnmpAttributes.ENABLED)).isTrue();
        ManagementDefinition.SnmpUser user = management.snmpUsers().get(0);
        assertThat(user.name()).isEqualTo("nms");
        assertThat(user.authProtocol()).isEqualTo(AuthProtocol.SHA256);
        assertThat(user.privProtocol()).isEqualTo(PrivProtocol.AES128);
        assertThat(user.authPassword()).isEqualTo(Secret.of("example-authentication-password"));
        assertThat(user.privPassword()).isEqualTo(Secret.of("example-encryption-password"));
        assertThat(user.access()).isEqualTo(Access.WRITE);
        ManagementDefinition.SnmpCommunity community =
                management.snmpCommunities().get(0);
        assertThat(community.sources()).containsExactly(IpPrefix.parse("127.0.0.1/32"), IpPrefix.parse("::1/128"));
        assertThat(community.access()).isEqualTo(Access.READ);
        assertThat(management.snmpTargets())
                .containsExactly(
                        new ManagementDefinition.SnmpTarget("nms", "192.0.2.10", 162, true, "nms", null, 1500, 3));
        assertThat(management.http().get(HttpAttributes.ENABLED)).isTrue();
        assertThat(management.jmx().get(JmxAttributes.ENABLED)).isFalse();
        assertThat(management.httpUsers()).extracting("name").containsExactly("noc");
    }

    @Test
    void isOffWhereNothingIsSaid() {
        ManagementDefinition management = parse("").configuration().management();
        assertThat(management.snmp().get(SnmpAttributes.ENABLED)).isFalse();
        assertThat(management.jmx().get(JmxAttributes.ENABLED)).isFalse();
        assertThat(management.http().get(HttpAttributes.ENABLED)).isFalse();
    }

    @Test
    void wantsPasswordsOfEightOctets() {
        assertThat(errors("[[snmp_user]]\nname = \"u\"\nauth_password = \"short\"\npriv_password = \"short\"\n"
                        + "[[http_user]]\nname = \"h\"\npassword = \"short\"\n"))
                .containsExactly(
                        "3:1: auth_password: the password must have at least 8 octets",
                        "4:1: priv_password: the password must have at least 8 octets",
                        "7:1: password: the password must have at least 8 octets");
    }

    @Test
    void wantsWhatAUserNeeds() {
        assertThat(errors("[[snmp_user]]\npriv_protocol = \"aes256\"\n[[http_user]]\nname = \"a:b\"\n"
                        + "[[snmp_community]]\naccess = \"both\"\n"))
                .containsExactly(
                        "1:1: the SNMP user needs auth_secret_name or auth_password",
                        "1:1: the SNMP user has no name",
                        "2:1: priv_protocol needs priv_secret_name or priv_password",
                        "3:1: the HTTP user needs secret_name or password",
                        "4:1: the name of an HTTP user can't hold a colon (RFC 7617)",
                        "5:1: the SNMP community needs community_secret_name or community",
                        "5:1: the SNMP community has no name",
                        "6:1: access must be one of read, write");
    }

    @Test
    void hasATargetNameExactlyOneThatIsKnown() {
        String users = "[[snmp_user]]\nname = \"nms\"\nauth_password = \"longenough\"\n";
        assertThat(errors(users + "[[snmp_target]]\nname = \"a\"\naddress = \"192.0.2.1\"\nuser = \"nmx\"\n"))
                .containsExactly("7:1: user: there is no snmp_user \"nmx\"; did you mean \"nms\"?");
        assertThat(errors(users + "[[snmp_target]]\nname = \"a\"\naddress = \"192.0.2.1\"\n"))
                .singleElement()
                .asString()
                .startsWith("4:1: the SNMP target needs one");
        assertThat(errors(users + "[[snmp_target]]\nname = \"a\"\naddress = \"nms.example\"\nuser = \"nms\"\n"))
                .containsExactly("6:1: address must be the IPv4 or IPv6 address of one host");
        String both =
                "[[snmp_target]]\nname = \"a\"\naddress = \"192.0.2.1\"\nuser = \"nms\"\ncommunity = \"hunter2\"\n";
        assertThat(errors(users + both))
                .hasSize(2)
                .allSatisfy(error -> assertThat(error).doesNotContain("hunter2"));
    }

    @Test
    void refusesTwoOfOneName() {
        String user = "[[http_user]]\nname = \"u\"\npassword = \"longenough\"\n";
        assertThat(errors(user + user)).containsExactly("5:1: name: there are two http_user entries \"u\"");
        assertThat(errors("[[snmp_community]]\nname = \"a\"\ncommunity = \"hunter2\"\n"
                        + "[[snmp_community]]\nname = \"b\"\ncommunity = \"hunter2\"\n"))
                .containsExactly("5:1: snmp_community \"a\" is the same community under another name");
    }

    @Test
    void wantsFilesForRemoteJmx() throws IOException {
        assertThat(errors("[jmx]\nenabled = true\n"))
                .containsExactly(
                        "1:1: enabled needs password_file",
                        "1:1: enabled needs access_file",
                        "1:1: enabled needs keystore_file",
                        "1:1: enabled needs keystore_secret_name");
        Path passwords = Files.writeString(folder.resolve("pw"), "a b\n");
        Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-r--r--"));
        Path file = write("[secret.k]\nvalue = \"example-k\"\n[jmx]\nenabled = true\npassword_file = \"pw\"\n"
                + "access_file = \"acc\"\nkeystore_file = \"ks\"\nkeystore_secret_name = \"k\"\n");
        ConfigResult result = ConfigLoader.load(file);
        assertThat(result.errors())
                .extracting(ConfigError::message)
                .containsExactly("password_file: others than its owner and group may use " + passwords
                        + ", or its group write it; run: chmod g-wx,o-rwx " + passwords);
        Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-r-----"));
        result = ConfigLoader.load(file);
        assertThat(result.errors()).isEmpty();
        assertThat(result.warnings())
                .extracting(ConfigError::message)
                .contains("access_file: " + folder.resolve("acc") + " is not there");
        assertThat(result.configuration().management().jmx().get(JmxAttributes.PASSWORD_FILE))
                .isEqualTo(passwords.toString());
    }

    @Test
    void wantsTlsBeyondLoopback() {
        String http = "[http]\nenabled = true\nlisten_address = ";
        assertThat(errors(http + "\"192.0.2.1\"\n"))
                .containsExactly("3:1: listen_address 192.0.2.1 is beyond loopback: that needs keystore_file");
        assertThat(errors(http + "\"::1\"\n")).isEmpty();
        assertThat(errors(http + "\"::\"\n")).hasSize(1);
        assertThat(errors(http + "\"127.0.0.2\"\nkeystore_file = \"x\"\n"))
                .containsExactly("4:1: keystore_file needs keystore_secret_name");
    }

    @Test
    void namesSecretsThatExist() {
        assertThat(errors("[http]\nkeystore_secret_name = \"nope\"\nkeystore_file = \"x\"\n"
                        + "[[http_user]]\nname = \"x\"\nsecret_name = \"nope\"\n"))
                .containsExactly(
                        "2:1: keystore_secret_name names no [secret.NAME] of this file",
                        "6:1: secret_name names no [secret.NAME] of this file");
    }

    @Test
    void warnsOfWhatIsAllowedAndYetWeak() {
        assertThat(warnings("[snmp]\nenabled = true\n"))
                .anyMatch(w -> w.contains("boots begin anew"))
                .anyMatch(w -> w.contains("nobody can ask"));
        assertThat(warnings(STATE + "[snmp]\nenabled = true\n[[snmp_community]]\nname = \"c\"\n"
                        + "community = \"hunter2\"\naccess = \"write\"\n"))
                .containsExactly(
                        "8:1: every program of this host that knows this community can change what the daemon does");
        assertThat(warnings("[[snmp_user]]\nname = \"u\"\nauth_password = \"longenough\"\n"))
                .containsExactly("2:1: this SNMP user is answered without encryption: set priv_secret_name");
        assertThat(warnings("[[snmp_user]]\nname = \"u\"\nauth_password = \"longenough\"\naccess = \"write\"\n"))
                .contains("4:1: an SNMP user without encryption changes nothing: set priv_secret_name");
    }

    @Test
    void guardsPasswordsInTheFile() throws IOException {
        Path file = write("[[http_user]]\nname = \"u\"\npassword = \"longenough\"\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(ConfigLoader.load(file).errors())
                .singleElement()
                .extracting(ConfigError::message)
                .asString()
                .contains("everyone may read it");
    }

    private Path write(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("c.toml"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        return file;
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
