package org.jl2tpd.daemon;

/** The program's version, from its jar. */
public final class Version {
    private Version() {}

    /** The version; {@code development} when run from class files. */
    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
