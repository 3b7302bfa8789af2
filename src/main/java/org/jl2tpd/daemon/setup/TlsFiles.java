package org.jl2tpd.daemon.setup;

import java.io.IOException;
import java.nio.file.Path;

/** A key of a face, the password that opens it, and the certificate for clients to trust. */
final class TlsFiles {
    private TlsFiles() {}

    /** @param names of the files in {@link Place#SECRETS} */
    static void make(Place place, Owned owned, String keystore, String secret, String trust, Credentials credentials)
            throws IOException {
        Path folder = place.secrets();
        String password = credentials.next();
        owned.shared(folder.resolve(secret), password + "\n");
        Keystores.make(folder.resolve(keystore), folder.resolve(secret), place.host(), place.address());
        owned.share(folder.resolve(keystore));
        Keystores.exportTrust(folder.resolve(keystore), password, folder.resolve(trust));
    }
}
