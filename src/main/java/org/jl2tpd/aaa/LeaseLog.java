package org.jl2tpd.aaa;

/** Port: keeps what sessions have beyond the life of the process. Never blocks and never fails. */
interface LeaseLog {
    /** Keeps nothing. */
    LeaseLog NONE = new LeaseLog() {
        @Override
        public void granted(long ticket, LeasedAddresses addresses, boolean isRemembered) {}

        @Override
        public void released(long ticket) {}
    };

    /** @param isRemembered whether its user may want the same again */
    void granted(long ticket, LeasedAddresses addresses, boolean isRemembered);

    void released(long ticket);
}
