package org.jl2tpd.management.jmx.remote;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.JMException;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.ObjectInstance;
import javax.management.ObjectName;
import org.jl2tpd.management.jmx.ChangeLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The MBean server as one user's connection sees it: our domain and the platform's figures to be read, our domain alone to be changed by who may,
 * and nothing to be created. Every change is logged with its user ({@link ChangeLog}), and every refused one.
 */
final class GuardedServer implements InvocationHandler {
    static final String OURS = "org.jl2tpd";

    /** Domains that may be read. */
    private static final Set<String> SHOWN = Set.of(OURS, "java.lang", "java.nio", "JMImplementation");

    /** Operations of {@code java.lang:type=Threading} that only look, which the JDK does not mark as such. */
    private static final Set<String> LOOKS =
            Set.of("getThreadInfo", "findDeadlockedThreads", "findMonitorDeadlockedThreads");

    private static final Logger LOG = LoggerFactory.getLogger(GuardedServer.class);

    private final MBeanServer server;
    private final String user;
    private final Login login;
    private final String instance;

    private GuardedServer(MBeanServer server, String user, Login login, String instance) {
        this.server = server;
        this.user = user;
        this.login = login;
        this.instance = instance;
    }

    /** @param instance name of the daemon: those of others in the process, which have one too, are not shown; empty where it is alone */
    static MBeanServer of(MBeanServer server, String user, Login login, String instance) {
        var handler = new GuardedServer(server, user, login, instance);
        return (MBeanServer) Proxy.newProxyInstance(
                GuardedServer.class.getClassLoader(), new Class<?>[] {MBeanServer.class}, handler);
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        Object[] given = arguments == null ? new Object[0] : arguments;
        ObjectName name = given.length > 0 && given[0] instanceof ObjectName n ? n : null;
        switch (method.getName()) {
            case "getAttribute",
                    "getAttributes",
                    "getMBeanInfo",
                    "getObjectInstance",
                    "isInstanceOf",
                    "addNotificationListener",
                    "removeNotificationListener" -> checkRead(method, name);
            case "setAttribute" -> checkChange(name, "set " + ((Attribute) given[1]).getName());
            case "setAttributes" -> checkChange(name, "set " + names((AttributeList) given[1]));
            case "invoke" -> checkCall(name, (String) given[1], (String[]) given[3]);
            case "queryNames", "queryMBeans" -> {
                return shown((Set<?>) call(method, given));
            }
            case "isRegistered" -> {
                return isShown(name) && server.isRegistered(name);
            }
            case "getDomains",
                    "getMBeanCount",
                    "getDefaultDomain",
                    "getClassLoaderFor",
                    "getClassLoader",
                    "getClassLoaderRepository",
                    "hashCode",
                    "equals",
                    "toString" -> {
                return call(method, given);
            }
            default -> throw refused(method.getName(), name);
        }
        return call(method, given);
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
        String before = ChangeLog.by(user);
        try {
            return method.invoke(server, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            ChangeLog.by(before);
        }
    }

    private boolean isShown(ObjectName name) {
        if (name == null || !SHOWN.contains(name.getDomain())) {
            return false;
        }
        String of = name.getKeyProperty("instance");
        return !name.getDomain().equals(OURS)
                || of == null
                || of.equals(instance)
                || of.equals(ObjectName.quote(instance));
    }

    private Set<Object> shown(Set<?> found) {
        Set<Object> all = new HashSet<>();
        for (Object each : found) {
            ObjectName name = each instanceof ObjectInstance i ? i.getObjectName() : (ObjectName) each;
            if (isShown(name)) {
                all.add(each);
            }
        }
        return all;
    }

    private void checkRead(Method method, ObjectName name) {
        boolean toMBean = method.getName().endsWith("NotificationListener")
                && method.getParameterTypes().length > 1
                && method.getParameterTypes()[1] == ObjectName.class;
        if (toMBean || !isShown(name)) {
            throw refused(method.getName(), name);
        }
    }

    private void checkCall(ObjectName name, String operation, String[] types) throws JMException {
        if (name != null && isShown(name) && isLook(name, operation, types)) {
            return;
        }
        checkChange(name, operation);
    }

    private boolean isLook(ObjectName name, String operation, String[] types) throws JMException {
        if (!name.getDomain().equals(OURS)) {
            return LOOKS.contains(operation) && "Threading".equals(name.getKeyProperty("type"));
        }
        List<String> given = types == null ? List.of() : Arrays.asList(types);
        for (MBeanOperationInfo info : server.getMBeanInfo(name).getOperations()) {
            if (info.getName().equals(operation) && signature(info).equals(given)) {
                return info.getImpact() == MBeanOperationInfo.INFO;
            }
        }
        return false;
    }

    private static List<String> signature(MBeanOperationInfo info) {
        return Arrays.stream(info.getSignature())
                .map(MBeanParameterInfo::getType)
                .toList();
    }

    private void checkChange(ObjectName name, String what) {
        if (name == null || !name.getDomain().equals(OURS) || !isShown(name) || !login.mayWrite(user)) {
            throw refused(what, name);
        }
    }

    private SecurityException refused(String what, ObjectName name) {
        LOG.atWarn()
                .addKeyValue("user", user)
                .addKeyValue("mbean", name == null ? "" : name)
                .addKeyValue("change", what)
                .log("jmx_change_refused");
        return new SecurityException(user + " may not do that: " + what);
    }

    private static String names(AttributeList list) {
        return String.join(",", list.asList().stream().map(Attribute::getName).toList());
    }
}
