package org.jl2tpd.ppp;

import java.nio.ByteBuffer;
import org.jl2tpd.ppp.OptionRow.Verdict;

/**
 * Proxy LCP (RFC 2661 4.4.5, PROXY-01): whether an LCP that another negotiated in our name fits our settings, and its
 * values.
 */
final class ProxyLcp {
    private ProxyLcp() {}

    /** Takes the negotiated values over into {@code lcp}; false, with nothing changed that matters, where they do not fit. */
    static boolean adopt(Lcp lcp, byte[] sentOptions, byte[] receivedOptions, AuthRequest auth) {
        var sent = new Sent(lcp.link.settings(), auth);
        if (sentOptions == null || receivedOptions == null || !sent.read(sentOptions)) {
            return false;
        }
        int magic = lcp.magic;
        lcp.magic = sent.magic;
        if (!acceptsReceived(lcp, receivedOptions)) {
            lcp.forgetPeerOptions();
            lcp.magic = magic;
            return false;
        }
        lcp.ownAccm = sent.accm;
        lcp.authOfPeer = sent.auth;
        return true;
    }

    /** The peer's options are judged as those of a Configure-Request: each has to be one that we acknowledge. */
    private static boolean acceptsReceived(Lcp lcp, byte[] receivedOptions) {
        ByteBuffer options = ByteBuffer.wrap(receivedOptions);
        if (!OptionTable.wellFormed(options)) {
            return false;
        }
        lcp.forgetPeerOptions();
        int seen = 0;
        for (int at = 0; at < options.limit(); at += options.get(at + 1) & 0xff) {
            int row = LcpOptions.TABLE.indexOf(options.get(at) & 0xff);
            if (row < 0 || (seen & 1 << row) != 0) {
                return false;
            }
            seen |= 1 << row;
            int length = (options.get(at + 1) & 0xff) - 2;
            if (LcpOptions.TABLE.row(row).judge().judge(lcp, options, at + 2, length) != Verdict.ACK) {
                return false;
            }
        }
        return true;
    }

    /** What was asked of the peer in our name. */
    private static final class Sent {
        private final PppSettings settings;
        private final AuthRequest request;
        private int magic;
        private int mru = LcpOptions.DEFAULT_MRU;
        private int accm = LcpOptions.DEFAULT_ACCM;
        private AuthProtocol auth;

        Sent(PppSettings settings, AuthRequest request) {
            this.settings = settings;
            this.request = request;
        }

        boolean read(byte[] sentOptions) {
            ByteBuffer options = ByteBuffer.wrap(sentOptions);
            if (!OptionTable.wellFormed(options)) {
                return false;
            }
            for (int at = 0; at < options.limit(); at += options.get(at + 1) & 0xff) {
                if (!readOption(options, options.get(at) & 0xff, at + 2, (options.get(at + 1) & 0xff) - 2)) {
                    return false;
                }
            }
            return authFits();
        }

        private boolean readOption(ByteBuffer options, int type, int at, int length) {
            switch (type) {
                case LcpOptions.MRU -> mru = length == 2 ? options.getShort(at) & 0xffff : Integer.MAX_VALUE;
                case LcpOptions.ACCM -> accm = length == 4 ? options.getInt(at) : LcpOptions.DEFAULT_ACCM;
                case LcpOptions.MAGIC -> magic = length == 4 ? options.getInt(at) : 0;
                case AuthOption.TYPE -> {
                    auth = AuthOption.read(options, at, length);
                    return auth != null;
                }
                default -> {
                    return type == LcpOptions.PFC || type == LcpOptions.ACFC;
                }
            }
            return mru <= Math.max(settings.mru(), LcpOptions.DEFAULT_MRU);
        }

        /** The protocol is one that we ask for, and what was collected is of it. */
        private boolean authFits() {
            if (auth == null || !settings.server()) {
                return auth == null && settings.requireAuth().isEmpty();
            }
            boolean wanted = settings.requireAuth().isEmpty()
                    ? request != null
                    : settings.requireAuth().contains(auth);
            return wanted && (request == null || kind(request) == auth);
        }

        private static AuthProtocol kind(AuthRequest request) {
            if (request instanceof AuthRequest.Pap) {
                return AuthProtocol.PAP;
            }
            if (request instanceof AuthRequest.Chap) {
                return AuthProtocol.CHAP_MD5;
            }
            return request instanceof AuthRequest.MsChapV2 ? AuthProtocol.MS_CHAP_V2 : null;
        }
    }
}
