package org.jl2tpd.management.snmp.jl2tpd;

import org.jl2tpd.management.model.SessionRow;
import org.jl2tpd.management.snmp.MibRegistry;
import org.jl2tpd.management.snmp.Smi;

/** Sessions by tunnel and local id. */
final class SessionTable {
    private final Moments moments;
    private final Table<SessionRow> table = new Table<>("jl2tpdSession");

    SessionTable(Moments moments) {
        this.moments = moments;
    }

    void register(MibRegistry registry, String root, SessionRows rows, SessionMaker maker) {
        identity();
        addresses();
        call();
        life();
        traffic();
        settings();
        table.register(registry, root, rows, maker);
        registry.perSession(
                root + "." + Jl2tpdObjects.named("jl2tpdSessionTable").oid());
    }

    private void identity() {
        table.add("PeerId", row -> Smi.gauge(row.view().peerId()))
                .add("Name", row -> Smi.text(row.view().name()))
                .add("Type", row -> States.of(States.CALL, row.view().type()))
                .add("State", row -> States.of(States.SESSION, row.view().state()))
                .add("PppPhase", row -> States.of(States.PHASE, row.view().pppPhase()))
                .add("PppState", row -> Smi.text(row.view().pppState()))
                .add("UserName", row -> Smi.text(row.view().user()))
                .add(
                        "AuthMethod",
                        row -> Smi.integer(row.view().detail().authMethod().ordinal() + 1))
                .add("Device", row -> Smi.text(row.view().device()))
                .add("IfIndex", row -> Smi.integer(row.interfaceIndex()))
                .add("KernelIfIndex", row -> Smi.integer(row.view().detail().kernelInterfaceIndex()));
    }

    private void addresses() {
        table.add("LocalAddressType", row -> Smi.addressType(row.view().localIpv4()))
                .add("LocalAddress", row -> Smi.addressOctets(row.view().localIpv4()))
                .add("PeerAddressType", row -> Smi.addressType(row.view().peerIpv4()))
                .add("PeerAddress", row -> Smi.addressOctets(row.view().peerIpv4()))
                .add("PrefixType", row -> Smi.prefixType(row.view().ipv6Prefix()))
                .add("Prefix", row -> Smi.prefixOctets(row.view().ipv6Prefix()))
                .add("PrefixLength", row -> Smi.prefixLength(row.view().ipv6Prefix()))
                .add("DelegatedPrefixType", row -> Smi.prefixType(row.view().delegatedPrefix()))
                .add("DelegatedPrefix", row -> Smi.prefixOctets(row.view().delegatedPrefix()))
                .add("DelegatedPrefixLength", row -> Smi.prefixLength(row.view().delegatedPrefix()))
                .add("Dns", row -> Smi.text(row.view().dns()));
    }

    private void call() {
        table.add("Partner", row -> Smi.text(row.view().partner()))
                .add("CallingNumber", row -> Smi.text(row.view().callingNumber()))
                .add("CalledNumber", row -> Smi.text(row.view().calledNumber()))
                .add("CallSerialNumber", row -> Smi.gauge(row.view().callSerialNumber()))
                .add("TxConnectSpeed", row -> Smi.counter64(row.view().detail().txConnectSpeed()))
                .add("RxConnectSpeed", row -> Smi.counter64(row.view().detail().rxConnectSpeed()));
    }

    private void life() {
        table.add("UpTime", row -> Smi.gauge(row.view().ageSeconds()))
                .add("CreationTime", row -> moments.date(row.view().detail().createdNs()))
                .add(
                        "DiscontinuityTime",
                        row -> moments.stamp(row.view().detail().createdNs()))
                .add("ResultCode", row -> Smi.gauge(row.view().detail().resultCode()))
                .add("ErrorCode", row -> Smi.gauge(row.view().detail().errorCode()))
                .add("LastResult", row -> Smi.text(row.view().lastResult()));
    }

    private void traffic() {
        count("RxOctets", "rx_octets");
        count("RxPackets", "rx_packets");
        count("RxErrors", "rx_errors");
        count("TxOctets", "tx_octets");
        count("TxPackets", "tx_packets");
        count("TxErrors", "tx_errors");
        count("SequenceDiscards", "rx_sequence_discards");
        count("OutOfSequence", "rx_out_of_sequence");
        table.add("StatisticsAge", row -> Smi.gauge(counter(row, "statistics_age_ms")));
    }

    private void count(String column, String counter) {
        table.add(column, row -> Smi.counter64(counter(row, counter)));
    }

    private static long counter(SessionRow row, String counter) {
        return row.view().counters().getOrDefault(counter, 0L);
    }

    private void settings() {
        table.add("Profile", row -> Smi.text(row.view().detail().sessionProfile()))
                .add("PppProfile", row -> Smi.text(row.view().detail().pppProfile()))
                .add("Mtu", row -> Smi.gauge(row.view().mtu()))
                .add("DebugMask", row -> Smi.gauge(row.view().kernelDebugMask()))
                .add("TraceMask", row -> Smi.gauge(row.view().traceMask()))
                .add("CloseReason", row -> Smi.text(""))
                .add(
                        "RowStatus",
                        row -> Smi.integer(
                                row.view().state().equals("CLOSED") ? Status.NOT_IN_SERVICE : Status.ACTIVE));
    }
}
