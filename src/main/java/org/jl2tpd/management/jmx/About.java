package org.jl2tpd.management.jmx;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes an MBean, an attribute (on its getter) or an operation. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface About {
    String value();

    /** Whether an operation changes something. */
    boolean changes() default false;
}
