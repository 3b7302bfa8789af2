package org.jl2tpd.daemon;

import java.lang.reflect.Proxy;

/**
 * Signals of the process. The JDK's own class for them is not part of the platform's interface, so it is called by name;
 * where it is missing, or the virtual machine keeps a signal for itself, that signal keeps its default effect.
 */
final class Signals {
    private Signals() {}

    /**
     * Calls {@code action} on a thread of its own whenever the signal arrives.
     *
     * @param name without SIG: {@code TERM}
     * @return whether the signal is handled
     */
    static boolean handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
            return true;
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            return false;
        }
    }
}
