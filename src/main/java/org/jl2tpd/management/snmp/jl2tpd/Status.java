package org.jl2tpd.management.snmp.jl2tpd;

/** RowStatus and StorageType (RFC 2579). */
final class Status {
    static final int ACTIVE = 1;
    static final int NOT_IN_SERVICE = 2;
    static final int CREATE_AND_GO = 4;
    static final int CREATE_AND_WAIT = 5;
    static final int DESTROY = 6;

    static final int VOLATILE = 2;
    static final int NON_VOLATILE = 3;

    private Status() {}
}
