package org.jl2tpd.management.snmp.l2tp;

/** Identifiers and values of IF-MIB (RFC 2863). */
final class IfMib {
    static final String NAME = "IF-MIB";
    static final String IF_NUMBER = "1.3.6.1.2.1.2.1";
    static final String IF_ENTRY = "1.3.6.1.2.1.2.2.1";
    static final String IF_X_ENTRY = "1.3.6.1.2.1.31.1.1.1";
    static final String IF_STACK_ENTRY = "1.3.6.1.2.1.31.1.2.1";
    static final String IF_TABLE_LAST_CHANGE = "1.3.6.1.2.1.31.1.5";
    static final String IF_STACK_LAST_CHANGE = "1.3.6.1.2.1.31.1.6";

    /** {@code snmpTraps 3} and {@code 4}. */
    static final String LINK_DOWN = "1.3.6.1.6.3.1.1.5.3";

    static final String LINK_UP = "1.3.6.1.6.3.1.1.5.4";

    static final int IF_INDEX = 1;
    static final int IF_ADMIN_STATUS = 7;
    static final int IF_OPER_STATUS = 8;

    /** IANAifType. */
    static final int PPP = 23;

    static final int TUNNEL = 131;

    /** ifAdminStatus; what else it is stands in {@link org.jl2tpd.management.model.InterfaceRow}. */
    static final int TESTING = 3;

    private IfMib() {}
}
