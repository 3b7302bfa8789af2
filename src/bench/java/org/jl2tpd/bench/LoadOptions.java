package org.jl2tpd.bench;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

/** What to play, from {@code --name=value} arguments; a field's name is the option's name. */
final class LoadOptions {
    String lns = "127.0.0.1";
    int port = 1701;
    String local = "127.0.0.1";
    /** UDP sockets (source ports); tunnels are dealt to them in turn. */
    int sockets = 1;

    int tunnels = 16;
    int sessions = 1000;
    /** Sessions (or, with {@link #tunnelsonly}, tunnels) a second; 0 as fast as {@link #outstanding} permits. */
    int rate = 0;
    /** Sessions that may be under way at once. */
    int outstanding = 64;
    /** Tunnels that may be opening at once; l2tpns takes two from one port for repetitions of one. */
    int opening = 200;
    /** Times the whole is repeated; the first is the warm-up when there are more. */
    int rounds = 1;
    /** Sessions of the first round when there are more rounds; 0 as many as in the others. */
    int warmup = 0;
    /** Seconds that one round may take until all sessions are up. */
    int limit = 60;

    boolean tunnelsonly = false;
    String hostname = "lac.bench";
    /** Shared secret for the tunnels, empty for none: it answers a challenge. */
    String secret = "";

    String user = "user";
    String password = "secret";
    /** First retransmissions: of control messages and of PPP requests. */
    int controlms = 1000;

    int pppms = 3000;
    /** Parts of all datagrams in each direction, 0 to 1. */
    double loss = 0;

    double reorder = 0;
    long seed = 1;
    /** Process whose CPU time is charged to the sessions; 0 for none. */
    long pid = 0;
    /** Seconds to hold the sessions after the last round, or until standard input ends. */
    int hold = 0;
    /** Sessions a second that end, each replaced by a new one, while the others are held. */
    int churn = 0;
    /** Before each round wait for a line on standard input; say the rate after it. */
    boolean step = false;
    /** Address that answers ICMP echo behind the LNS; empty for no traffic. */
    String echo = "";
    /** Octets of the echoed IP packet. */
    int size = 64;
    /** Seconds of traffic that are measured; as many again but at most 2 go before as warm-up. */
    int seconds = 5;
    /** Echo requests that may be unanswered at once. */
    int window = 64;

    boolean json = false;

    static LoadOptions parse(String[] args) {
        LoadOptions options = new LoadOptions();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            String name = arg.substring(arg.startsWith("--") ? 2 : 0, equals < 0 ? arg.length() : equals);
            options.set(name, equals < 0 ? "true" : arg.substring(equals + 1));
        }
        return options;
    }

    private void set(String name, String value) {
        try {
            Field field = LoadOptions.class.getDeclaredField(name);
            if (Modifier.isStatic(field.getModifiers())) {
                throw new NoSuchFieldException(name);
            }
            field.set(this, convert(field.getType(), value));
        } catch (NoSuchFieldException | IllegalAccessException e) {
            throw new IllegalArgumentException("no option --" + name, e);
        }
    }

    private static Object convert(Class<?> type, String value) {
        if (type == int.class) {
            return Integer.valueOf(value);
        } else if (type == long.class) {
            return Long.valueOf(value);
        } else if (type == double.class) {
            return Double.valueOf(value);
        } else if (type == boolean.class) {
            return Boolean.valueOf(value);
        }
        return value;
    }
}
