package org.jl2tpd.datapath.kernel;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jl2tpd.linux.Errno;
import org.jl2tpd.linux.PppDescriptor;
import org.jl2tpd.linux.SystemCallException;

/** Finds out whether the drivers can be used here. */
final class KernelCheck {
    private static final List<String> MODULES = List.of("l2tp_ppp", "l2tp_netlink");
    /** Seconds that loading a module may take. */
    private static final long MODPROBE_S = 5;

    private final L2tpKernel kernel;
    private final Consumer<String> loader;

    KernelCheck(L2tpKernel kernel) {
        this(kernel, KernelCheck::load);
    }

    /** @param loader loads a module by its name, where it can */
    KernelCheck(L2tpKernel kernel, Consumer<String> loader) {
        this.kernel = kernel;
        this.loader = loader;
    }

    /** Null, or why not in words for an operator. Loads the modules where they are not there. */
    String problem() {
        int socket = kernel.openSocket();
        if (isMissing(socket)) {
            MODULES.forEach(loader);
            socket = kernel.openSocket();
        }
        if (socket < 0) {
            return socketProblem(-socket);
        }
        kernel.close(socket);
        int ppp = kernel.openPpp();
        if (ppp < 0) {
            return pppProblem(-ppp);
        }
        String problem = deviceProblem(ppp);
        kernel.close(ppp);
        return problem == null ? routerProblem() : problem;
    }

    private static boolean isMissing(int result) {
        return result == -Errno.EAFNOSUPPORT || result == -Errno.EPROTONOSUPPORT || result == -Errno.ESOCKTNOSUPPORT;
    }

    private static void load(String module) {
        try {
            Process modprobe = new ProcessBuilder("modprobe", "-q", module)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!modprobe.waitFor(MODPROBE_S, TimeUnit.SECONDS)) {
                modprobe.destroyForcibly();
            }
        } catch (IOException e) {
            // Without modprobe the kernel has the driver built in, or not at all: the next try tells.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String socketProblem(int errno) {
        return isMissing(-errno)
                ? "this kernel has no L2TP driver (modprobe l2tp_ppp)"
                : "the kernel's L2TP driver: " + Errno.describe(errno);
    }

    private static String pppProblem(int errno) {
        return switch (errno) {
            case Errno.ENOENT, Errno.ENODEV, Errno.ENXIO ->
                PppDescriptor.PATH + " is missing (modprobe ppp_generic, or give the container the device)";
            case Errno.EACCES, Errno.EPERM ->
                "no permission to open " + PppDescriptor.PATH + ": run as root or with CAP_NET_ADMIN";
            default -> PppDescriptor.PATH + ": " + Errno.describe(errno);
        };
    }

    private String deviceProblem(int ppp) {
        int unit = kernel.createUnit(ppp);
        return unit < 0 ? "no PPP device can be made: " + Errno.describe(-unit) : null;
    }

    private String routerProblem() {
        try {
            kernel.openRouterSocket().close();
            return null;
        } catch (SystemCallException e) {
            return e.getMessage() + " (CAP_NET_RAW)";
        }
    }
}
