package org.jl2tpd.daemon;

import org.jl2tpd.linux.Capability;

/**
 * What a configuration needs a capability for.
 *
 * @param attribute with its section, as in the file: {@code [snmp] port = 161}
 * @param reason in words that go on from "needed"
 * @param required false where the daemon does without, less well
 */
record CapabilityNeed(Capability capability, String attribute, String reason, boolean required) {
    @Override
    public String toString() {
        return capability + (required ? " for " : ", if it can be had, for ") + attribute + ": " + reason;
    }
}
