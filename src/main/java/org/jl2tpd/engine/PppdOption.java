package org.jl2tpd.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jl2tpd.wire.IpAddress;

/**
 * The options of pppd (pppd(8)) that a ppp profile can become, and what values each may have. Who starts a pppd checks against this table what
 * it was asked for: nothing that names a program, a plugin or a file of somebody's choice is in it.
 */
public final class PppdOption {
    /** Options of a pppd, most: twice of what a profile makes. */
    public static final int LIMIT = 192;

    /** pppd.h MAXNAMELEN: octets of a name. */
    private static final int NAME_LIMIT = 255;

    private static final int OCTET = 255;
    private static final int DAY = 86_400;
    private static final int YEAR = 31_536_000;

    private static final Map<String, PppdOption> TABLE = Stream.of(
                    flags("sync", "local", "nolock", "hide-password", "debug", "multilink", "noendpoint", "nomp"),
                    flags("auth", "noauth"),
                    flags("require-pap", "require-chap", "require-mschap", "require-mschap-v2", "require-eap"),
                    flags("refuse-pap", "refuse-chap", "refuse-mschap", "refuse-mschap-v2", "refuse-eap"),
                    flags("noaccomp", "nopcomp", "novj", "novjccomp", "nobsdcomp", "nodeflate", "nopredictor1"),
                    flags("require-mppe", "noccp", "proxyarp", "noproxyarp", "defaultroute", "nodefaultroute"),
                    flags("noipdefault", "ipcp-accept-local", "ipcp-accept-remote", "usepeerdns"),
                    flags("noip", "+ipv6", "noipv6"),
                    numbers(0xffff, "mtu", "mru"),
                    numbers(OCTET, "chap-max-challenge", "chap-restart", "pap-max-authreq", "pap-restart"),
                    numbers(OCTET, "lcp-max-configure", "lcp-max-failure", "lcp-max-terminate", "lcp-restart"),
                    numbers(OCTET, "ipcp-max-configure", "ipcp-max-failure", "ipcp-max-terminate", "ipcp-restart"),
                    numbers(OCTET, "ipv6cp-max-configure", "ipv6cp-max-failure"),
                    numbers(OCTET, "ipv6cp-max-terminate", "ipv6cp-restart", "lcp-echo-failure", "kdebug"),
                    numbers(DAY, "chap-interval", "pap-timeout", "lcp-echo-interval", "idle", "maxfail"),
                    numbers(YEAR, "maxconnect"),
                    rows(PppdOption::isMap, "asyncmap"),
                    rows(PppdOption::isIpv4, "ms-dns", "ms-wins"),
                    rows(PppdOption::isName, "name", "remotename"))
            .flatMap(Function.identity())
            .collect(Collectors.toUnmodifiableMap(PppdOption::word, Function.identity()));

    private final String word;
    private final Predicate<String> value;

    /** @param value what a value must be, null where there is none */
    private PppdOption(String word, Predicate<String> value) {
        this.word = word;
        this.value = value;
    }

    private static Stream<PppdOption> rows(Predicate<String> value, String... words) {
        return Arrays.stream(words).map(word -> new PppdOption(word, value));
    }

    private static Stream<PppdOption> flags(String... words) {
        return rows(null, words);
    }

    private static Stream<PppdOption> numbers(int most, String... words) {
        return rows(text -> text.matches("[0-9]{1,9}") && Integer.parseInt(text) <= most, words);
    }

    private static boolean isMap(String text) {
        return text.matches("[0-9a-f]{1,8}");
    }

    private static boolean isIpv4(String text) {
        if (!text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) {
            return false;
        }
        IpAddress address = IpAddress.parse(text);
        return address != null && address.isV4();
    }

    private static boolean isName(String text) {
        int octets = text.getBytes(StandardCharsets.UTF_8).length;
        return octets > 0 && octets <= NAME_LIMIT && text.chars().noneMatch(c -> c < ' ' || c == 0x7f);
    }

    private String word() {
        return word;
    }

    /** The words of all options of the table. */
    static List<String> words() {
        return List.copyOf(TABLE.keySet());
    }

    /**
     * Whether these are options of the table, each with a value where it has one.
     *
     * @return null, or what is wrong, without the value
     */
    public static String problem(List<String> arguments) {
        var options = new ArrayList<String>();
        for (int i = 0; i < arguments.size(); i++) {
            PppdOption option = TABLE.get(arguments.get(i));
            if (option == null) {
                return "an option of pppd that no profile makes";
            }
            options.add(option.word);
            if (option.value != null && (++i == arguments.size() || !option.value.test(arguments.get(i)))) {
                return "a value of pppd's option " + option.word + " that no profile makes";
            }
        }
        return options.size() <= LIMIT ? null : "more than " + LIMIT + " options of pppd";
    }
}
