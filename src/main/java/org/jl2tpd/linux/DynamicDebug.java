package org.jl2tpd.linux;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kernel's dynamic debug (Documentation/admin-guide/dynamic-debug-howto.rst of the kernel): which of its modules' messages are
 * printed to the kernel's log. One switch for the whole system.
 */
public final class DynamicDebug {
    /** Where debugfs shows it, and where it is without debugfs; in this order. */
    private static final List<Path> PLACES =
            List.of(Path.of("/sys/kernel/debug/dynamic_debug/control"), Path.of("/proc/dynamic_debug/control"));

    /** Messages that are looked at, most: a driver has a few dozen. */
    static final int MAX_PLACES = 256;

    private static final Pattern LINE = Pattern.compile("(\\S+):(\\d{1,9}) \\[([^\\]\\s]+)\\]\\S+ =(\\S+) (.*)");

    private final List<Path> places;

    /**
     * A message in the source of a module.
     *
     * @param printed whether the kernel prints it
     * @param format the text, in quotes
     */
    public record Place(String file, int line, String module, boolean printed, String format) {
        /** Names it in words, and in a query. */
        String query() {
            return "file " + file + " line " + line + " module " + module;
        }
    }

    /** The one that root can give to a user; debugfs is closed to all others as a whole. */
    private static final Path GIVEN = PLACES.get(1);

    DynamicDebug(List<Path> places) {
        this.places = places;
    }

    /** This system's. */
    public static DynamicDebug system() {
        return new DynamicDebug(PLACES);
    }

    /**
     * Lets a user switch messages, by giving it the file where it is root's.
     *
     * @return words for an operator; null when nothing was to be done
     */
    public static String give(Identity user) {
        try {
            Object owner = Files.getAttribute(GIVEN, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            if (owner.equals(user.uid())) {
                return null;
            }
            if (!owner.equals(0)) {
                return GIVEN + " belongs to user " + owner + " and stays so";
            }
            Files.setAttribute(GIVEN, "unix:uid", user.uid(), LinkOption.NOFOLLOW_LINKS);
            return GIVEN + " is for " + user.name() + ": the driver's messages in the kernel's log";
        } catch (NoSuchFileException e) {
            return "this kernel has no " + GIVEN + ": no messages of the driver in the kernel's log";
        } catch (IOException e) {
            return GIVEN + " can't be given: " + Tracefs.words(e);
        }
    }

    /** Makes it root's again where it is that user's. */
    public static void takeBack(Identity user) throws IOException {
        if (Files.exists(GIVEN)
                && Files.getAttribute(GIVEN, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                        .equals(user.uid())) {
            Files.setAttribute(GIVEN, "unix:uid", 0, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /**
     * The messages of some modules that are loaded.
     *
     * @throws IOException with words for an operator when the kernel has no dynamic debug or it is not permitted
     */
    public List<Place> places(Set<String> modules) throws IOException {
        List<Place> found = new ArrayList<>();
        // Format strings are any octets; ISO 8859-1 takes all.
        try (BufferedReader lines = Files.newBufferedReader(control(), StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null && found.size() < MAX_PLACES; line = lines.readLine()) {
                // A kernel has thousands of lines.
                Place place = isOfOne(modules, line) ? parse(line) : null;
                if (place != null && modules.contains(place.module())) {
                    found.add(place);
                }
            }
        }
        return found;
    }

    private static boolean isOfOne(Set<String> modules, String line) {
        int start = line.indexOf('[');
        int end = line.indexOf(']', start + 1);
        return start >= 0 && end > start && modules.contains(line.substring(start + 1, end));
    }

    /** Returns the message that a line tells of; null for any other line. */
    static Place parse(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            return null;
        }
        boolean printed = parts.group(4).indexOf('p') >= 0;
        return new Place(parts.group(1), Integer.parseInt(parts.group(2)), parts.group(3), printed, parts.group(5));
    }

    /** Has the kernel print a message, or no longer. */
    public void print(Place place, boolean on) throws IOException {
        try {
            Files.writeString(control(), place.query() + (on ? " +p\n" : " -p\n"), StandardOpenOption.WRITE);
        } catch (java.nio.file.FileSystemException e) {
            throw new IOException("can't switch dynamic debug: " + Tracefs.words(e), e);
        }
    }

    private Path control() throws IOException {
        for (Path place : places) {
            if (Files.isReadable(place)) {
                return place;
            }
        }
        throw new IOException("dynamic debug is not in this kernel or not permitted (root, with debugfs mounted)");
    }
}
