package org.jl2tpd.management.snmp.l2tp;

import org.jl2tpd.engine.Views;

/** States and kinds of the engine as the enumerations of L2TP-MIB. */
final class Enumerations {
    private Enumerations() {}

    /** l2tpTunnelStatsBearerCaps: none(1), digital(2), analog(3), digitalAnalog(4); bits as in the AVP. */
    static int bearerCapabilities(int bits) {
        return (bits & 3) + 1;
    }

    /** l2tpTunnelStatsFramingCaps: none(1), sync(2), async(3), syncAsync(4). */
    static int framingCapabilities(int bits) {
        return (bits & 3) + 1;
    }

    /** l2tpSessionStatsCallBearerType: none(1), digital(2), analog(3); there is no value for both, which is shown as digital. */
    static int bearerType(int bits) {
        return (bits & 1) != 0 ? 2 : (bits & 2) != 0 ? 3 : 1;
    }

    /** l2tpSessionStatsFramingType: none(1), sync(2), async(3); both is shown as sync. */
    static int framingType(int bits) {
        return bearerType(bits);
    }

    /** l2tpSessionStatsAuthMethod: in the order of {@link Views.AuthMethod}, from none(1). */
    static int authMethod(Views.AuthMethod method) {
        return method.ordinal() + 1;
    }

    /** l2tpTunnelConfigPayloadSeq: onDemand(1), never(2), always(3). */
    static int payloadSequencing(Views.PayloadSequencing sequencing) {
        return sequencing.ordinal() + 1;
    }

    /** l2tpSessionStatsSequencingState: none(1), remote(2), local(3), both(4). */
    static int sequencingState(boolean byUs, boolean byPeer) {
        return 1 + (byPeer ? 1 : 0) + (byUs ? 2 : 0);
    }
}
