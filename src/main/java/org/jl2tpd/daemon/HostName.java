package org.jl2tpd.daemon;

import java.nio.file.Path;
import org.jl2tpd.linux.KernelSetting;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.SystemAttributes;

/** The system's host name, where the configuration sets none. */
final class HostName {
    /** The kernel's name of this host (proc(5)); no name service is asked. */
    private static final Path FILE = Path.of("/proc/sys/kernel/hostname");

    private HostName() {}

    /** The configuration with a host name. */
    static Configuration fill(Configuration configuration) {
        Profile system = configuration.system();
        String name = KernelSetting.text(FILE);
        if (!system.get(SystemAttributes.HOST_NAME).isEmpty() || name.isEmpty()) {
            return configuration;
        }
        return configuration.withSystem(system.with(SystemAttributes.HOST_NAME, name));
    }
}
