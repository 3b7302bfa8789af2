package org.jl2tpd.datapath.kernel;

import java.nio.charset.StandardCharsets;
import org.jl2tpd.engine.DataSession;
import org.jl2tpd.engine.PppdOption;
import org.jl2tpd.engine.PppdOptions;
import org.jl2tpd.engine.SessionOptions;
import org.jl2tpd.wire.IpAddress;

/**
 * A pppd that is wanted for a session.
 *
 * @param tunnelId our id
 * @param sessionId our id
 */
record PppdRequest(int tunnelId, int sessionId, PppdOptions options) {
    /** pppd.h MAXNAMELEN, MAXSECRETLEN less its end: octets of a name and of a secret. */
    static final int TEXT_LIMIT = 255;

    /** Milliseconds; more than any profile says. */
    private static final int REORDER_LIMIT_MS = 60_000;

    private static final int ID_LIMIT = 0xffff;
    /** All bits of the driver's debug mask. */
    private static final int DEBUG_BITS = 15;

    static PppdRequest of(DataSession session, PppdOptions options) {
        return new PppdRequest(session.localTunnelId(), session.localSessionId(), options);
    }

    /** Why no pppd is started like this, whoever asks for it; null when nothing is wrong. No value of the request is in the words. */
    String problem() {
        SessionOptions numbering = options.session();
        if (!isId(tunnelId) || !isId(sessionId)) {
            return "no tunnel or session has that id";
        }
        if (numbering.reorderTimeoutMs() < 0
                || numbering.reorderTimeoutMs() > REORDER_LIMIT_MS
                || (numbering.debugMask() & ~DEBUG_BITS) != 0) {
            return "a reorder timeout or debug mask that no profile makes";
        }
        if (!isDevice(options.interfaceName())) {
            return "no network device can have that name";
        }
        if (!isIpv4(options.localIpv4()) || !isIpv4(options.peerIpv4())) {
            return "pppd takes addresses of IPv4";
        }
        return isLogin() ? PppdOption.problem(options.arguments()) : "a user name or password that pppd can't hold";
    }

    private static boolean isId(int id) {
        return id > 0 && id <= ID_LIMIT;
    }

    /** Empty, or a name that means nothing else to a shell, to sysctl or to the kernel (linux/netdevice.h, dev_valid_name). */
    static boolean isDevice(String name) {
        return name.isEmpty() || name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,14}");
    }

    private static boolean isIpv4(IpAddress address) {
        return address == null || address.isV4();
    }

    private boolean isLogin() {
        byte[] name = options.userName().getBytes(StandardCharsets.UTF_8);
        byte[] password =
                options.password() == null ? new byte[0] : options.password().octets();
        return name.length <= TEXT_LIMIT && password.length <= TEXT_LIMIT && !hasZero(name) && !hasZero(password);
    }

    private static boolean hasZero(byte[] octets) {
        for (byte octet : octets) {
            if (octet == 0) {
                return true;
            }
        }
        return false;
    }
}
