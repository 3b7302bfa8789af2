package org.jl2tpd.datapath.kernel;

import org.jl2tpd.datapath.NetworkKernel;
import org.jl2tpd.engine.DataRates;

/**
 * The limits that the kernel's traffic control has for a session's device: a token bucket with a queue (tbf) for what leaves by it, to the peer,
 * and one that drops (police) for what comes in. They go with the device.
 */
final class DeviceRates {
    private int index;
    private DataRates current = DataRates.NONE;

    /** Sets or changes the limits; null, or what failed: then they are as before. No call is made where nothing changes. */
    String set(NetworkKernel kernel, int device, DataRates wanted) {
        if (device != index) {
            index = device;
            current = DataRates.NONE;
        }
        if (wanted.equals(current)) {
            return null;
        }
        kernel.begin();
        change(kernel, current, wanted);
        String problem = kernel.commit();
        if (problem == null) {
            current = wanted;
        } else {
            kernel.begin();
            change(kernel, wanted, current);
            kernel.commit();
        }
        return problem;
    }

    private void change(NetworkKernel kernel, DataRates from, DataRates to) {
        if (from.txBitsPerSecond() != to.txBitsPerSecond()) {
            changeToPeer(kernel, to.txBitsPerSecond());
        }
        if (from.rxBitsPerSecond() != to.rxBitsPerSecond()) {
            changeFromPeer(kernel, from.rxBitsPerSecond(), to.rxBitsPerSecond());
        }
    }

    private void changeToPeer(NetworkKernel kernel, long bits) {
        if (bits == 0) {
            kernel.unshape(index);
        } else {
            kernel.shape(index, bits / Byte.SIZE, DataRates.waitingBurstOctets(bits));
        }
    }

    private void changeFromPeer(NetworkKernel kernel, long former, long bits) {
        if (bits == 0) {
            kernel.closeIngress(index);
            return;
        }
        if (former == 0) {
            kernel.openIngress(index);
        }
        kernel.police(index, bits / Byte.SIZE, DataRates.droppingBurstOctets(bits));
    }
}
