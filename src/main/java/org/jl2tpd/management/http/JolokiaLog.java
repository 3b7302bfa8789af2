package org.jl2tpd.management.http;

import org.jolokia.core.api.LogHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jolokia's log is ours. */
final class JolokiaLog implements LogHandler {
    private static final Logger LOG = LoggerFactory.getLogger(JolokiaLog.class);

    @Override
    public void debug(String message) {
        LOG.atTrace().addKeyValue("message", message).log("jolokia");
    }

    @Override
    public void info(String message) {
        LOG.atDebug().addKeyValue("message", message).log("jolokia");
    }

    @Override
    public void error(String message, Throwable cause) {
        LOG.atDebug().setCause(cause).addKeyValue("message", message).log("jolokia_error");
    }

    @Override
    public boolean isDebug() {
        return false;
    }
}
