package org.jl2tpd.management.snmp;

/** Why a SET is refused. */
final class SetFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int position;

    /**
     * @param status an error status of {@link org.snmp4j.PDU}
     * @param position of the varbind at fault, from 0
     */
    SetFailure(int status, int position) {
        super("status " + status, null, false, false);
        this.status = status;
        this.position = position;
    }

    int status() {
        return status;
    }

    int position() {
        return position;
    }
}
