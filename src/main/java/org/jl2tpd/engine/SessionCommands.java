package org.jl2tpd.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jl2tpd.engine.SessionOutcome.Refusal;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.wire.DebugBit;

/** Ends or changes sessions that match: all of them, or none (RFC 5176 2.3). */
final class SessionCommands {
    private final Core core;

    SessionCommands(Core core) {
        this.core = core;
    }

    CommandResult end(long nowNs, Command.EndSessions c) {
        List<SessionEntry> found = core.live.find(c.match());
        CommandResult refused = refusedNumber(found.size());
        if (refused != null) {
            return refused;
        }
        String reason = c.reason().substring(0, Math.min(c.reason().length(), CommandExecutor.MAX_REASON));
        for (SessionEntry entry : found) {
            c.each().accept(entry.serial);
            entry.close(nowNs, reason);
        }
        return SessionOutcome.done(found.size());
    }

    CommandResult change(long nowNs, Command.ChangeSessions c) {
        SessionChange change = c.change();
        boolean isNamed = !change.pppProfileName().isEmpty();
        Profile named = isNamed ? core.configuration.profile(ProfileKind.PPP, change.pppProfileName()) : null;
        List<SessionEntry> found = core.live.find(c.match());
        CommandResult refused = refusedNumber(found.size());
        if (refused != null) {
            return refused;
        }
        String invalid = isNamed && named == null
                ? "there is no ppp profile \"" + change.pppProfileName() + "\""
                : invalid(change);
        return invalid == null
                ? alter(nowNs, c, named, found)
                : SessionOutcome.refused(found.size(), Refusal.INVALID, invalid);
    }

    private static CommandResult refusedNumber(int found) {
        if (found == 0) {
            return SessionOutcome.refused(0, Refusal.NO_SESSION, "no session matches");
        }
        return found <= SessionOutcome.MOST
                ? null
                : SessionOutcome.refused(
                        found, Refusal.TOO_MANY, found + " sessions match, of at most " + SessionOutcome.MOST);
    }

    private static String invalid(SessionChange change) {
        return change.debugMask() > DebugBit.ALL ? "a debug mask is 0 to " + DebugBit.ALL : null;
    }

    private CommandResult alter(long nowNs, Command.ChangeSessions c, Profile named, List<SessionEntry> found) {
        List<SessionAlteration> all = found.stream()
                .map(entry -> new SessionAlteration(core, entry, c.change(), named))
                .toList();
        for (SessionAlteration each : all) {
            String refusal = each.refusal();
            if (refusal != null) {
                return SessionOutcome.refused(all.size(), Refusal.NOT_CHANGEABLE, each.entry + ": " + refusal);
            }
        }
        List<SessionAlteration> begun = new ArrayList<>(all.size());
        for (SessionAlteration each : all) {
            begun.add(each);
            String problem = each.apply(nowNs);
            if (problem != null) {
                begun.forEach(done -> done.undo(nowNs));
                return SessionOutcome.refused(all.size(), Refusal.FAILED, each.entry + ": " + problem);
            }
        }
        tell(c, found);
        return SessionOutcome.done(all.size());
    }

    private void tell(Command.ChangeSessions c, List<SessionEntry> changed) {
        String words = words(c.change());
        for (SessionEntry entry : changed) {
            c.each().accept(entry.serial);
            core.event(EngineEvent.Kind.SESSION_CHANGED, entry.tunnel, entry, words);
        }
    }

    /** What is changed, for the events' readers. */
    private static String words(SessionChange change) {
        var words = new StringJoiner(", ");
        say(words, "session timeout", change.sessionTimeoutSeconds());
        say(words, "idle timeout", change.idleTimeoutSeconds());
        if (!change.pppProfileName().isEmpty()) {
            words.add("ppp profile " + change.pppProfileName());
        }
        say(words, "debug mask", change.debugMask());
        say(words, "rx_bits_per_second", change.rxBitsPerSecond());
        say(words, "tx_bits_per_second", change.txBitsPerSecond());
        if (change.filterId() != null) {
            words.add("filter " + change.filterId());
        }
        return words.length() == 0 ? "accounting alone" : words.toString();
    }

    private static void say(StringJoiner words, String what, long value) {
        if (value >= 0) {
            words.add(what + " " + value);
        }
    }
}
