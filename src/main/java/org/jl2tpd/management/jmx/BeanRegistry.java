package org.jl2tpd.management.jmx;

import java.io.Closeable;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationEmitter;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The MBeans of one daemon: what it registered goes with it. Thread-safe. */
final class BeanRegistry implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(BeanRegistry.class);

    private final MBeanServer server;
    private final BeanNames names;
    private final Set<ObjectName> registered = ConcurrentHashMap.newKeySet();
    private boolean closed;

    BeanRegistry(MBeanServer server, BeanNames names) {
        this.server = server;
        this.names = names;
    }

    BeanNames names() {
        return names;
    }

    <T> void add(ObjectName name, T bean, Class<T> type) {
        add(name, bean, type, new NotificationBroadcasterSupport());
    }

    /** One of the same name that an earlier daemon of this process left is taken away. */
    synchronized <T> void add(ObjectName name, T bean, Class<T> type, NotificationEmitter emitter) {
        if (closed) {
            return;
        }
        DescribedBean described = new DescribedBean(bean, type, emitter);
        try {
            try {
                server.registerMBean(described, name);
            } catch (InstanceAlreadyExistsException e) {
                server.unregisterMBean(name);
                server.registerMBean(described, name);
            }
            registered.add(name);
        } catch (JMException e) {
            LOG.atError().addKeyValue("mbean", name).setCause(e).log("mbean_not_registered");
        }
    }

    synchronized void remove(ObjectName name) {
        if (registered.remove(name)) {
            unregister(name);
        }
    }

    boolean has(ObjectName name) {
        return registered.contains(name);
    }

    private void unregister(ObjectName name) {
        try {
            server.unregisterMBean(name);
        } catch (InstanceNotFoundException e) {
            // Somebody else took it away.
        } catch (JMException e) {
            LOG.atError().addKeyValue("mbean", name).setCause(e).log("mbean_not_unregistered");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        registered.forEach(this::unregister);
        registered.clear();
    }
}
