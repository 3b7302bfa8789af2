package org.jl2tpd.daemon;

import java.io.IOException;
import java.nio.file.Path;
import org.jl2tpd.aaa.LeaseJournal;
import org.jl2tpd.aaa.LocalAuthenticator;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.SystemAttributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leases outlive the daemon where it has a state directory. */
final class LeaseKeeping {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeping.class);

    private LeaseKeeping() {}

    /**
     * The directory is there already. One that can't be used is told, and costs what outlives a restart.
     *
     * @return null where leases are not kept
     */
    static LeaseJournal open(Configuration configuration, LocalAuthenticator authenticator) {
        String directory = configuration.system().get(SystemAttributes.STATE_DIRECTORY);
        if (directory.isEmpty()) {
            return null;
        }
        try {
            LeaseJournal journal = LeaseJournal.open(Path.of(directory), "leases");
            authenticator.keepLeases(journal);
            return journal;
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("directory", directory)
                    .addKeyValue("reason", e.toString())
                    .log("leases_are_not_kept");
            return null;
        }
    }
}
