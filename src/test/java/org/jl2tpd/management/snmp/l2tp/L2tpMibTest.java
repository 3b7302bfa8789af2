package org.jl2tpd.management.snmp.l2tp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jl2tpd.engine.Command;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.model.L2tpCodes;
import org.jl2tpd.management.snmp.Smi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snmp4j.PDU;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

/** Values and writes of L2TP-MIB. */
class L2tpMibTest {
    private static final int TUNNEL = 11;
    private static final int[] ISP = Indices.ofOctets("isp.example".getBytes());

    private final Stage stage = new Stage(true);

    @BeforeEach
    void fill() throws ControlException {
        stage.addTunnel(7, TUNNEL);
        stage.addSession(7, 3, 12, "LNS_INCOMING");
        stage.addPeer("default");
        stage.addPeer("isp.example");
        stage.refresh();
    }

    @AfterEach
    void end() {
        stage.close();
    }

    private Variable config(int column) {
        return stage.registry.get(L2tpMib.TUNNEL_CONFIG, column, TUNNEL);
    }

    private Variable stats(int column) {
        return stage.registry.get(L2tpMib.TUNNEL_STATS, column, TUNNEL);
    }

    private int setConfig(int column, int value) throws ControlException {
        return stage.registry.set(L2tpMib.TUNNEL_CONFIG, column, new Integer32(value), TUNNEL);
    }

    private void change(String component, Object value) throws ControlException {
        stage.change(7, component, value);
        stage.refresh();
    }

    @Test
    void everyStateOfATunnelHasItsNumber() {
        assertThat(List.of("IDLE", "WAIT_CTL_REPLY", "WAIT_CTL_CONN", "ESTABLISHED", "CLOSING", "GONE"))
                .extracting(L2tpCodes::tunnel)
                .containsExactly(1, 2, 2, 3, 4, 1);
        assertThat(List.of("IDLE", "WAIT_TUNNEL", "WAIT_REPLY", "WAIT_CONNECT", "WAIT_CS_ANSWER", "ESTABLISHED"))
                .extracting(L2tpCodes::session)
                .containsExactly(1, 2, 2, 2, 2, 3);
    }

    @Test
    void capabilitiesAndTypesAreTheBitsOfTheirAvps() {
        assertThat(Enumerations.bearerCapabilities(0)).isEqualTo(1);
        assertThat(Enumerations.bearerCapabilities(3)).isEqualTo(4);
        assertThat(Enumerations.bearerType(3)).isEqualTo(2);
        assertThat(Enumerations.bearerType(2)).isEqualTo(3);
        assertThat(Enumerations.sequencingState(true, true)).isEqualTo(4);
        assertThat(Enumerations.sequencingState(false, true)).isEqualTo(2);
    }

    @Test
    void aNameThatIsTooLongIsCutBetweenCharacters() {
        String name = "a".repeat(254) + "é";
        assertThat(((OctetString) Smi.text(name)).length()).isEqualTo(254);
        assertThat(((OctetString) Smi.text("a".repeat(253) + "é")).length()).isEqualTo(255);
        assertThat(Smi.displayText("é\n").toString()).isEqualTo("??");
    }

    @Test
    void showsATunnelAsItsViewSays() {
        assertThat(config(2).toString()).isEqualTo("default");
        assertThat(config(6).toInt()).isEqualTo(60);
        assertThat(config(7).toInt()).isEqualTo(-1);
        assertThat(stats(1).toInt()).isEqualTo(7);
        assertThat(stats(2).toInt()).isEqualTo(107);
        assertThat(stats(3).toInt()).isEqualTo(3);
        assertThat(((OctetString) stats(8)).getValue()).containsExactly(1, 0);
        assertThat(stage.registry.get(L2tpMib.TUNNEL_MAP, 2, 7).toInt()).isEqualTo(TUNNEL);
        assertThat(stage.registry.get(L2tpMib.UDP_STATS, 2, TUNNEL).toInt()).isEqualTo(1702);
        assertThat(stage.registry.get(L2tpMib.SESSION_STATS, 5, TUNNEL, 3).toString())
                .isEqualTo("u3");
        assertThat(stage.registry.get(L2tpMib.SESSION_MAP, 2, 12).toInt()).isEqualTo(TUNNEL);
    }

    @Test
    void aDrainingTunnelWithoutSessionsDrainsNoMore() throws ControlException {
        change("detail.drainingInEffect", true);
        assertThat(stats(30).toInt()).isEqualTo(1);
        change("sessions", 0);
        assertThat(stats(30).toInt()).isEqualTo(2);
    }

    @Test
    void aChangedHelloIntervalIsSeenAtOnceAndCanBeTakenBack() throws ControlException {
        assertThat(setConfig(6, 20)).isZero();
        assertThat(config(6).toInt()).isEqualTo(20);
        stage.registry.undo.get(0).undo();
        assertThat(config(6).toInt()).isEqualTo(60);
    }

