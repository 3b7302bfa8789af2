package org.jl2tpd.control;

import org.jl2tpd.wire.ControlMessage;
import org.jl2tpd.wire.PppDisconnectCause;
import org.jl2tpd.wire.ResultCode;

/**
 * What comes with an event of a state machine.
 *
 * @param nowNs the time of the event
 * @param message the received message, null when the event is no message
 * @param result why something has to end, null when the action's own reason applies
 * @param cause RFC 3145 cause for our CDN, null for none
 */
record Input(long nowNs, ControlMessage message, ResultCode result, PppDisconnectCause cause) {
    static Input at(long nowNs) {
        return new Input(nowNs, null, null, null);
    }

    static Input message(long nowNs, ControlMessage message) {
        return new Input(nowNs, message, null, null);
    }

    static Input fault(long nowNs, ControlMessage message, ResultCode result) {
        return new Input(nowNs, message, result, null);
    }

    static Input ending(long nowNs, ResultCode result) {
        return new Input(nowNs, null, result, null);
    }
}
