package org.jl2tpd.ppp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.ppp.Automaton.Event.CLOSE;
import static org.jl2tpd.ppp.Automaton.Event.OPEN;
import static org.jl2tpd.ppp.Automaton.Event.RCA;
import static org.jl2tpd.ppp.Automaton.Event.RCR_GOOD;
import static org.jl2tpd.ppp.Automaton.Event.RTR;
import static org.jl2tpd.ppp.Automaton.Event.TIMEOUT_LAST;
import static org.jl2tpd.ppp.Automaton.Event.UP;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jl2tpd.ppp.Automaton.Event;
import org.jl2tpd.ppp.Automaton.State;
import org.jl2tpd.testing.SeededRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state and event against the table as RFC 1661 4.1 prints it, in its two halves. */
class AutomatonTest {
    private static final String[] STATES_0_TO_5 = {
        "Up    | 2     | irc,scr/6 | -         | -           | -     | -    ",
        "Down  | -     | -         | 0         | tls/1       | 0     | 1    ",
        "Open  | tls/1 | 1         | irc,scr/6 | 3           | 5     | 5    ",
        "Close | 0     | tlf/0     | 2         | 2           | 4     | 4    ",
        "TO+   | -     | -         | -         | -           | str/4 | str/5",
        "TO-   | -     | -         | -         | -           | tlf/2 | tlf/3",
        "RCR+  | -     | -         | sta/2     | irc,scr,sca/8 | 4   | 5    ",
        "RCR-  | -     | -         | sta/2     | irc,scr,scn/6 | 4   | 5    ",
        "RCA   | -     | -         | sta/2     | sta/3       | 4     | 5    ",
        "RCN   | -     | -         | sta/2     | sta/3       | 4     | 5    ",
        "RTR   | -     | -         | sta/2     | sta/3       | sta/4 | sta/5",
        "RTA   | -     | -         | 2         | 3           | tlf/2 | tlf/3",
        "RUC   | -     | -         | scj/2     | scj/3       | scj/4 | scj/5",
        "RXJ+  | -     | -         | 2         | 3           | 4     | 5    ",
        "RXJ-  | -     | -         | tlf/2     | tlf/3       | tlf/2 | tlf/3",
        "RXR   | -     | -         | 2         | 3           | 4     | 5    "
    };
    private static final String[] STATES_6_TO_9 = {
        "Up    | -         | -         | -         | -            ",
        "Down  | 1         | 1         | 1         | tld/1        ",
        "Open  | 6         | 7         | 8         | 9            ",
        "Close | irc,str/4 | irc,str/4 | irc,str/4 | tld,irc,str/4",
        "TO+   | scr/6     | scr/6     | scr/8     | -            ",
        "TO-   | tlf/3     | tlf/3     | tlf/3     | -            ",
        "RCR+  | sca/8     | sca,tlu/9 | sca/8     | tld,scr,sca/8",
        "RCR-  | scn/6     | scn/7     | scn/6     | tld,scr,scn/6",
        "RCA   | irc/7     | scr/6     | irc,tlu/9 | tld,scr/6    ",
        "RCN   | irc,scr/6 | scr/6     | irc,scr/8 | tld,scr/6    ",
        "RTR   | sta/6     | sta/6     | sta/6     | tld,zrc,sta/5",
        "RTA   | 6         | 6         | 8         | tld,scr/6    ",
        "RUC   | scj/6     | scj/7     | scj/8     | scj/9        ",
        "RXJ+  | 6         | 6         | 8         | 9            ",
        "RXJ-  | tlf/3     | tlf/3     | tlf/3     | tld,irc,str/5",
        "RXR   | 6         | 7         | 8         | ser/9        "
    };

    /** How an automaton gets into each state. */
    private static final Map<State, List<Event>> PATHS = paths();

