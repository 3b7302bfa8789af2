package org.jl2tpd.datapath.kernel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.engine.PppdOptions;
import org.jl2tpd.engine.SessionOptions;
import org.jl2tpd.linux.ChildProcess;
import org.jl2tpd.wire.IpAddress;

/**
 * How a session's pppd is called. User name and password are on no command line and in no file: pppd reads them as a file of options
 * from its standard input, a pipe that is full and closed before pppd runs.
 */
final class PppdCommand {
    /** What tells our pppds from others': {@code PID:START} of the daemon (proc(5), starttime). */
    static final String OWNER = "JL2TPD_OWNER";

    /** The descriptor that pppd has the PPPoX socket at. */
    private static final String SOCKET = "3";

    private PppdCommand() {}

    static ChildProcess.Program of(String path, String owner, PppdRequest request, int socket) {
        PppdOptions options = request.options();
        byte[] login = login(options);
        List<String> environment = List.of("PATH=/usr/sbin:/usr/bin:/sbin:/bin", OWNER + "=" + owner);
        return new ChildProcess.Program(path, arguments(request, login != null), environment, login, socket, true);
    }

    private static byte[] login(PppdOptions options) {
        var text = new StringBuilder();
        if (!options.userName().isEmpty()) {
            text.append("user ").append(PppdWords.quoted(options.userName())).append('\n');
        }
        if (options.password() != null) {
            text.append("password ")
                    .append(PppdWords.quoted(options.password()))
                    .append('\n');
        }
        return text.length() == 0 ? null : text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    static List<String> arguments(PppdRequest request, boolean login) {
        PppdOptions options = request.options();
        List<String> words = new ArrayList<>(96);
        words.add("pppd");
        words.addAll(options.arguments());
        if (login) {
            words.addAll(List.of("file", "/dev/stdin"));
        }
        if (options.localIpv4() != null || options.peerIpv4() != null) {
            words.add(text(options.localIpv4()) + ":" + text(options.peerIpv4()));
        }
        words.addAll(List.of("nodetach", "nopersist", "plugin", "pppol2tp.so", "plugin", "openl2tp.so"));
        plugin(words, request);
        return words;
    }

    private static String text(IpAddress address) {
        return address == null ? "" : address.toString();
    }

    /** The arguments of pppol2tp.so. */
    private static void plugin(List<String> words, PppdRequest request) {
        PppdOptions options = request.options();
        SessionOptions numbering = options.session();
        words.addAll(List.of("pppol2tp", SOCKET));
        addIf(words, numbering.lns(), "pppol2tp_lns_mode");
        addIf(words, numbering.sendSequence(), "pppol2tp_send_seq");
        addIf(words, numbering.requireSequence(), "pppol2tp_recv_seq");
        words.addAll(List.of("pppol2tp_reorderto", "" + numbering.reorderTimeoutMs()));
        words.addAll(List.of("pppol2tp_debug_mask", "" + numbering.debugMask()));
        if (!options.interfaceName().isEmpty()) {
            words.addAll(List.of("pppol2tp_ifname", options.interfaceName()));
        }
        words.addAll(List.of("pppol2tp_tunnel_id", "" + request.tunnelId()));
        words.addAll(List.of("pppol2tp_session_id", "" + request.sessionId()));
    }

    private static void addIf(List<String> words, boolean condition, String word) {
        if (condition) {
            words.add(word);
        }
    }
}
