package org.jl2tpd.wire;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** MD5 for the two uses that RFC 2661 prescribes (5.1.1 and 4.3). */
final class Md5 {
    static final int LENGTH = 16;

    private Md5() {}

    static MessageDigest create() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the Java platform has no MD5", e);
        }
    }
}
