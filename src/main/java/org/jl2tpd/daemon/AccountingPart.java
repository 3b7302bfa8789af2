package org.jl2tpd.daemon;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jl2tpd.aaa.accounting.Accounting;
import org.jl2tpd.aaa.accounting.AccountingSettings;
import org.jl2tpd.aaa.accounting.SpoolNumbers;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.management.RadiusView;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.SystemAttributes;

/** Accounting as the configuration wants it. It begins with the first that wants it, and then stays, since what waits is to be told in any case. */
final class AccountingPart {
    private final Accounting.Links links;
    /** Null while nothing was to be accounted yet. */
    private volatile Accounting running;

    AccountingPart(Accounting.Links links) {
        this.links = links;
    }

    /** Another configuration holds; servers can be asked already. */
    void use(Configuration configuration) {
        AccountingSettings settings = AccountingSettings.of(configuration.radius());
        String directory = configuration.system().get(SystemAttributes.STATE_DIRECTORY);
        if (running != null) {
            running.use(settings);
        } else if (!settings.groups().isEmpty() && (settings.accountsAnything() || mayHaveLeftOvers(directory))) {
            running = Accounting.start(directory, settings, links, "accounting");
        }
    }

    private static boolean mayHaveLeftOvers(String directory) {
        return !directory.isEmpty() && Files.isDirectory(Path.of(directory).resolve(Accounting.FOLDER));
    }

    /** On the engine's thread. */
    void onEvent(EngineEvent event) {
        Accounting accounting = running;
        if (accounting != null) {
            accounting.onEvent(event);
        }
    }

    /** A server that was silent answers again. */
    void serverIsBack() {
        Accounting accounting = running;
        if (accounting != null) {
            accounting.serverIsBack();
        }
    }

    /** The spool, for tables. */
    RadiusView.Spool view() {
        Accounting accounting = running;
        SpoolNumbers numbers = accounting == null ? SpoolNumbers.NONE : accounting.snapshot();
        long oldestSeconds = numbers.oldestMs() == 0 ? 0 : (System.currentTimeMillis() - numbers.oldestMs()) / 1000;
        return new RadiusView.Spool(
                numbers.waiting(),
                Math.max(0, oldestSeconds),
                numbers.written(),
                numbers.taken(),
                numbers.dropped(),
                numbers.problem());
    }

    /** Does nothing when it was called before. */
    void close(long limitMs) {
        Accounting accounting = running;
        running = null;
        if (accounting != null) {
            accounting.close(limitMs);
        }
    }
}
