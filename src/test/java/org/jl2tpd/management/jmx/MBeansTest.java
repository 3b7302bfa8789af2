package org.jl2tpd.management.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.Attribute;
import javax.management.InstanceNotFoundException;
import javax.management.JMX;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.engine.EngineEvent.Kind;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.FakeEngine;
import org.jl2tpd.management.PoolView;
import org.jl2tpd.management.model.EventHub;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.ManagedDaemon;
import org.jl2tpd.management.model.NotificationSwitches;
import org.jl2tpd.management.model.StateStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MBeansTest {
    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final FakeEngine engine = new FakeEngine();
    private final EventHub events = EventHub.start("events");
    private Inventory inventory;
    private ManagedDaemon managed;
    private JmxFace face;
    private DaemonMXBean daemon;

    @BeforeEach
    void start() throws Exception {
        engine.tunnels.add(FakeEngine.tunnel(7, "office", "lns.example"));
        engine.tunnels.add(FakeEngine.tunnel(9, "", "other.example"));
        for (int id = 1; id <= 5; id++) {
            engine.sessions.add(FakeEngine.session(7, id, "user" + id));
        }
        Control control = engine.control();
        control.showPoolsOf(() -> List.of(new PoolView("p", 10, 3, 0, 0, 0, 0)));
        inventory = new Inventory(control);
        inventory.refresh();
        managed = new ManagedDaemon("", control, inventory, events, StateStore.inMemory());
        face = JmxFace.start(managed, server);
        daemon = JMX.newMXBeanProxy(server, new ObjectName("org.jl2tpd:type=Daemon"), DaemonMXBean.class, true);
    }

    @AfterEach
    void stop() {
        face.close();
        events.close();
    }

    private Set<ObjectName> names() throws Exception {
        return server.queryNames(new ObjectName("org.jl2tpd:*"), null);
    }

    @Test
    void registersWhatThereIsAndTakesAllOfItAway() throws Exception {
        assertThat(names())
                .contains(
                        new ObjectName("org.jl2tpd:type=Daemon"),
                        new ObjectName("org.jl2tpd:type=Lns"),
                        new ObjectName("org.jl2tpd:type=Lac"),
                        new ObjectName("org.jl2tpd:type=Listener,listener=1"),
                        new ObjectName("org.jl2tpd:type=Profile,kind=peer"),
                        new ObjectName("org.jl2tpd:type=PeerProfile,name=default"),
                        new ObjectName("org.jl2tpd:type=AddressPool,name=p"),
                        new ObjectName("org.jl2tpd:type=Radius"),
                        new ObjectName("org.jl2tpd:type=RadiusServer,role=authentication,name=aaa1"),
                        new ObjectName("org.jl2tpd:type=RadiusServer,role=accounting,name=aaa1"),
                        new ObjectName("org.jl2tpd:type=RadiusServer,role=authentication,name=aaa2"),
                        new ObjectName("org.jl2tpd:type=RadiusClient,name=portal"),
                        new ObjectName("org.jl2tpd:type=Tunnel,tunnel=7"),
                        new ObjectName("org.jl2tpd:type=Tunnel,tunnel=9"));
        face.close();
        assertThat(names()).isEmpty();
    }

    @Test
    void aServerThatTakesNoAccountingHasNoBeanOfIt() throws Exception {
        assertThat(names()).doesNotContain(new ObjectName("org.jl2tpd:type=RadiusServer,role=accounting,name=aaa2"));
    }

    @Test
    void describesEveryAttributeOperationAndParameter() throws Exception {
        var missing = new ArrayList<String>();
        for (ObjectName name : names()) {
            MBeanInfo info = server.getMBeanInfo(name);
            assertThat(info.getDescription()).endsWith(".");
            for (MBeanAttributeInfo attribute : info.getAttributes()) {
                assertThat(attribute.getDescription())
                        .as(attribute.getName())
                        .isNotEqualTo(attribute.getName())
                        .endsWith(".");
                assertThat(attribute.getDescriptor().getFieldValue("openType"))
                        .as(attribute.getName())
                        .isNotNull();
            }
            for (MBeanOperationInfo operation : info.getOperations()) {
                assertThat(operation.getDescription())
                        .as(operation.getName())
                        .contains(" ")
                        .endsWith(".");
                assertThat(operation.getImpact()).isIn(MBeanOperationInfo.INFO, MBeanOperationInfo.ACTION);
                for (MBeanParameterInfo parameter : operation.getSignature()) {
                    if (parameter.getName().matches("p\\d+")
                            || !parameter.getDescription().contains(" ")) {
                        missing.add(name + " " + operation.getName() + " " + parameter.getName());
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void readsEveryAttribute() throws Exception {
        for (ObjectName name : names()) {
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                assertThat(server.getAttribute(name, attribute.getName()))
                        .as(name + attribute.getName())
                        .isNotNull();
            }
        }
    }

    @Test
    void gettersNeverAskTheEngine() throws Exception {
        engine.asked.clear();
        engine.silent = true;
        readsEveryAttribute();
        assertThat(engine.asked).isEmpty();
    }

    @Test
    void showsTotalsInOneRead() throws Exception {
        var snapshot = (CompositeData) server.getAttribute(new ObjectName("org.jl2tpd:type=Daemon"), "Snapshot");
        assertThat(snapshot.get("activeTunnels")).isEqualTo(2);
        assertThat(snapshot.get("datagramsRxTotal")).isEqualTo(123_456_789_012L);
        assertThat(daemon.getSnapshot().getActiveSessions()).isEqualTo(3);
        assertThat(daemon.getState()).isEqualTo("RUNNING");
        assertThat((String[]) snapshot.get("alarms")).isEmpty();
        managed.control().showAlarmsOf(() -> List.of("heap 100 MiB, 82 % in use"));
        assertThat(daemon.getAlarms()).containsExactly("heap 100 MiB, 82 % in use");
    }

    @Test
    void pagesAndSearchesSessions() {
        SessionPage page = daemon.listSessions(1, 2, "USER");
        assertThat(page.total()).isEqualTo(5);
        assertThat(page.more()).isTrue();
        assertThat(page.sessions()).extracting(SessionLine::id).containsExactly(2, 3);
        assertThat(daemon.listSessions(0, 10, "user4").sessions())
                .extracting(SessionLine::user)
                .containsExactly("user4");
        assertThat(daemon.listSessions(0, 10, "tunnel:9").total()).isZero();
        SessionPage last = daemon.listSessionsAfter(7, 3, 10);
        assertThat(last.sessions()).extracting(SessionLine::id).containsExactly(4, 5);
        assertThat(last.more()).isFalse();
    }

    @Test
    void refusesAPageWithoutRowsByAJdkException() {
        assertThatThrownBy(() -> daemon.listSessions(0, 0, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 500");
        assertThatThrownBy(() -> daemon.showTunnel(4711))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no tunnel 4711")
                .hasNoCause();
    }

    @Test
    void showsSessionsOfATunnelAsATable() throws Exception {
        var name = new ObjectName("org.jl2tpd:type=Tunnel,tunnel=7");
        var table =
                (TabularData) server.invoke(name, "sessionTable", new Object[] {0, 10}, new String[] {"int", "int"});
        assertThat(table.size()).isEqualTo(5);
        assertThat(JMX.newMXBeanProxy(server, name, TunnelMXBean.class).sessionTable(4, 10))
                .containsOnlyKeys(5);
    }

    @Test
    void setsADebugMaskByAnAttribute() throws Exception {
        server.setAttribute(new ObjectName("org.jl2tpd:type=Tunnel,tunnel=7"), new Attribute("DebugMask", 6));
        assertThat(engine.asked).anyMatch(c -> c instanceof Command.SetDebugMask set && set.mask() == 6);
        assertThatThrownBy(() -> server.setAttribute(
                        new ObjectName("org.jl2tpd:type=Tunnel,tunnel=7"), new Attribute("DebugMask", 16)))
                .isInstanceOf(RuntimeMBeanException.class)
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void makesATunnelOfWords() {
        daemon.createTunnel("tunnel_name=\"a b\" dest_ipaddr=192.0.2.2");
        assertThat(engine.asked)
                .anyMatch(c -> c instanceof Command.CreateTunnel create
                        && create.definition().name().equals("a b"));
        assertThatThrownBy(() -> daemon.createTunnel("dest_ipaddr"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name=value");
    }

    @Test
    void drainsAndOffersItsStateToTheEngine() {
        daemon.setDraining(true);
        daemon.drain(false);
        daemon.disable();
        assertThat(engine.asked)
                .contains(new Command.Drain(true), new Command.Drain(false), new Command.SetEnabled(false));
    }

    @Test
    void tunnelsComeAndGoWithTheTables() throws Exception {
        Views.Tunnel gone = engine.tunnels.remove(0);
        engine.tunnels.add(FakeEngine.tunnel(11, "", ""));
        inventory.refresh();
        assertThat(names())
                .contains(new ObjectName("org.jl2tpd:type=Tunnel,tunnel=11"))
                .doesNotContain(new ObjectName("org.jl2tpd:type=Tunnel,tunnel=" + gone.id()));
        assertThatThrownBy(() -> server.getMBeanInfo(new ObjectName("org.jl2tpd:type=Tunnel,tunnel=7")))
                .isInstanceOf(InstanceNotFoundException.class);
    }

    @Test
    void notifiesOfTunnelsButNotOfEachSessionUnlessAsked() throws Exception {
        var heard = new LinkedBlockingQueue<Notification>();
        var name = new ObjectName("org.jl2tpd:type=Daemon");
        server.addNotificationListener(name, (notification, back) -> heard.add(notification), null, null);
        events.publish(event(Kind.SESSION_UP));
        events.publish(event(Kind.TUNNEL_UP));
        Notification first = heard.poll(5, TimeUnit.SECONDS);
        assertThat(first.getType()).isEqualTo("org.jl2tpd.tunnel.up");
        assertThat(((CompositeData) first.getUserData()).get("tunnelId")).isEqualTo(7);
        daemon.setSessionNotifications(true);
        events.publish(event(Kind.SESSION_UP));
        assertThat(heard.poll(5, TimeUnit.SECONDS).getType()).isEqualTo("org.jl2tpd.session.up");
        assertThat(daemon.eventsAfter(0))
                .extracting(EventInfo::kind)
                .containsExactly("SESSION_UP", "TUNNEL_UP", "SESSION_UP");
        assertThat(daemon.dashboard(2).events()).extracting(EventInfo::number).containsExactly(3L);
    }

    @Test
    void whichNotificationsAreSentIsOneSwitchForJmxAndSnmpAndOutlivesARestart() throws Exception {
        var agent = JMX.newMXBeanProxy(server, new ObjectName("org.jl2tpd:type=SnmpAgent"), SnmpAgentMXBean.class);
        daemon.setSessionNotifications(true);
        daemon.setNotificationsPerSecond(7);
        agent.setNotifyAuthenticationFailures(true);
        var switches = new NotificationSwitches(managed);
        assertThat(agent.isNotifySessions()).isTrue();
        assertThat(switches.isOn(NotificationSwitches.Group.SESSIONS)).isTrue();
        assertThat(switches.isOn(NotificationSwitches.Group.AUTHENTICATION)).isTrue();
        switches.set(NotificationSwitches.Group.AUTHENTICATION, false);
        assertThat(agent.isNotifyAuthenticationFailures()).isFalse();
        face.close();
        face = JmxFace.start(managed, server);
        assertThat(daemon.isSessionNotifications()).isTrue();
        assertThat(daemon.getNotificationsPerSecond()).isEqualTo(7);
    }

    @Test
    void declaresEveryTypeOfNotification() throws Exception {
        assertThat(server.getMBeanInfo(new ObjectName("org.jl2tpd:type=Daemon")).getNotifications())
                .flatExtracting(info -> List.of(info.getNotifTypes()))
                .hasSameSizeAs(Kind.values())
                .contains("org.jl2tpd.tunnel.authFailure", "org.jl2tpd.limit.exceeded");
    }

    @Test
    void countsWhatIsTooMuch() throws Exception {
        daemon.setNotificationsPerSecond(2);
        for (int i = 0; i < 5; i++) {
            events.publish(event(Kind.TUNNEL_DOWN));
        }
        while (daemon.getNotificationsTotal() + daemon.getNotificationsSuppressedTotal() < 5) {
            Thread.sleep(5);
        }
        assertThat(daemon.getNotificationsSuppressedTotal()).isGreaterThanOrEqualTo(1);
    }

    private static EngineEvent event(Kind kind) {
        return new EngineEvent(kind, 7, 0, "office", null, "", null, "", "because");
    }
}
