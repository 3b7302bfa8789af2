package org.jl2tpd.radius;

/**
 * What became of a {@link DynamicRequest}.
 *
 * @param sessions that were ended or changed; 0 where it was refused
 * @param refusal null when it was done
 */
public record DynamicResult(int sessions, ErrorCause refusal) {
    public static DynamicResult done(int sessions) {
        return new DynamicResult(sessions, null);
    }

    public static DynamicResult refused(ErrorCause cause) {
        return new DynamicResult(0, cause);
    }
}
