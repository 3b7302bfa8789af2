package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jl2tpd.cli.Jl2tpctl;
import org.jl2tpd.config.ConfigLoader;
import org.jl2tpd.config.FileKeys;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The manual says what the programs take: no command, option or key is missing, and none is there that is gone. */
class ManPagesTest {
    private static final Path FOLDER = Path.of("src/main/dist/man");
    private static final Pattern KEY = Pattern.compile("^\\.BR ([a-z0-9_]+) [,.]$", Pattern.MULTILINE);

    /** Lines without macros, fonts and quotes. */
    private static List<String> lines(String page) throws IOException {
        return Files.readString(FOLDER.resolve(page))
                .lines()
                .map(line -> line.replaceFirst("^\\.[A-Z]+ ", "")
                        .replaceAll("\\\\f[A-Z]", "")
                        .replace("\\-", "-")
                        .replace("\\ ", " ")
                        .replace("\"", "")
                        .replaceAll(" +", " "))
                .toList();
    }

    private static void collect(CommandSpec command, String path, List<String> leaves, TreeSet<String> options) {
        command.options().forEach(option -> options.addAll(List.of(option.names())));
        command.subcommands().forEach((name, sub) -> {
            String full = path.isEmpty() ? name : path + " " + name;
            if (sub.getSubcommands().isEmpty()) {
                leaves.add(full);
            }
            collect(sub.getCommandSpec(), full, leaves, options);
        });
    }

    private static void namesAll(String page, CommandLine program) throws IOException {
        var commands = new ArrayList<String>();
        var options = new TreeSet<String>();
        collect(program.getCommandSpec(), "", commands, options);
        List<String> lines = lines(page);
        assertThat(commands)
                .isNotEmpty()
                .allSatisfy(command -> assertThat(lines)
                        .as("a line that begins with a command")
                        .anyMatch(line -> line.equals(command) || line.startsWith(command + " ")));
        assertThat(options)
                .isNotEmpty()
                .allSatisfy(option -> assertThat(lines)
                        .as("option")
                        .anyMatch(
                                line -> Stream.of(line.split("[\\s,|=\\[\\]]+")).anyMatch(option::equals)));
    }

    @Test
    void theControlProgramsPageNamesEveryCommandAndOption() throws IOException {
        namesAll("jl2tpctl.1", Jl2tpctl.all());
    }

    @Test
    void theDaemonsPageNamesEveryOption() throws IOException {
        var quickstart = lines("jl2tpd.8");
        assertThat(quickstart).contains("jl2tpd quickstart");
        var options = new TreeSet<String>();
        collect(new CommandLine(Main.class).getCommandSpec(), "", new ArrayList<>(), options);
        assertThat(options).allSatisfy(option -> assertThat(quickstart).anyMatch(line -> line.contains(option)));
    }

    @Test
    void theFilesPageNamesEveryKeyInItsTable() throws IOException {
        assertThat(tables()).isEqualTo(expected());
    }

    private static Map<String, TreeSet<String>> tables() throws IOException {
        var tables = new LinkedHashMap<String, TreeSet<String>>();
        String page = Files.readString(FOLDER.resolve("jl2tpd.toml.5"));
        String[] sections = page.substring(page.indexOf(".SH TABLES"), page.indexOf(".SH EXAMPLE"))
                .split("\n\\.SS ");
        for (String section : List.of(sections).subList(1, sections.length)) {
            Matcher key = KEY.matcher(section.substring(section.indexOf("Keys:")));
            tables.put(
                    section.lines().findFirst().orElseThrow(),
                    key.results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new)));
        }
        return tables;
    }

    private static Map<String, TreeSet<String>> expected() {
        var tables = new LinkedHashMap<String, TreeSet<String>>();
        tables.put("[system]", names(ProfileKind.SYSTEM));
        tables.put("[secret.NAME]", names(FileKeys.SECRET));
        tables.put("[peer_profile.NAME]", names(ProfileKind.PEER));
        tables.put("[tunnel_profile.NAME]", names(ProfileKind.TUNNEL));
        tables.put("[session_profile.NAME]", names(ProfileKind.SESSION));
        tables.put("[ppp_profile.NAME]", names(ProfileKind.PPP));
        tables.put("[pool.NAME]", names(FileKeys.POOL));
        tables.put("[[user]]", names(FileKeys.USER));
        tables.put("[[tunnel]]", names(FileKeys.TUNNEL));
        tables.put("[[tunnel.session]]", names(FileKeys.SESSION));
        tables.put("[[switch]]", names(FileKeys.SWITCH));
        tables.put("[snmp]", names(ProfileKind.SNMP));
        tables.put("[[snmp_user]]", names(FileKeys.SNMP_USER));
        tables.put("[[snmp_community]]", names(FileKeys.SNMP_COMMUNITY));
        tables.put("[[snmp_target]]", names(FileKeys.SNMP_TARGET));
        tables.put("[jmx]", names(ProfileKind.JMX));
        tables.put("[http]", names(ProfileKind.HTTP));
        tables.put("[[http_user]]", names(FileKeys.HTTP_USER));
        tables.put("[hooks]", names(ProfileKind.HOOKS));
        tables.put("[radius]", names(ProfileKind.RADIUS));
        tables.put("[[radius_server]]", names(FileKeys.RADIUS_SERVER));
        tables.put("[[radius_client]]", names(FileKeys.RADIUS_CLIENT));
        tables.put("[static_tunnel.NAME]", names(ProfileKind.STATIC_TUNNEL));
        tables.put("[static_tunnel.NAME.session.NAME]", names(ProfileKind.STATIC_SESSION));
        return tables;
    }

    private static TreeSet<String> names(ProfileKind kind) {
        return Schema.of(kind).stream().map(Attribute::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static TreeSet<String> names(List<FileKeys.Key> keys) {
        return keys.stream().map(FileKeys.Key::name).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theFilesPagesExampleIsValid() throws IOException {
        String page = Files.readString(FOLDER.resolve("jl2tpd.toml.5"));
        String example = page.substring(page.lastIndexOf(".nf\n") + 4, page.lastIndexOf(".fi\n"))
                .replaceAll("file = \"secrets/", "value = \"example-");
        assertThat(ConfigLoader.parse("example", example.getBytes(StandardCharsets.UTF_8))
                        .errors())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jl2tpd.8", "jl2tpctl.1", "jl2tpd.toml.5"})
    void isWellFormed(String page) throws Exception {
        assumeTrue(canFormat(), "no man that takes --warnings (package man-db)");
        assertThat(man(FOLDER.resolve(page).toString())).isEmpty();
    }

    private static boolean canFormat() throws InterruptedException {
        try {
            return new ProcessBuilder("man", "--warnings", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** What the formatter has to say on a page. */
    private static String man(String file) throws IOException, InterruptedException {
        var builder = new ProcessBuilder("man", "--warnings", "-E", "UTF-8", "-Tutf8", "-Z", "-l", file);
        builder.environment().putAll(Map.of("LC_ALL", "C.UTF-8", "MANWIDTH", "100"));
        Process process =
                builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return said;
    }
}
