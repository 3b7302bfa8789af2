package org.jl2tpd.management.jmx;

import java.util.function.Supplier;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.TraceNames;
import org.jl2tpd.management.model.InterfaceMemory;
import org.jl2tpd.management.model.InterfaceRow;
import org.jl2tpd.management.model.L2tpCodes;
import org.jl2tpd.management.model.TunnelRow;
import org.jl2tpd.wire.IpAddress;

/** What there is to say of a tunnel, from its row in the tables. */
class TunnelFacts implements TunnelInfo {
    private final Supplier<TunnelRow> source;
    private final InterfaceMemory memory;

    TunnelFacts(Supplier<TunnelRow> source, InterfaceMemory memory) {
        this.source = source;
        this.memory = memory;
    }

    TunnelRow row() {
        return source.get();
    }

    @Override
    public int getId() {
        return view().id();
    }

    @Override
    public int getPeerId() {
        return view().peerId();
    }

    @Override
    public InterfaceInfo getInterface() {
        return InterfaceInfo.of(InterfaceRow.of(row()), memory);
    }

    @Override
    public boolean isLinkNotifications() {
        return memory.isLinkTold(InterfaceRow.of(row()));
    }

    @Override
    public int getHopLimit() {
        IpAddress address = IpAddress.parse(view().peerAddress());
        return memory.hopLimit(address == null || address.isV4());
    }

    @Override
    public int getInterfaceIndex() {
        return row().interfaceIndex();
    }

    @Override
    public String getName() {
        return view().name();
    }

    @Override
    public String getState() {
        return view().state();
    }

    @Override
    public int getStateCode() {
        return L2tpCodes.tunnel(view().state());
    }

    @Override
    public boolean isCreatedByAdmin() {
        return view().createdByAdmin();
    }

    @Override
    public boolean isInitiatedLocally() {
        return detail().initiatedLocally();
    }

    @Override
    public boolean isPersistent() {
        return view().persist();
    }

    @Override
    public String getLocalAddress() {
        return view().localAddress();
    }

    @Override
    public int getLocalPort() {
        return view().localPort();
    }

    @Override
    public String getPeerAddress() {
        return view().peerAddress();
    }

    @Override
    public int getPeerPort() {
        return view().peerPort();
    }

    @Override
    public String getPeerHostName() {
        return view().peerHostName();
    }

    @Override
    public String getPeerVendorName() {
        return view().peerVendorName();
    }

    @Override
    public int getPeerFirmwareRevision() {
        return detail().peerFirmwareRevision();
    }

    @Override
    public int getPeerProtocolVersion() {
        return detail().peerProtocolVersion();
    }

    @Override
    public int getPeerFramingCapabilities() {
        return detail().peerFramingCapabilities();
    }

    @Override
    public int getPeerBearerCapabilities() {
        return detail().peerBearerCapabilities();
    }

    @Override
    public int getPeerReceiveWindow() {
        return detail().peerReceiveWindow();
    }

    @Override
    public String getPeerProfile() {
        return view().peerProfile();
    }

    @Override
    public String getTunnelProfile() {
        return view().tunnelProfile();
    }

    @Override
    public int getSessions() {
        return view().sessions();
    }

    @Override
    public int getEstablishedSessions() {
        return detail().sessionsEstablished();
    }

    @Override
    public long getSessionsTotal() {
        return detail().sessionsTotal();
    }

    @Override
    public long getSessionsFailedTotal() {
        return detail().sessionsFailed();
    }

    @Override
    public long getAgeSeconds() {
        return view().ageSeconds();
    }

    @Override
    public long getCreatedMilliseconds() {
        return Ages.wall(detail().createdNs());
    }

    @Override
    public long getEstablishedSeconds() {
        return Ages.seconds(detail().establishedNs());
    }

    @Override
    public String getLastResult() {
        return view().lastResult();
    }

    @Override
    public int getResultCode() {
        return detail().resultCode();
    }

    @Override
    public int getErrorCode() {
        return detail().errorCode();
    }

    @Override
    public String getErrorMessage() {
        return detail().errorMessage();
    }

    @Override
    public int getTraceMask() {
        return view().traceMask();
    }

    @Override
    public String getTrace() {
        return TraceNames.format(view().traceMask());
    }

