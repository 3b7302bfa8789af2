package org.jl2tpd.ppp;

import java.nio.ByteBuffer;

/** Keeps the options of one link's LCP word by word, for somebody who will go on with it. */
final class LcpLog {
    private static final int MAX_OWN_OPTIONS = 64;

    private byte[] initialReceived;
    private byte[] lastReceived;
    /** What another sent in our name; null where our own request holds. */
    private byte[] lastSentByProxy;

    void received(ByteBuffer options) {
        lastReceived = new byte[options.remaining()];
        options.get(options.position(), lastReceived);
        initialReceived = initialReceived == null ? lastReceived : initialReceived;
    }

    void proxied(byte[] sent, byte[] received) {
        lastSentByProxy = sent;
        lastReceived = received;
        initialReceived = received;
    }

    /** LCP is negotiated by ourselves again. */
    void forgetProxy() {
        lastSentByProxy = null;
    }

    LcpRecord record(Lcp lcp, int authIdentifier) {
        return new LcpRecord(initialReceived, sent(lcp), lastReceived, authIdentifier);
    }

    private byte[] sent(Lcp lcp) {
        if (lastSentByProxy != null) {
            return lastSentByProxy;
        }
        ByteBuffer own = ByteBuffer.allocate(MAX_OWN_OPTIONS);
        LcpOptions.TABLE.writeRequest(lcp, lcp.requestMask, own);
        byte[] options = new byte[own.position()];
        own.get(0, options);
        return options;
    }
}
