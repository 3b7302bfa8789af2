package org.jl2tpd.management.jmx;

import java.util.Arrays;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.InvalidAttributeValueException;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationEmitter;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import javax.management.StandardEmitterMBean;

/**
 * An MXBean whose descriptions, parameter names and impacts are those of {@link About} and {@link Argument}, and whose changes are logged
 * ({@link ChangeLog}) whichever way they come.
 */
public final class DescribedBean extends StandardEmitterMBean {
    private final Descriptions words;
    private volatile ObjectName name;

    /** @param emitter of its notifications */
    <T> DescribedBean(T bean, Class<T> type, NotificationEmitter emitter) {
        super(bean, type, true, emitter);
        words = new Descriptions(type);
    }

    /** One without notifications. */
    public static <T> DescribedBean of(T bean, Class<T> type) {
        return new DescribedBean(bean, type, new NotificationBroadcasterSupport());
    }

    @Override
    protected String getDescription(MBeanInfo info) {
        return words.ofBean();
    }

    @Override
    protected String getDescription(MBeanAttributeInfo info) {
        return words.ofAttribute(info.getName());
    }

    @Override
    protected String getDescription(MBeanOperationInfo info) {
        return words.ofOperation(info);
    }

    @Override
    protected String getDescription(MBeanOperationInfo info, MBeanParameterInfo parameter, int number) {
        return words.argument(info, number).about();
    }

    @Override
    protected String getParameterName(MBeanOperationInfo info, MBeanParameterInfo parameter, int number) {
        return words.argument(info, number).name();
    }

    @Override
    protected int getImpact(MBeanOperationInfo info) {
        return words.impact(info);
    }

    @Override
    public ObjectName preRegister(MBeanServer server, ObjectName given) throws Exception {
        name = super.preRegister(server, given);
        return name;
    }

    @Override
    public void setAttribute(Attribute attribute)
            throws AttributeNotFoundException, InvalidAttributeValueException, MBeanException, ReflectionException {
        Throwable problem = null;
        try {
            super.setAttribute(attribute);
        } catch (JMException | RuntimeException | Error e) {
            problem = e;
            throw e;
        } finally {
            String what = attribute == null ? "" : attribute.getName();
            Object value = attribute == null ? null : attribute.getValue();
            ChangeLog.note(name, "set " + what, ChangeLog.shown(what, value), problem);
        }
    }

    /** Sets each alone; what can't be set is missing in what is returned. */
    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        var done = new AttributeList();
        for (Attribute attribute : attributes.asList()) {
            try {
                setAttribute(attribute);
                done.add(attribute);
            } catch (JMException | RuntimeException e) {
                // As the interface has it: the caller sees by what is missing, the log says why.
                continue;
            }
        }
        return done;
    }

    @Override
    public Object invoke(String operation, Object[] arguments, String[] types)
            throws MBeanException, ReflectionException {
        if (informs(operation, types)) {
            return super.invoke(operation, arguments, types);
        }
        Throwable problem = null;
        try {
            return super.invoke(operation, arguments, types);
        } catch (JMException | RuntimeException | Error e) {
            problem = e;
            throw e;
        } finally {
            ChangeLog.note(name, operation, ChangeLog.shown(operation + names(operation), arguments), problem);
        }
    }

    /** Whether it only looks; what is not known may do more. */
    private boolean informs(String operation, String[] types) {
        String[] given = types == null ? new String[0] : types;
        return Arrays.stream(getMBeanInfo().getOperations())
                .filter(info -> info.getName().equals(operation) && info.getImpact() == MBeanOperationInfo.INFO)
                .map(info -> Arrays.stream(info.getSignature()).map(MBeanParameterInfo::getType))
                .anyMatch(signature -> Arrays.equals(signature.toArray(), given));
    }

    private String names(String operation) {
        return Arrays.stream(getMBeanInfo().getOperations())
                .filter(info -> info.getName().equals(operation))
                .flatMap(info -> Arrays.stream(info.getSignature()))
                .map(argument -> " " + argument.getName())
                .reduce("", String::concat);
    }
}
