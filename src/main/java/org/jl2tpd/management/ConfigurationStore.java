package org.jl2tpd.management;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.ControlException.Kind;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.Restart;

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
        Object execute(Command command) throws ControlException;
    }

    /** Something to do while nobody else changes the configuration. */
    @FunctionalInterface
    interface Task<T> {
        T run() throws ControlException;
    }

    private final UnaryOperator<Configuration> completion;
    private final Configuration started;
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
        this.started = initial;
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

    /** What the daemon was started with: what needs a restart is in force as it is here. */
    Configuration started() {
        return started;
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
        var command = new Command.Reconfigure(inForce(next));
        executor.execute(command);
        current = next;
        changed = true;
        return command;
    }

    private Configuration inForce(Configuration next) {
        return completion.apply(Restart.takenOver(next, started));
    }

    /** All changes by others wait until the task has ended; the task itself may make some. */
    synchronized <T> T exclusively(Task<T> task) throws ControlException {
        return task.run();
    }

    /**
     * Another configuration holds, and tunnels that we open follow it at their next attempt.
     *
     * @return what live tunnels could not take over at once
     */
    synchronized List<String> follow(Configuration next) throws ControlException {
        Object problems = executor.execute(new Command.Reconfigure(inForce(next), true));
        current = next;
        changed = next != filed;
        return problems instanceof Views.Problems all ? all.lines() : List.of();
    }

    /** Whoever wants to know learns that the configuration is another one. */
    void tell() {
        told.accept(new Command.Reconfigure(current));
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
