package org.jl2tpd.ppp;

import org.jl2tpd.wire.Secret;

/** What a peer presented to prove who it is. {@code toString} of none shows a password. */
public sealed interface AuthRequest {
    /** The user name; empty where the peer gave none. */
    String userName();

    /** Whether the password, in clear, proves the request. Constant-time. */
    boolean isProvedBy(Secret password);

    /** No authentication was asked for; addresses are wanted all the same. */
    record None() implements AuthRequest {
        @Override
        public String userName() {
            return "";
        }

        @Override
        public boolean isProvedBy(Secret password) {
            return false;
        }
    }

    /** RFC 1334 PAP. */
    record Pap(String userName, Secret password) implements AuthRequest {
        @Override
        public boolean isProvedBy(Secret expected) {
            throw new UnsupportedOperationException();
        }
    }

    /** RFC 1994 CHAP with MD5. */
    record Chap(String userName, int identifier, byte[] challenge, byte[] response) implements AuthRequest {
        @Override
        public boolean isProvedBy(Secret expected) {
            throw new UnsupportedOperationException();
        }
    }

    /** RFC 2759 MS-CHAPv2. */
    record MsChapV2(
            String userName, int identifier, byte[] authenticatorChallenge, byte[] peerChallenge, byte[] ntResponse)
            implements AuthRequest {
        @Override
        public boolean isProvedBy(Secret expected) {
            throw new UnsupportedOperationException();
        }

        /** The {@code S=} string of a Success packet, computed from the clear password. */
        public String authenticatorResponse(Secret password) {
            throw new UnsupportedOperationException();
        }
    }
}
