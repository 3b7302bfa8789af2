package org.jl2tpd.aaa;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jl2tpd.profile.PoolDefinition;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/**
 * The lines of the file of leases. Each says what changed: {@code + TICKET WHO NAME IPV4 LINK DELEGATED} a session has these ({@code WHO} is
 * {@code one} for a person who may want them again, else {@code any}), {@code - TICKET} it has ended, {@code * NAME ...} a user had these last,
 * {@code = SECONDS NAME ...} a session was cut off that had these, {@code # SECONDS} another process began, so that all sessions before it are
 * cut off. Times are since 1970. A line that says none of this, or only the start of it, says nothing.
 */
final class LeaseFile {
    /** Sessions and users that are read; more are passed over. */
    static final int MAX_ENTRIES = 1 << 20;

    /** Octets of a line; a longer one is passed over. */
    static final int MAX_LINE = 4096;

    private static final String NOBODY = "@";
    private static final String NOTHING = "-";

    private LeaseFile() {}

    static String began(long nowSeconds) {
        return "\n# " + nowSeconds + "\n";
    }

    static String granted(long ticket, LeasedAddresses addresses, boolean isRemembered) {
        return "+ " + ticket + (isRemembered ? " one " : " any ") + text(addresses) + "\n";
    }

    static String released(long ticket) {
        return "- " + ticket + "\n";
    }

    private static String text(LeasedAddresses addresses) {
        String name = addresses.userName();
        return (name == null ? NOBODY : URLEncoder.encode(name, StandardCharsets.UTF_8)) + " " + text(addresses.ipv4())
                + " " + text(addresses.ipv6Prefix()) + " " + text(addresses.delegatedPrefix());
    }

    private static String text(Object held) {
        return held == null ? NOTHING : held.toString();
    }

    /** All that the state says, as short as can be. */
    static void write(LeaseState state, Appendable out) throws IOException {
        for (LeasedAddresses user : state.users().all()) {
            out.append("* ").append(text(user)).append('\n');
        }
        for (LeaseState.Held held : state.held()) {
            out.append("= " + held.sinceSeconds() + " ")
                    .append(text(held.addresses()))
                    .append('\n');
        }
        for (Map.Entry<Long, LeasedAddresses> live : state.live().entrySet()) {
            out.append(granted(live.getKey(), live.getValue(), false));
        }
    }

    /**
     * Reads what there is; nothing where there is no file.
     *
     * @throws IOException when the file can't be read
     */
    static LeaseState read(Path file, long nowSeconds) throws IOException {
        LeaseState state = LeaseState.empty();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            byte[] line = new byte[MAX_LINE];
            int length = 0;
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                if (octet != '\n') {
                    length = Math.min(length + 1, MAX_LINE + 1);
                    line[Math.min(length, MAX_LINE) - 1] = (byte) octet;
                    continue;
                }
                if (length <= MAX_LINE) {
                    apply(new String(line, 0, length, StandardCharsets.ISO_8859_1), state, nowSeconds);
                }
                length = 0;
            }
        } catch (NoSuchFileException e) {
            // The first start.
        }
        return state;
    }

    private static void apply(String line, LeaseState state, long nowSeconds) {
        String[] words = line.split(" ");
        try {
            switch (words[0]) {
                case "+" -> grant(words, state);
                case "-" -> state.live().remove(Long.parseLong(words[1]));
                case "*" -> state.users().add(addresses(words, 1));
                case "=" -> cut(state, addresses(words, 2), Long.parseLong(words[1]), nowSeconds);
                case "#" -> cutAll(state, Long.parseLong(words[1]), nowSeconds);
                default -> {}
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            // A line that was cut short, or is somebody else's.
        }
    }

    private static void grant(String[] words, LeaseState state) {
        LeasedAddresses addresses = addresses(words, 3);
        if (state.live().size() < MAX_ENTRIES) {
            state.live().put(Long.parseLong(words[1]), addresses);
        }
        if (words[2].equals("one") && addresses.userName() != null) {
            state.users().add(addresses);
        }
    }

    private static void cutAll(LeaseState state, long sinceSeconds, long nowSeconds) {
        state.live().values().forEach(addresses -> cut(state, addresses, sinceSeconds, nowSeconds));
        state.live().clear();
    }

    private static void cut(LeaseState state, LeasedAddresses addresses, long sinceSeconds, long nowSeconds) {
        boolean isOld = sinceSeconds + PoolDefinition.MAX_LEASE_HOLD_SECONDS < nowSeconds;
        if (!isOld && state.held().size() < MAX_ENTRIES) {
            state.held().add(new LeaseState.Held(addresses, sinceSeconds));
        }
    }

    private static LeasedAddresses addresses(String[] words, int first) {
        String name = words[first].equals(NOBODY) ? null : URLDecoder.decode(words[first], StandardCharsets.UTF_8);
        IpPrefix ipv4 = prefix(words[first + 1]);
        return new LeasedAddresses(
                name, ipv4 == null ? null : address(ipv4), prefix(words[first + 2]), prefix(words[first + 3]));
    }

    private static IpAddress address(IpPrefix host) {
        if (!host.address().isV4()) {
            throw new IllegalArgumentException("no IPv4 address");
        }
        return host.address();
    }

    private static IpPrefix prefix(String word) {
        IpPrefix prefix = word.equals(NOTHING) ? null : IpPrefix.parse(word);
        if (prefix == null && !word.equals(NOTHING)) {
            throw new IllegalArgumentException("no address");
        }
        return prefix;
    }
}
