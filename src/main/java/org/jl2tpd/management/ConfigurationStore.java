package org.jl2tpd.management;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jl2tpd.engine.Command;
import org.jl2tpd.management.ControlException.Kind;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;

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

    private final UnaryOperator<Configuration> completion;
    private volatile Configuration current;
    private volatile Configuration filed;
    private volatile boolean changed;
    private Consumer<Command> told = done -> {};
    private Executor executor = command -> {
        throw new ControlException(Kind.UNAVAILABLE, "nothing runs yet");
    };

    public ConfigurationStore(Configuration initial) {
        this(initial, UnaryOperator.identity());
    }

    /**
     * @param initial as it is written
     * @param completion adds what the engine needs and nobody wrote, the system's host name say
     */
    public ConfigurationStore(Configuration initial, UnaryOperator<Configuration> completion) {
        this.completion = completion;
        this.current = initial;
        this.filed = initial;
    }

    /** @param done is told of each change, when it holds and without our lock */
    void executeBy(Executor engine, Consumer<Command> done) {
        executor = engine;
        told = done;
    }

    @Override
    public Configuration get() {
        return current;
    }

    /** What was read from the file or saved last. */
    public Configuration filed() {
        return filed;
    }

    /** Whether the file has that profile; {@code default} and those that every daemon has are as good as written. */
    public boolean isFiled(ProfileKind kind, String name) {
        Map<String, Profile> named = filed.profiles().get(kind);
        return named == null || name.equals(Configuration.DEFAULT) || named.containsKey(name);
    }

    /** Whether it differs from what was read from the file or saved last. */
    public boolean isChanged() {
        return changed;
    }

    /** It is saved now. */
    public void saved() {
        saved(current);
    }

    /** That one is saved now. */
    synchronized void saved(Configuration written) {
        filed = written;
        changed = current != written;
    }

    /** Changes what new tunnels and sessions are made with; the change holds when this returns. */
    public void change(Change change) throws ControlException {
        Command done = execute(change);
        if (done != null) {
            told.accept(done);
        }
    }

    /** Null where nothing was to be changed. */
    private synchronized Command execute(Change change) throws ControlException {
        Configuration next = change.apply(current);
        if (next == current) {
            return null;
        }
        var command = new Command.Reconfigure(completion.apply(next));
        executor.execute(command);
        current = next;
        changed = true;
        return command;
    }

    /** Changes what is remembered alone, after the engine has done it (a tunnel was made, say). */
    synchronized void remember(UnaryOperator<Configuration> done) {
        Configuration next = current == null ? null : done.apply(current);
        if (next != current) {
            current = next;
            changed = true;
        }
    }
}
