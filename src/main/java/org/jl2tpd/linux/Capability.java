package org.jl2tpd.linux;

/** Capabilities that something of this program needs, by their names and numbers in linux/capability.h. */
public enum Capability {
    CAP_NET_BIND_SERVICE(10),
    CAP_NET_ADMIN(12),
    CAP_NET_RAW(13);

    private final int number;

    Capability(int number) {
        this.number = number;
    }

    long bit() {
        return 1L << number;
    }

    int number() {
        return number;
    }
}
