package org.jl2tpd.profile;

import org.jl2tpd.wire.IpAddress;

/** Attributes of Jolokia and the web console ({@code [http]}). */
public final class HttpAttributes {
    private static final Make MAKE = new Make(ProfileKind.HTTP);

    public static final Attribute<Boolean> ENABLED =
            MAKE.flag("enabled", false, "Whether Jolokia and the web console are served.");
    public static final Attribute<IpAddress> LISTEN_ADDRESS = MAKE.address(
            "listen_address",
            "Address that they are served on; 127.0.0.1 where it is not set. Any other needs keystore_file.");
    public static final Attribute<Integer> PORT = MAKE.number("port", 1719, 1, 65_535, "TCP port.");
    public static final Attribute<Boolean> CONSOLE = MAKE.flag("console", true, "Whether there is a web console.");
    public static final Attribute<String> KEYSTORE_FILE = MAKE.text(
            "keystore_file",
            "",
            "PKCS #12 file with the key and the certificate that is shown; empty serves without TLS.");
    public static final Attribute<String> KEYSTORE_SECRET_NAME =
            MAKE.text("keystore_secret_name", "", "Name of the secret that opens keystore_file.");

    private HttpAttributes() {}
}
