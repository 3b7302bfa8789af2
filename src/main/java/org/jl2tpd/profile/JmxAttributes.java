package org.jl2tpd.profile;

import org.jl2tpd.wire.IpAddress;

/** Attributes of JMX ({@code [jmx]}). MBeans are there always; {@code enabled} is about remote access. */
public final class JmxAttributes {
    private static final Make MAKE = new Make(ProfileKind.JMX);

    public static final Attribute<Boolean> ENABLED =
            MAKE.flag("enabled", false, "Whether JMX is served to other hosts or users, by TLS and with passwords.");
    public static final Attribute<IpAddress> LISTEN_ADDRESS =
            MAKE.address("listen_address", "Address that JMX is served on; 127.0.0.1 where it is not set.");
    public static final Attribute<Integer> PORT =
            MAKE.number("port", 1718, 1, 65_535, "TCP port of JMX, registry and server alike.");
    public static final Attribute<String> PASSWORD_FILE =
            MAKE.text("password_file", "", "File of lines NAME PASSWORD, which only its owner and group may read.");
    public static final Attribute<String> ACCESS_FILE =
            MAKE.text("access_file", "", "File of lines NAME readonly or NAME readwrite.");
    public static final Attribute<String> KEYSTORE_FILE =
            MAKE.text("keystore_file", "", "PKCS #12 file with the key and the certificate that is shown.");
    public static final Attribute<String> KEYSTORE_SECRET_NAME =
            MAKE.text("keystore_secret_name", "", "Name of the secret that opens keystore_file.");
    public static final Attribute<String> TRUSTSTORE_FILE = MAKE.text(
            "truststore_file", "", "PKCS #12 file of the clients' certificates that are trusted; empty asks for none.");
    public static final Attribute<String> TRUSTSTORE_SECRET_NAME =
            MAKE.text("truststore_secret_name", "", "Name of the secret that opens truststore_file.");
    public static final Attribute<Integer> SESSION_MBEANS =
            MAKE.numberOrZero("session_mbeans", 0, "none", 1, 10_000, "Most sessions that have an MBean each.");

    private JmxAttributes() {}
}