    @Test
    void whatIsOutOfRangeIsAWrongValueAndWhatCanNotChangeNowIsInconsistent() throws ControlException {
        assertThat(setConfig(6, 3601)).isEqualTo(PDU.wrongValue);
        assertThat(setConfig(7, 0)).isEqualTo(PDU.wrongValue);
        assertThat(setConfig(8, 8)).isEqualTo(PDU.inconsistentValue);
        assertThat(setConfig(8, 16)).isZero();
        assertThat(setConfig(10, 7)).isEqualTo(PDU.wrongValue);
        assertThat(setConfig(10, 33)).isEqualTo(PDU.wrongValue);
        assertThat(setConfig(13, 5)).isEqualTo(PDU.inconsistentValue);
        assertThat(setConfig(15, 1)).isEqualTo(PDU.notWritable);
        assertThat(stage.registry.set(L2tpMib.TUNNEL_CONFIG, 6, new OctetString("x"), TUNNEL))
                .isEqualTo(PDU.wrongType);
        assertThat(stage.asked).noneMatch(Command.ModifyTunnel.class::isInstance);
    }

    @Test
    void aRefusedChangeIsToldAndLeavesTheValue() {
        stage.problem = "no";
        assertThatThrownBy(() -> setConfig(6, 20)).isInstanceOf(ControlException.class);
        assertThat(config(6).toInt()).isEqualTo(60);
    }

    @Test
    void drainingOneTunnelDrainsThatOneAlone() throws ControlException {
        assertThat(setConfig(14, 1)).isZero();
        assertThat(config(14).toInt()).isEqualTo(1);
        assertThat(stage.registry.get(L2tpMib.OBJECTS + ".1.1.2").toInt()).isEqualTo(2);
    }

    @Test
    void theWholeIsSwitchedOffAndDrained() throws ControlException {
        String adminState = L2tpMib.OBJECTS + ".1.1.1";
        String drain = L2tpMib.OBJECTS + ".1.1.2";
        assertThat(stage.registry.set(adminState, new Integer32(3))).isEqualTo(PDU.wrongValue);
        assertThat(stage.registry.set(adminState, new Integer32(2))).isZero();
        assertThat(stage.registry.get(adminState).toInt()).isEqualTo(2);
        stage.registry.undo.get(0).undo();
        assertThat(stage.registry.get(adminState).toInt()).isEqualTo(1);
        assertThat(stage.registry.set(drain, new Integer32(1))).isZero();
        assertThat(stage.registry.get(drain).toInt()).isEqualTo(1);
        assertThat(stage.registry.get(L2tpMib.OBJECTS + ".1.2.4").toInt()).isEqualTo(1);
    }

    @Test
    void aPeerProfileIsADomain() {
        assertThat(stage.registry.get(L2tpMib.DOMAIN_CONFIG, 7, ISP).toInt()).isEqualTo(30);
        assertThat(stage.registry.get(L2tpMib.DOMAIN_CONFIG, 8, ISP).toInt()).isEqualTo(-1);
        assertThat(stage.registry.get(L2tpMib.DOMAIN_CONFIG, 11, ISP).toInt()).isEqualTo(32);
        assertThat(stage.registry.get(L2tpMib.DOMAIN_CONFIG, 15, ISP).toInt()).isEqualTo(4);
        assertThat(stage.registry.get(L2tpMib.DOMAIN_CONFIG, 16, ISP).toInt()).isEqualTo(1);
        assertThat(stage.registry.get(L2tpMib.DOMAIN_STATS, 9, ISP).toLong()).isZero();
        assertThat(stage.registry.get(L2tpMib.DOMAIN_STATS, 18, ISP).toLong()).isEqualTo(1L << 33);
    }

    @Test
    void aDomainIsSwitchedOffAndDrained() throws ControlException {
        assertThat(stage.registry.set(L2tpMib.DOMAIN_CONFIG, 2, new Integer32(2), ISP))
                .isZero();
        assertThat(stage.registry.set(L2tpMib.DOMAIN_CONFIG, 3, new Integer32(1), ISP))
                .isZero();
        assertThat(stage.asked)
                .contains(
                        new Command.SetPeerState("isp.example", false, null),
                        new Command.SetPeerState("isp.example", null, true));
        assertThat(stage.registry.get(L2tpMib.DOMAIN_CONFIG, 2, ISP).toInt()).isEqualTo(2);
        assertThat(stage.registry.get(L2tpMib.DOMAIN_CONFIG, 3, ISP).toInt()).isEqualTo(1);
    }

    @Test
    void helloOfADomainWhoseTunnelProfileOthersUseIsNotChanged() throws ControlException {
        int[] all = Indices.ofOctets("default".getBytes());
        assertThat(stage.registry.set(L2tpMib.DOMAIN_CONFIG, 7, new Integer32(10), all))
                .isEqualTo(PDU.inconsistentValue);
        assertThat(stage.registry.set(L2tpMib.DOMAIN_CONFIG, 7, new Integer32(-1), ISP))
                .isEqualTo(PDU.wrongValue);
    }

    @Test
    void noMapOfASessionIsMade() throws ControlException {
        assertThat(stage.registry.set(L2tpMib.SESSION_MAP, 4, new Integer32(4), 99))
                .isEqualTo(PDU.noCreation);
    }

    @Test
    void nothingOfTheSecurityGroupIsServed() {
        assertThat(L2tpObjects.of(stage.context))
                .extracting(MibObject::name)
                .contains("l2tpTunnelConfigHelloInterval")
                .noneMatch(name -> name.contains("Secret")
                        || name.startsWith("l2tp") && name.endsWith("Security")
                        || name.endsWith("ConfigAuth"));
    }
}
