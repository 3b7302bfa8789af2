package org.jl2tpd.management.jmx;

import java.lang.reflect.Method;
import java.util.Arrays;
import javax.management.MBeanOperationInfo;

/** What {@link About} and {@link Argument} say of an interface. */
record Descriptions(Class<?> type) {
    String ofBean() {
        return type.getAnnotation(About.class).value();
    }

    String ofAttribute(String name) {
        About about = about("get" + name, 0);
        return about == null ? about("is" + name, 0).value() : about.value();
    }

    String ofOperation(MBeanOperationInfo operation) {
        return about(operation.getName(), operation.getSignature().length).value();
    }

    int impact(MBeanOperationInfo operation) {
        boolean changes =
                about(operation.getName(), operation.getSignature().length).changes();
        return changes ? MBeanOperationInfo.ACTION : MBeanOperationInfo.INFO;
    }

    Argument argument(MBeanOperationInfo operation, int number) {
        Method method = method(operation.getName(), operation.getSignature().length);
        return method.getParameters()[number].getAnnotation(Argument.class);
    }

    private About about(String name, int parameters) {
        Method method = method(name, parameters);
        return method == null ? null : method.getAnnotation(About.class);
    }

    /** Operations of one name differ in the number of their parameters. */
    private Method method(String name, int parameters) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(name) && method.getParameterCount() == parameters)
                .findFirst()
                .orElse(null);
    }
}
