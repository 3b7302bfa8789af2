package org.jl2tpd.management.socket;

import org.jl2tpd.management.ControlException;

/** What a request asks for; its result is written as JSON. */
@FunctionalInterface
interface Operation {
    Object run(Arguments arguments, Caller caller) throws ControlException;

    /** Gathers operations by their names. */
    interface Registry {
        /** One that changes nothing. */
        void reading(String name, Operation operation);

        /** One that changes something: it is logged with who asked for it and what came of it, since one that failed may have done a part. */
        void changing(String name, Operation operation);
    }
}
