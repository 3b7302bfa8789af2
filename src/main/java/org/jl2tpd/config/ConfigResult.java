package org.jl2tpd.config;

import java.util.List;
import org.jl2tpd.profile.Configuration;

/**
 * What came of a configuration file.
 *
 * @param configuration null when there are errors
 * @param errors in the order of the file
 * @param warnings what is allowed and yet worth a look, in the order of the file
 */
public record ConfigResult(Configuration configuration, List<ConfigError> errors, List<ConfigError> warnings) {
    /** Whether there is a configuration. */
    public boolean isValid() {
        return configuration != null;
    }
}
