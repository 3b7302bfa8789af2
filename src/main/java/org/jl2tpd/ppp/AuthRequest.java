package org.jl2tpd.ppp;

import java.security.MessageDigest;
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
            return expected.matches(password.octets());
        }
    }

    /** RFC 1994 CHAP with MD5. */
    record Chap(String userName, int identifier, byte[] challenge, byte[] response) implements AuthRequest {
        @Override
        public boolean isProvedBy(Secret expected) {
            return MessageDigest.isEqual(ChapCrypto.chapMd5(identifier, expected, challenge), response);
        }

        /** The name alone. */
        @Override
        public String toString() {
            return "Chap[userName=" + userName + "]";
        }
    }

    /** RFC 2759 MS-CHAPv2. */
    record MsChapV2(
            String userName, int identifier, byte[] authenticatorChallenge, byte[] peerChallenge, byte[] ntResponse)
            implements AuthRequest {
        @Override
        public boolean isProvedBy(Secret expected) {
            byte[] wanted = ChapCrypto.ntResponse(challengeHash(), ChapCrypto.ntPasswordHash(expected));
            return MessageDigest.isEqual(wanted, ntResponse);
        }

        /** The {@code S=} string of a Success packet, computed from the clear password. */
        public String authenticatorResponse(Secret password) {
            return ChapCrypto.authenticatorResponse(ChapCrypto.ntPasswordHash(password), ntResponse, challengeHash());
        }

        private byte[] challengeHash() {
            return ChapCrypto.challengeHash(peerChallenge, authenticatorChallenge, userName);
        }

        /** The name alone. */
        @Override
        public String toString() {
            return "MsChapV2[userName=" + userName + "]";
        }
    }
}
