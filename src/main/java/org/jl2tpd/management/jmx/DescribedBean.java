package org.jl2tpd.management.jmx;

import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationEmitter;
import javax.management.StandardEmitterMBean;

/** An MXBean whose descriptions, parameter names and impacts are those of {@link About} and {@link Argument}. */
public final class DescribedBean extends StandardEmitterMBean {
    private final Descriptions words;

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
}
