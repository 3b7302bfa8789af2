package org.jl2tpd.daemon;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.ControlException.Kind;
import org.jl2tpd.management.Reloadable;
import org.jl2tpd.profile.Configuration;

/** A face that the daemon is managed by: started, stopped or begun anew where what the configuration says of it is another thing. */
final class FacePart implements Reloadable, Closeable {
    /** Opens what the configuration in force wants. */
    interface Opener {
        Closeable open() throws IOException;
    }

    private final String name;
    private final Function<Configuration, Object> settings;
    private final Opener opener;
    private Closeable face;

    /**
     * @param name for operators
     * @param settings all that the face is made of, as a value that can be compared; null where it is off
     */
    FacePart(String name, Function<Configuration, Object> settings, Opener opener) {
        this.name = name;
        this.settings = settings;
        this.opener = opener;
    }

    /** @throws IOException with words for an operator */
    void open(Configuration configuration) throws IOException {
        if (settings.apply(configuration) != null) {
            face = opener.open();
        }
    }

    @Override
    public List<String> plan(Configuration before, Configuration after) {
        Object old = settings.apply(before);
        Object now = settings.apply(after);
        if (Objects.equals(old, now)) {
            return List.of();
        }
        return List.of((old == null ? "opened " : now == null ? "closed " : "restarted ") + name);
    }

    @Override
    public List<String> follow(Configuration before, Configuration after) throws ControlException {
        if (Objects.equals(settings.apply(before), settings.apply(after))) {
            return List.of();
        }
        try {
            close();
            Background.open(() -> open(after));
            return List.of();
        } catch (IOException | RuntimeException e) {
            throw new ControlException(Kind.REFUSED, e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        Closeable closing = face;
        face = null;
        if (closing != null) {
            closing.close();
        }
    }
}
