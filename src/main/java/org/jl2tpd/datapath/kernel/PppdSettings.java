package org.jl2tpd.datapath.kernel;

import java.util.List;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.Secret;

/**
 * What all pppds of a daemon have in common.
 *
 * @param path of the program
 * @param logins who may come in; null where pppd's own files of secrets say that
 */
public record PppdSettings(String path, List<Login> logins) {
    /** pppd/pathnames.h and Debian's package: where pppd is. */
    public static final String DEFAULT_PATH = "/usr/sbin/pppd";

    /**
     * A peer that may come in.
     *
     * @param name {@code *} for every name
     * @param address the one that it gets, null for what the session was granted
     */
    public record Login(String name, Secret password, IpAddress address) {}
}
