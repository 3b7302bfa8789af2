package org.jl2tpd.management;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jl2tpd.engine.Command;
import org.jl2tpd.management.ControlException.Kind;
import org.jl2tpd.profile.Configuration;

/** The configuration in force. A change is told to the engine before it holds; what lives keeps what it was made with. Thread-safe. */
public final class ConfigurationStore implements Supplier<Configuration> {
    /** Makes another configuration of one. */
    @FunctionalInterface
    public interface Change {
        Configuration apply(Configuration before) throws ControlException;
    }

    /** Has the engine execute a command, see {@link Control}. */
    @FunctionalInterface
    interface Executor {
        void execute(Command command) throws ControlException;
    }

    private volatile Configuration current;
    private volatile boolean changed;
    private Executor executor = command -> {
        throw new ControlException(Kind.UNAVAILABLE, "nothing runs yet");
    };

    public ConfigurationStore(Configuration initial) {
        this.current = initial;
    }

    void executeBy(Executor engine) {
        executor = engine;
    }

    @Override
    public Configuration get() {
        return current;
    }

    /** Whether it differs from what was read from the file or saved last. */
    public boolean isChanged() {
        return changed;
    }

    /** It is saved now. */
    public void saved() {
        changed = false;
    }

    /** Changes what new tunnels and sessions are made with; the change holds when this returns. */
    public synchronized void change(Change change) throws ControlException {
        Configuration next = change.apply(current);
        executor.execute(new Command.Reconfigure(next));
        current = next;
        changed = true;
    }

    /** Changes what is remembered alone, after the engine has done it (a tunnel was made, say). */
    synchronized void remember(Consumer<Configuration> told, Configuration next) {
        current = next;
        changed = true;
        told.accept(next);
    }
}
