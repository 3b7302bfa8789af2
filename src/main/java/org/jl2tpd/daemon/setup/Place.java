package org.jl2tpd.daemon.setup;

import java.net.InetAddress;
import java.nio.file.Path;

/**
 * Where a face is to be, and what belongs to it.
 *
 * @param folder of the configuration file
 * @param host the host's name
 * @param address that it listens on
 * @param port 0 for its own default
 */
record Place(Path folder, String host, InetAddress address, int port) {
    static final String SECRETS = "secrets";

    Path secrets() {
        return folder.resolve(SECRETS);
    }

    int portOr(int otherwise) {
        return port == 0 ? otherwise : port;
    }

    String addressText() {
        return address.getHostAddress();
    }

    /** For a URL. */
    String hostText() {
        String text = address.isAnyLocalAddress() ? host : addressText();
        return text.indexOf(':') < 0 ? text : "[" + text + "]";
    }
}
