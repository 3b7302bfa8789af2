package org.jl2tpd.daemon;

/** A signal that may come before the daemon can do what it asks for: it is done then, once. */
final class HeldSignal {
    private Runnable action;
    private boolean held;

    /** Holds the signal from now on, which so has no longer its default effect. */
    static HeldSignal of(String name) {
        HeldSignal signal = new HeldSignal();
        Signals.handle(name, signal::arrive);
        return signal;
    }

    void arrive() {
        Runnable now;
        synchronized (this) {
            held = action == null;
            now = action;
        }
        if (now != null) {
            now.run();
        }
    }

    /** What it does from now on; at once where it came before. */
    void become(Runnable next) {
        boolean came;
        synchronized (this) {
            action = next;
            came = held;
            held = false;
        }
        if (came) {
            next.run();
        }
    }
}
