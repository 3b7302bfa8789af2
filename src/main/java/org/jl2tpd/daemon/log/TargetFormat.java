package org.jl2tpd.daemon.log;

import ch.qos.logback.classic.spi.ILoggingEvent;

/** Makes a datagram of a line. */
interface TargetFormat {
    /** @param limit octets that it may have about; what is longer is cut, with a mark */
    byte[] datagram(ILoggingEvent event, int limit);
}
