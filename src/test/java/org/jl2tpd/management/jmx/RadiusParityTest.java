package org.jl2tpd.management.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.TreeMap;
import org.jl2tpd.management.FakeEngine;
import org.jl2tpd.management.FakeRadius;
import org.jl2tpd.management.RadiusView;
import org.junit.jupiter.api.Test;

/** What JMX says of RADIUS is what the view says, figure by figure. */
class RadiusParityTest {
    private final org.jl2tpd.management.Control control = new FakeEngine().control();

    @Test
    void everyFigureOfAServerIsAnAttribute() throws Exception {
        for (RadiusView.Server server : FakeRadius.VIEW.servers()) {
            var none = RadiusView.Server.unknown(server.name(), "", server.role(), "", 0);
            Map<String, Object> beans = attributes(RadiusServerMXBean.class, new RadiusServerBean(control, none));
            assertThat(beans.remove("Alive")).isEqualTo(server.state().equals("alive"));
            assertThat(beans).isEqualTo(components(server));
        }
    }

    @Test
    void everyFigureOfAClientIsAnAttribute() throws Exception {
        for (RadiusView.Client client : FakeRadius.VIEW.clients()) {
            var none = RadiusView.Client.unknown(client.name(), "");
            assertThat(attributes(RadiusClientMXBean.class, new RadiusClientBean(control, none)))
                    .isEqualTo(components(client));
        }
    }

    @Test
    void theWholeHasTheSpool() {
        var bean = new RadiusBean(control);
        RadiusView.Spool spool = FakeRadius.VIEW.spool();
        assertThat(bean.getInvalidAddressesTotal()).isEqualTo(15);
        assertThat(bean.getDisconnectStrangersTotal()).isEqualTo(16);
        assertThat(bean.getCoaStrangersTotal()).isEqualTo(17);
        assertThat(bean.getRecordsWaiting()).isEqualTo(spool.waiting());
        assertThat(bean.getOldestRecordSeconds()).isEqualTo(spool.oldestSeconds());
        assertThat(bean.getRecordsWrittenTotal()).isEqualTo(spool.written());
        assertThat(bean.getRecordsAcknowledgedTotal()).isEqualTo(spool.acknowledged());
        assertThat(bean.getRecordsDroppedTotal()).isEqualTo(spool.dropped());
        assertThat(bean.getSpoolProblem()).isEqualTo("the disk is full");
        assertThat(bean.listDenied()).containsExactly("192.0.2.99");
    }

    @Test
    void aServerThatTheViewDoesNotKnowIsShownWithoutFigures() {
        var none = RadiusView.Server.unknown("new", "g", "accounting", "192.0.2.1", 1813);
        var bean = new RadiusServerBean(control, none);
        assertThat(bean.getName()).isEqualTo("new");
        assertThat(bean.getRequestsTotal()).isZero();
    }

    private static Map<String, Object> attributes(Class<?> type, Object bean) throws Exception {
        Map<String, Object> values = new TreeMap<>();
        for (Method method : type.getMethods()) {
            values.put(method.getName().replaceFirst("^(get|is)", ""), method.invoke(bean));
        }
        return values;
    }

    private static Map<String, Object> components(Record row) throws Exception {
        Map<String, Object> values = new TreeMap<>();
        for (RecordComponent part : row.getClass().getRecordComponents()) {
            String name = part.getName().substring(0, 1).toUpperCase(java.util.Locale.ROOT)
                    + part.getName().substring(1);
            boolean counts = part.getType() == long.class
                    && !name.equals("StateSeconds")
                    && !name.equals("RoundTripMicros")
                    && !name.equals("Pending");
            String attribute = name.equals("RoundTripMicros") ? "RoundTripMicroseconds" : name;
            values.put(
                    counts ? attribute + "Total" : attribute, part.getAccessor().invoke(row));
        }
        return values;
    }
}
