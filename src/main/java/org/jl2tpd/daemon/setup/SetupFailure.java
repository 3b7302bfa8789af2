package org.jl2tpd.daemon.setup;

/** Why nothing was changed, in words for an operator. */
final class SetupFailure extends Exception {
    SetupFailure(String message) {
        super(message);
    }
}
