package org.jl2tpd.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.wire.TraceFacility;
import org.junit.jupiter.api.Test;

class ControlTest {
    private final FakeEngine engine = new FakeEngine();
    private final Control control = engine.control();

    @Test
    void tellsWhyTheEngineRefused() {
        assertThatThrownBy(() -> control.showTunnel(new TunnelKey(9, "")))
                .isInstanceOfSatisfying(
                        ControlException.class, e -> assertThat(e.kind()).isEqualTo(ControlException.Kind.REFUSED))
                .hasMessage("there is no tunnel 9");
    }

    @Test
    void waitsABoundedTimeForASilentEngine() {
        engine.silent = true;
        Control impatient = new Control(engine, new DaemonInfo("1", 1, 0), Duration.ofMillis(20));
        assertThatThrownBy(impatient::showSystem)
                .isInstanceOfSatisfying(
                        ControlException.class, e -> assertThat(e.kind()).isEqualTo(ControlException.Kind.TIMED_OUT));
    }

    @Test
    void saysThatAStoppedEngineIsUnavailable() {
        engine.gone = true;
        assertThatThrownBy(control::counters)
                .isInstanceOfSatisfying(
                        ControlException.class, e -> assertThat(e.kind()).isEqualTo(ControlException.Kind.UNAVAILABLE));
    }

    @Test
    void addsAndTakesAwayTraceFacilitiesOfTheMaskThatIsSet() throws ControlException {
        control.setTrace(null, null, List.of("fsm", "data"));
        int mask = control.setTrace(null, null, List.of("+ppp_control", "-data"));
        assertThat(mask).isEqualTo(TraceFacility.FSM.bit() | TraceFacility.PPP_CONTROL.bit());
        assertThat(engine.asked).contains(new Command.SetTrace(null, null, mask));
    }

    @Test
    void refusesAnUnknownTraceFacilityAndNamesTheKnownOnes() {
        assertThatThrownBy(() -> control.setTrace(null, null, List.of("+fms")))
                .hasMessageContaining("\"fms\"")
                .hasMessageContaining("fsm")
                .hasMessageContaining("ppp_control");
        assertThat(engine.asked).noneMatch(Command.SetTrace.class::isInstance);
    }

    @Test
    void writesMasksAsNames() {
        assertThat(TraceNames.format(0)).isEqualTo("none");
        assertThat(TraceNames.format(TraceFacility.ALL)).isEqualTo("all");
        assertThat(TraceNames.format(3)).isEqualTo("protocol,fsm");
    }

    @Test
    void boundsPages() {
        assertThatThrownBy(() -> control.listTunnels(0, Control.PAGE_LIMIT + 1)).isInstanceOf(ControlException.class);
        assertThatThrownBy(() -> control.listTunnels(0, 0)).isInstanceOf(ControlException.class);
    }
}
