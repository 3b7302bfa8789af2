package org.jl2tpd.ppp;

import java.util.Map;

/**
 * The option negotiation automaton of RFC 1661 4.1 as data: 16 events by 10 states, each cell a list of actions and the
 * next state. Everything that runs on it (LCP, IPCP, IPv6CP) shares this one table.
 */
final class Automaton {
    /** States (RFC 1661 4.2), in the order of the table's columns. */
    enum State {
        INITIAL("Initial"),
        STARTING("Starting"),
        CLOSED("Closed"),
        STOPPED("Stopped"),
        CLOSING("Closing"),
        STOPPING("Stopping"),
        REQ_SENT("Req-Sent"),
        ACK_RCVD("Ack-Rcvd"),
        ACK_SENT("Ack-Sent"),
        OPENED("Opened");

        final String label;

        State(String label) {
            this.label = label;
        }

        /** Whether the restart timer runs: the states whose column has timeout events (RFC 1661 4.1). */
        boolean timed() {
            return this != OPENED && ordinal() >= CLOSING.ordinal();
        }
    }

    /** Events (RFC 1661 4.3), in the order of the table's rows. */
    enum Event {
        UP,
        DOWN,
        OPEN,
        CLOSE,
        TIMEOUT,
        TIMEOUT_LAST,
        RCR_GOOD,
        RCR_BAD,
        RCA,
        RCN,
        RTR,
        RTA,
        RUC,
        RXJ_PERMITTED,
        RXJ_CATASTROPHIC,
        RXR
    }

    /** Actions (RFC 1661 4.4). */
    enum Action {
        THIS_LAYER_UP,
        THIS_LAYER_DOWN,
        THIS_LAYER_STARTED,
        THIS_LAYER_FINISHED,
        INIT_RESTART_COUNT,
        ZERO_RESTART_COUNT,
        SEND_CONFIGURE_REQUEST,
        SEND_CONFIGURE_ACK,
        SEND_CONFIGURE_NAK,
        SEND_TERMINATE_REQUEST,
        SEND_TERMINATE_ACK,
        SEND_CODE_REJECT,
        SEND_ECHO_REPLY
    }

    /** RFC 1661 4.1, one row an event, one column a state; a dash is an illegal transition and changes nothing. */
    private static final String[] TABLE = {
        //            0      1         2         3             4       5       6           7           8           9
        /* Up   */ "  2      irc,scr/6 -         -             -       -       -           -           -           -",
        /* Down */ "  -      -         0         tls/1         0       1       1           1           1           tld/1",
        /* Open */ "  tls/1  1         irc,scr/6 3             5       5       6           7           8           9",
        /* Close*/ "  0      tlf/0     2         2             4       4       irc,str/4   irc,str/4   irc,str/4   tld,irc,str/4",
        /* TO+  */ "  -      -         -         -             str/4   str/5   scr/6       scr/6       scr/8       -",
        /* TO-  */ "  -      -         -         -             tlf/2   tlf/3   tlf/3       tlf/3       tlf/3       -",
        /* RCR+ */ "  -      -         sta/2     irc,scr,sca/8 4       5       sca/8       sca,tlu/9   sca/8       tld,scr,sca/8",
        /* RCR- */ "  -      -         sta/2     irc,scr,scn/6 4       5       scn/6       scn/7       scn/6       tld,scr,scn/6",
        /* RCA  */ "  -      -         sta/2     sta/3         4       5       irc/7       scr/6       irc,tlu/9   tld,scr/6",
        /* RCN  */ "  -      -         sta/2     sta/3         4       5       irc,scr/6   scr/6       irc,scr/8   tld,scr/6",
        /* RTR  */ "  -      -         sta/2     sta/3         sta/4   sta/5   sta/6       sta/6       sta/6       tld,zrc,sta/5",
        /* RTA  */ "  -      -         2         3             tlf/2   tlf/3   6           6           8           tld,scr/6",
        /* RUC  */ "  -      -         scj/2     scj/3         scj/4   scj/5   scj/6       scj/7       scj/8       scj/9",
        /* RXJ+ */ "  -      -         2         3             4       5       6           6           8           9",
        /* RXJ- */ "  -      -         tlf/2     tlf/3         tlf/2   tlf/3   tlf/3       tlf/3       tlf/3       tld,irc,str/5",
        /* RXR  */ "  -      -         2         3             4       5       6           7           8           ser/9"
    };

    private static final Map<String, Action> ACTIONS = Map.ofEntries(
            Map.entry("tlu", Action.THIS_LAYER_UP),
            Map.entry("tld", Action.THIS_LAYER_DOWN),
            Map.entry("tls", Action.THIS_LAYER_STARTED),
            Map.entry("tlf", Action.THIS_LAYER_FINISHED),
            Map.entry("irc", Action.INIT_RESTART_COUNT),
            Map.entry("zrc", Action.ZERO_RESTART_COUNT),
            Map.entry("scr", Action.SEND_CONFIGURE_REQUEST),
            Map.entry("sca", Action.SEND_CONFIGURE_ACK),
            Map.entry("scn", Action.SEND_CONFIGURE_NAK),
            Map.entry("str", Action.SEND_TERMINATE_REQUEST),
            Map.entry("sta", Action.SEND_TERMINATE_ACK),
            Map.entry("scj", Action.SEND_CODE_REJECT),
            Map.entry("ser", Action.SEND_ECHO_REPLY));

    private static final State[] STATES = State.values();
    private static final Cell[] CELLS = parse();

    private Automaton() {}

    /**
     * What one event does in one state.
     *
     * @param actions in the order in which they are taken; shared, not to be changed
     * @param next the state afterwards
     */
    record Cell(Action[] actions, State next) {
        boolean has(Action action) {
            for (Action each : actions) {
                if (each == action) {
                    return true;
                }
            }
            return false;
        }
    }

    /** The cell of a state and an event; null for an illegal transition. */
    static Cell cell(State state, Event event) {
        return CELLS[event.ordinal() * STATES.length + state.ordinal()];
    }

    static State state(int ordinal) {
        return STATES[ordinal];
    }

    private static Cell[] parse() {
        var cells = new Cell[TABLE.length * STATES.length];
        int at = 0;
        for (String row : TABLE) {
            for (String text : row.trim().split(" +")) {
                cells[at++] = text.equals("-") ? null : parseCell(text);
            }
        }
        return cells;
    }

    private static Cell parseCell(String text) {
        int slash = text.indexOf('/');
        State next = STATES[text.charAt(text.length() - 1) - '0'];
        if (slash < 0) {
            return new Cell(new Action[0], next);
        }
        String[] names = text.substring(0, slash).split(",");
        var actions = new Action[names.length];
        for (int i = 0; i < names.length; i++) {
            actions[i] = ACTIONS.get(names[i]);
        }
        return new Cell(actions, next);
    }
}
