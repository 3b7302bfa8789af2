package org.jl2tpd.aaa.dynamic;

import org.jl2tpd.engine.Command;
import org.jl2tpd.radius.ErrorCause;

/**
 * What a request comes to.
 *
 * @param command null where it is refused
 * @param refusal null where it is not
 */
record Meaning(Command command, ErrorCause refusal) {
    static Meaning refused(ErrorCause cause) {
        return new Meaning(null, cause);
    }
}
