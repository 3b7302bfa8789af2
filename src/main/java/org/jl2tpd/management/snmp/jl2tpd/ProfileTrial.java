package org.jl2tpd.management.snmp.jl2tpd;

import org.jl2tpd.management.ConfigurationStore;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.ProfileEdit;
import org.jl2tpd.management.snmp.Write;
import org.jl2tpd.profile.Configuration;
import org.snmp4j.PDU;

/**
 * Tries the changes of profiles that a SET wants, one after the other and without making them, so that one may lean on another: a profile that is made and
 * named by the same SET. On the thread of SETs alone.
 */
final class ProfileTrial {
    private final ConfigurationStore store;
    private Configuration tried;

    ProfileTrial(ConfigurationStore store) {
        this.store = store;
    }

    /** A SET begins. */
    void begin() {
        tried = store.get();
    }

    /** 0, or {@code status} where the daemon would not do it. */
    int check(ProfileEdit edit, int status) {
        try {
            Configuration next = edit.on(tried == null ? store.get() : tried);
            tried = tried == null ? null : next;
            return PDU.noError;
        } catch (ControlException e) {
            return status;
        }
    }

    Write.Undo make(ProfileEdit edit) throws ControlException {
        ProfileEdit.Undo undo = edit.make(store);
        return undo::undo;
    }
}
