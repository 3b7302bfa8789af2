package org.jl2tpd.management.jmx;

import java.util.function.Supplier;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.TraceNames;
import org.jl2tpd.management.model.InterfaceMemory;
import org.jl2tpd.management.model.InterfaceRow;
import org.jl2tpd.management.model.L2tpCodes;
import org.jl2tpd.management.model.SessionRow;

/** What there is to say of a session, from its row in the tables. */
class SessionFacts implements SessionInfo {
    private final Supplier<SessionRow> source;
    private final InterfaceMemory memory;

    SessionFacts(Supplier<SessionRow> source, InterfaceMemory memory) {
        this.source = source;
        this.memory = memory;
    }

    SessionRow row() {
        return source.get();
    }

    @Override
    public int getTunnelId() {
        return view().tunnelId();
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
    public int getInterfaceIndex() {
        return row().interfaceIndex();
    }

    @Override
    public int getTunnelInterfaceIndex() {
        return row().tunnel().interfaceIndex();
    }

    @Override
    public String getName() {
        return view().name();
    }

    @Override
    public String getTunnelName() {
        return view().tunnelName();
    }

    @Override
    public String getCallType() {
        return view().type();
    }

    @Override
    public int getCallTypeCode() {
        return L2tpCodes.callType(view().type());
    }

    @Override
    public String getState() {
        return view().state();
    }

    @Override
    public int getStateCode() {
        return L2tpCodes.session(view().state());
    }

    @Override
    public String getPppPhase() {
        return view().pppPhase();
    }

    @Override
    public String getPppState() {
        return view().pppState();
    }

    @Override
    public boolean isCreatedByAdmin() {
        return view().createdByAdmin();
    }

    @Override
    public String getUser() {
        return view().user();
    }

    @Override
    public String getAuthMethod() {
        return detail().authMethod().name();
    }

    @Override
    public int getAuthMethodCode() {
        return detail().authMethod().ordinal() + 1;
    }

    @Override
    public String getPeerAddress() {
        return row().tunnel().view().peerAddress();
    }

    @Override
    public String getLocalIpv4Address() {
        return view().localIpv4();
    }

    @Override
    public String getPeerIpv4Address() {
        return view().peerIpv4();
    }

    @Override
    public String getIpv6Prefix() {
        return view().ipv6Prefix();
    }

    @Override
    public String getDelegatedPrefix() {
        return view().delegatedPrefix();
    }

    @Override
    public String getDnsServers() {
        return view().dns();
    }

    @Override
    public String getDevice() {
        return view().device();
    }

    @Override
    public int getKernelInterfaceIndex() {
        return detail().kernelInterfaceIndex();
    }

    @Override
    public String getPartner() {
        return view().partner();
    }

    @Override
    public int getMtu() {
        return view().mtu();
    }

    @Override
    public String getCallingNumber() {
        return view().callingNumber();
    }

    @Override
    public String getCalledNumber() {
        return view().calledNumber();
    }

    @Override
    public String getSubAddress() {
        return detail().subAddress();
    }

    @Override
    public String getPrivateGroupId() {
        return detail().privateGroupId();
    }

    @Override
    public long getCallSerialNumber() {
        return view().callSerialNumber();
    }

    @Override
    public long getPhysicalChannelId() {
        return detail().physicalChannelId();
    }

    @Override
    public long getTxConnectSpeedBitsPerSecond() {
        return detail().txConnectSpeed();
    }

    @Override
    public long getRxConnectSpeedBitsPerSecond() {
        return detail().rxConnectSpeed();
    }

    @Override
    public int getBearerType() {
        return detail().bearerType();
    }

    @Override
    public int getFramingType() {
        return detail().framingType();
    }

    @Override
    public boolean isProxyLcp() {
        return detail().proxyLcp();
    }

    @Override
    public boolean isSequencingByUs() {
        return detail().sequencingByUs();
    }

    @Override
    public boolean isSequencingByPeer() {
        return detail().sequencingByPeer();
    }

    @Override
    public int getDataNs() {
        return detail().ns();
    }

    @Override
    public int getDataNr() {
        return detail().nr();
    }

    @Override
    public long getEstablishedSeconds() {
        return view().ageSeconds();
    }

    @Override
    public long getAgeSeconds() {
        return Ages.seconds(detail().createdNs());
    }

    @Override
    public long getCreatedMilliseconds() {
        return Ages.wall(detail().createdNs());
    }

    @Override
    public String getSessionProfile() {
        return detail().sessionProfile();
    }

    @Override
    public String getPppProfile() {
        return detail().pppProfile();
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
    public long getRxPacketsTotal() {
        return counter("rx_packets");
    }

    @Override
    public long getRxOctetsTotal() {
        return counter("rx_octets");
    }

    @Override
    public long getRxErrorsTotal() {
        return counter("rx_errors");
    }

    @Override
    public long getTxPacketsTotal() {
        return counter("tx_packets");
    }

    @Override
    public long getTxOctetsTotal() {
        return counter("tx_octets");
    }

    @Override
    public long getTxErrorsTotal() {
        return counter("tx_errors");
    }

    @Override
    public long getRxSequenceDiscardsTotal() {
        return counter("rx_sequence_discards");
    }

    @Override
    public long getRxOutOfSequenceTotal() {
        return counter("rx_out_of_sequence");
    }

    @Override
    public long getRxReorderTimeoutsTotal() {
        return counter("reorder_timeouts");
    }

    @Override
    public long getStatisticsAgeMilliseconds() {
        return counter("statistics_age_ms");
    }

    private Views.Session view() {
        return row().view();
    }

    private Views.SessionDetail detail() {
        return row().view().detail();
    }

    private long counter(String name) {
        return row().view().counters().getOrDefault(name, 0L);
    }
}
