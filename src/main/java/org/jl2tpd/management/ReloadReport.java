package org.jl2tpd.management;

import java.util.List;

/**
 * What a reload did, or would do; a line for each piece, never a secret.
 *
 * @param file whole path of what was read
 * @param dryRun whether it was only looked at
 * @param changes what the file changes, each line beginning with {@code added}, {@code changed} or {@code dropped}, and what follows of it, as
 *     {@code closed}, {@code opened}, {@code reopened} or {@code restarted}
 * @param dropped changes that operators made while the daemon ran and that the file does not have, in the same words
 * @param restart what the file says otherwise and only a restart takes over, with the reason
 * @param failed what could not be done of it, with the reason; what was done stays
 */
public record ReloadReport(
        String file,
        boolean dryRun,
        List<String> changes,
        List<String> dropped,
        List<String> restart,
        List<String> failed) {
    public ReloadReport {
        changes = List.copyOf(changes);
        dropped = List.copyOf(dropped);
        restart = List.copyOf(restart);
        failed = List.copyOf(failed);
    }

    /** Whether the file says what is in force. */
    public boolean isEmpty() {
        return changes.isEmpty() && dropped.isEmpty() && restart.isEmpty() && failed.isEmpty();
    }
}
