package org.jl2tpd.management.model;

import java.util.Map;
import org.jl2tpd.engine.Views.PayloadSequencing;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.ControlException.Kind;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.profile.TunnelAttributes;

/** What L2TP-MIB (RFC 3371) calls the settings of a tunnel, as our attributes. */
public final class TunnelSettings {
    /** Idle timeout of a tunnel that stays. */
    public static final int NEVER = -1;

    public static final int MAX_IDLE_S = 86_400;

    private TunnelSettings() {}

    public static Map<String, String> helloInterval(int seconds) {
        return of(TunnelAttributes.HELLO_TIMEOUT, seconds);
    }

    /** Whether the daemon can do it: at once, 0, is nothing that it can. */
    public static boolean isIdleTimeout(int seconds) {
        return seconds == NEVER || seconds >= 1 && seconds <= MAX_IDLE_S;
    }

    /**
     * The attribute has 0 for never.
     *
     * @throws ControlException for none of {@link #isIdleTimeout}
     */
    public static Map<String, String> idleTimeout(int seconds) throws ControlException {
        if (!isIdleTimeout(seconds)) {
            throw new ControlException(
                    Kind.INVALID, "an idle timeout is 1 to " + MAX_IDLE_S + " seconds, or -1 for never");
        }
        return of(TunnelAttributes.IDLE_TIMEOUT, Math.max(0, seconds));
    }

    /** What the attribute says, as {@link #idleTimeout} takes it. */
    static int idleTimeoutOf(int attribute) {
        return attribute == 0 ? NEVER : attribute;
    }

    public static Map<String, String> maxRetransmissions(int times) {
        return of(TunnelAttributes.MAX_RETRIES, times);
    }

    public static Map<String, String> maxRetransmitInterval(int seconds) {
        return of(TunnelAttributes.MAX_RETRY_TIMEOUT, seconds);
    }

    public static Map<String, String> reorderTimeout(int milliseconds) {
        return of(SessionAttributes.REORDER_TIMEOUT, milliseconds);
    }

    public static Map<String, String> payloadSequencing(PayloadSequencing which) {
        return Map.of(
                SessionAttributes.SEQUENCING_REQUIRED.name(), Boolean.toString(which == PayloadSequencing.ALWAYS),
                SessionAttributes.USE_SEQUENCE_NUMBERS.name(), Boolean.toString(which != PayloadSequencing.NEVER));
    }

    private static Map<String, String> of(Attribute<?> attribute, int value) {
        return Map.of(attribute.name(), Integer.toString(value));
    }
}
