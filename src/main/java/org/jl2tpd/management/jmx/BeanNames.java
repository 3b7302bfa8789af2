package org.jl2tpd.management.jmx;

import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * Names of MBeans. Tools show and match the keys in the order in which they are written: from the general to the particular, type first;
 * that order is part of the interface.
 */
record BeanNames(String instance) {
    /** Domain of all of them. */
    static final String DOMAIN = "org.jl2tpd";

    /** @param keys name, value, name, value... */
    ObjectName of(String type, Object... keys) {
        var text = new StringBuilder(DOMAIN).append(":type=").append(type);
        for (int i = 0; i < keys.length; i += 2) {
            text.append(',').append(keys[i]).append('=').append(plain(keys[i + 1].toString()));
        }
        if (!instance.isEmpty()) {
            text.append(",instance=").append(plain(instance));
        }
        return parse(text.toString());
    }

    /** Quoted only where it must be: quotes are a trouble in URLs. */
    private static String plain(String value) {
        return value.matches("[A-Za-z0-9_.@-]+") ? value : ObjectName.quote(value);
    }

    private static ObjectName parse(String text) {
        try {
            return new ObjectName(text);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