    @Override
    public int getDebugMask() {
        return view().kernelDebugMask();
    }

    @Override
    public boolean isDraining() {
        return detail().draining();
    }

    @Override
    public boolean isDrainingInEffect() {
        return detail().drainingInEffect();
    }

    @Override
    public int getHelloIntervalSeconds() {
        return detail().helloIntervalSeconds();
    }

    @Override
    public int getIdleTimeoutSeconds() {
        return detail().idleTimeoutSeconds();
    }

    @Override
    public int getReceiveWindow() {
        return detail().receiveWindow();
    }

    @Override
    public int getMaxRetransmissions() {
        return detail().maxRetransmissions();
    }

    @Override
    public int getMaxRetransmitIntervalSeconds() {
        return detail().maxRetransmitIntervalSeconds();
    }

    @Override
    public String getPayloadSequencing() {
        return detail().payloadSequencing().name();
    }

    @Override
    public int getPayloadSequencingCode() {
        return detail().payloadSequencing().ordinal() + 1;
    }

    @Override
    public int getReorderTimeoutMilliseconds() {
        return detail().reorderTimeoutMs();
    }

    @Override
    public boolean isProxyPpp() {
        return detail().proxyPpp();
    }

    @Override
    public int getMtu() {
        return detail().mtu();
    }

    @Override
    public long getControlRxPacketsTotal() {
        return counter("control_rx_packets");
    }

    @Override
    public long getControlRxOctetsTotal() {
        return counter("control_rx_octets");
    }

    @Override
    public long getControlTxPacketsTotal() {
        return counter("control_tx_packets");
    }

    @Override
    public long getControlTxOctetsTotal() {
        return counter("control_tx_octets");
    }

    @Override
    public long getControlRxZlbsTotal() {
        return counter("rx_zlbs");
    }

    @Override
    public long getControlTxZlbsTotal() {
        return counter("tx_zlbs");
    }

    @Override
    public long getControlRxHellosTotal() {
        return counter("rx_hellos");
    }

    @Override
    public long getControlTxHellosTotal() {
        return counter("tx_hellos");
    }

    @Override
    public long getControlRetransmissionsTotal() {
        return counter("retransmits");
    }

    @Override
    public long getControlDuplicatesTotal() {
        return counter("duplicates");
    }

    @Override
    public long getControlOutOfWindowTotal() {
        return counter("out_of_window");
    }

    @Override
    public long getControlOutOfSequenceTotal() {
        return counter("out_of_sequence");
    }

    @Override
    public long getControlNs() {
        return counter("ns");
    }

    @Override
    public long getControlNr() {
        return counter("nr");
    }

    @Override
    public long getControlPeerNr() {
        return counter("peer_nr");
    }

    @Override
    public long getControlCongestionWindow() {
        return counter("cwnd");
    }

    @Override
    public long getControlSlowStartThreshold() {
        return counter("ssthresh");
    }

    @Override
    public long getControlTransmitWindow() {
        return counter("tx_window");
    }

    @Override
    public long getControlQueuedMessages() {
        return counter("queued");
    }

    @Override
    public long getDataRxPacketsTotal() {
        return counter("rx_packets");
    }

    @Override
    public long getDataRxOctetsTotal() {
        return counter("rx_octets");
    }

    @Override
    public long getDataRxErrorsTotal() {
        return counter("rx_errors");
    }

    @Override
    public long getDataTxPacketsTotal() {
        return counter("tx_packets");
    }

    @Override
    public long getDataTxOctetsTotal() {
        return counter("tx_octets");
    }

    @Override
    public long getDataTxErrorsTotal() {
        return counter("tx_errors");
    }

    @Override
    public long getDataRxSequenceDiscardsTotal() {
        return counter("rx_sequence_discards");
    }

    @Override
    public long getDataRxOutOfSequenceTotal() {
        return counter("rx_out_of_sequence");
    }

    @Override
    public long getStatisticsAgeMilliseconds() {
        return counter("statistics_age_ms");
    }

    private Views.Tunnel view() {
        return row().view();
    }

    private Views.TunnelDetail detail() {
        return row().view().detail();
    }

    private long counter(String name) {
        return row().view().counters().getOrDefault(name, 0L);
    }
}
