package org.jl2tpd.engine;

/**
 * What sessions that live are to be from now on; what is not given stays.
 *
 * @param sessionTimeoutSeconds since the session was established, 0 for none, -1 to leave it
 * @param idleTimeoutSeconds 0 for none, -1 to leave it
 * @param pppProfileName ppp profile that is laid over the session's, empty to leave it
 * @param debugMask -1 to leave it
 * @param rxBitsPerSecond 0 for no limit, -1 to leave it
 * @param txBitsPerSecond 0 for no limit, -1 to leave it
 * @param filterId null to leave it
 */
public record SessionChange(
        int sessionTimeoutSeconds,
        int idleTimeoutSeconds,
        String pppProfileName,
        int debugMask,
        long rxBitsPerSecond,
        long txBitsPerSecond,
        String filterId) {}
