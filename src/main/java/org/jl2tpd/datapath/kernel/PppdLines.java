package org.jl2tpd.datapath.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jl2tpd.linux.WatchedProcess;

/** What a pppd writes: its last line that says something is kept, so that its end can be explained, and its unit's first name. */
final class PppdLines {
    /** Octets of the longest line that is kept. */
    private static final int LIMIT = 200;

    /** What tells the name of its unit. */
    private static final String USING = "Using interface";

    /** Lines that follow the one that matters, or tell of no failure. */
    private static final List<String> SAY_NOTHING = List.of(
            "Connection terminated",
            "Modem hangup",
            "Terminating on signal",
            "Exit.",
            "Connect time",
            "Sent ",
            USING,
            "Connect: ",
            "Overriding ",
            "local ",
            "remote ",
            "primary ",
            "secondary ",
            "Script ",
            "peer from calling number",
            "rcvd [",
            "sent [");

    private static final String SUCCESS = "authentication succeeded";

    private final StringBuilder line = new StringBuilder();
    private String last = "";
    private String unit = "";

    /**
     * Reads what there is.
     *
     * @param buffer direct, to read into
     * @return false when nothing more will come
     */
    boolean readFrom(WatchedProcess child, ByteBuffer buffer, int budget) {
        for (int i = 0; i < budget; i++) {
            int octets = child.read(buffer.clear());
            if (octets <= 0) {
                return octets != 0;
            }
            add(buffer.limit(octets));
        }
        return true;
    }

    void add(ByteBuffer octets) {
        String text = StandardCharsets.ISO_8859_1.decode(octets).toString();
        for (int i = 0; i < text.length(); i++) {
            add(text.charAt(i));
        }
    }

    private void add(char c) {
        if (c == '\n') {
            end();
        } else if (line.length() < LIMIT && c != '\r') {
            line.append(c < ' ' || c > '~' ? '?' : c);
        }
    }

    private void end() {
        String text = line.toString().strip();
        line.setLength(0);
        if (text.startsWith(USING) && unit.isEmpty()) {
            String name = text.substring(USING.length()).strip();
            unit = name.matches("ppp[0-9]{1,9}") ? name : "";
        }
        if (!text.isEmpty() && !text.contains(SUCCESS) && SAY_NOTHING.stream().noneMatch(text::startsWith)) {
            last = text;
        }
    }

    /** The name that the kernel gave its device, whatever it was renamed to; empty before it has one. */
    String unit() {
        return unit;
    }

    /** The last line that says something, empty without one. */
    String last() {
        return last;
    }
}