    private static Map<State, List<Event>> paths() {
        var paths = new HashMap<State, List<Event>>();
        paths.put(State.INITIAL, List.of());
        paths.put(State.STARTING, List.of(OPEN));
        paths.put(State.CLOSED, List.of(UP));
        paths.put(State.STOPPED, List.of(OPEN, UP, TIMEOUT_LAST));
        paths.put(State.CLOSING, List.of(OPEN, UP, CLOSE));
        paths.put(State.STOPPING, List.of(OPEN, UP, RCA, RCR_GOOD, RTR));
        paths.put(State.REQ_SENT, List.of(OPEN, UP));
        paths.put(State.ACK_RCVD, List.of(OPEN, UP, RCA));
        paths.put(State.ACK_SENT, List.of(OPEN, UP, RCR_GOOD));
        paths.put(State.OPENED, List.of(OPEN, UP, RCA, RCR_GOOD));
        return paths;
    }

    static Stream<Arguments> everyCell() {
        var cells = new ArrayList<Arguments>();
        for (int event = 0; event < 16; event++) {
            String[] low = STATES_0_TO_5[event].split("\\|");
            String[] high = STATES_6_TO_9[event].split("\\|");
            for (int state = 0; state < 10; state++) {
                String cell = state < 6 ? low[state + 1].trim() : high[state - 5].trim();
                cells.add(Arguments.of(State.values()[state], Event.values()[event], cell));
            }
        }
        return cells.stream();
    }

    @ParameterizedTest
    @MethodSource("everyCell")
    void doesInEveryStateWhatTheTableOfTheRfcSays(State state, Event event, String cell) {
        var host = new FakeHost();
        Settings settings = Settings.client();
        var link = new PppLink(settings.build(), host, new SeededRandom(3));
        var protocol = new Ipv6cp(link, 0);
        for (Event each : PATHS.get(state)) {
            protocol.event(0, each, 1, ByteBuffer.allocate(4).position(4));
        }
        assertThat(protocol.state()).isEqualTo(state);
        host.frames.clear();
        host.events.clear();

        protocol.event(5, event, 1, ByteBuffer.allocate(4).position(4));

        State next = cell.equals("-") ? state : State.values()[cell.charAt(cell.length() - 1) - '0'];
        assertThat(protocol.state()).isEqualTo(next);
        assertThat(effects(host)).containsExactlyInAnyOrderElementsOf(wantedEffects(cell));
        assertThat(protocol.deadlineNs() != PppLink.NEVER).isEqualTo(timed(next));
    }

    private static List<String> effects(FakeHost host) {
        var effects = new ArrayList<String>();
        for (byte[] frame : host.frames) {
            effects.add("code " + frame[4]);
        }
        effects.addAll(host.events);
        return effects;
    }

    private static List<String> wantedEffects(String cell) {
        var wanted = new ArrayList<String>();
        int slash = cell.indexOf('/');
        for (String action :
                slash < 0 ? new String[0] : cell.substring(0, slash).split(",")) {
            switch (action) {
                case "scr" -> wanted.add("code 1");
                case "sca" -> wanted.add("code 2");
                case "scn" -> wanted.add("code 3");
                case "str" -> wanted.add("code 5");
                case "sta" -> wanted.add("code 6");
                case "scj" -> wanted.add("code 7");
                case "tlu" -> wanted.add("ipv6Up");
                case "tld" -> wanted.add("ipv6Down");
                default -> {} // counters, and echoes, which IPv6CP does not have
            }
        }
        return wanted;
    }

    private static boolean timed(State state) {
        return state.ordinal() >= 4 && state.ordinal() <= 8;
    }

    @Test
    void has160CellsAndNoActionUnknown() {
        assertThat(everyCell()).hasSize(160);
        for (Event event : Event.values()) {
            for (State state : State.values()) {
                var cell = Automaton.cell(state, event);
                assertThat(cell == null ? new Object[0] : (Object[]) cell.actions())
                        .doesNotContainNull();
            }
        }
    }
}
