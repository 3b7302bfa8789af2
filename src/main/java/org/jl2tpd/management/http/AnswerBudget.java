package org.jl2tpd.management.http;

import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jolokia.server.core.request.JolokiaListRequest;
import org.jolokia.server.core.request.JolokiaReadRequest;
import org.jolokia.server.core.request.JolokiaRequest;
import org.jolokia.server.core.request.JolokiaSearchRequest;

/**
 * What the answer to one HTTP request may hold, however many Jolokia requests it is a bulk of. Patterns are weighed before anything is read,
 * since all values would be in memory before the first is counted. One thread.
 */
final class AnswerBudget {
    /** Values of an answer, those that hold others included. */
    static final int VALUES = 100_000;

    /** Octets of an answer, about. */
    static final int OCTETS = 8 << 20;

    /** Values by which a list tells of an attribute or an operation. */
    private static final int LISTED = 4;

    private static final int QUOTES = 4;
    private static final int NUMBER = 8;

    private final MBeanServer beans;
    private int values = VALUES;
    private long octets = OCTETS;

    AnswerBudget(MBeanServer beans) {
        this.beans = beans;
    }

    /** Whether what is asked for fits, as far as its names tell; where it does not, nothing fits any more. */
    boolean admits(JolokiaRequest request) {
        if (values > 0 && octets > 0 && weight(request) <= values) {
            return true;
        }
        values = 0;
        return false;
    }

    /** Takes an answer off; false where it was too much, and must be thrown away. */
    boolean holds(Object answer) {
        take(answer);
        return values >= 0 && octets >= 0;
    }

    private void take(Object value) {
        values--;
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> {
                octets -= String.valueOf(key).length() + QUOTES;
                take(each);
            });
        } else if (value instanceof Iterable<?> all) {
            all.forEach(this::take);
        } else {
            octets -= value instanceof String text ? text.length() + QUOTES : NUMBER;
        }
    }

    private long weight(JolokiaRequest request) {
        if (request instanceof JolokiaReadRequest read && isPattern(read.getObjectName())) {
            int asked = read.isMultiAttributeMode()
                    ? read.getAttributeNames().size()
                    : read.getAttributeName() == null ? 0 : 1;
            return asked > 0 ? (long) asked * named(read.getObjectName()).size() : weight(read.getObjectName(), 1);
        }
        if (request instanceof JolokiaSearchRequest search) {
            return named(search.getObjectName()).size();
        }
        return request instanceof JolokiaListRequest ? weight(listed(request.getPathParts()), LISTED) : 0;
    }

    private static boolean isPattern(ObjectName name) {
        return name != null && name.isPattern();
    }

    private Set<ObjectName> named(ObjectName pattern) {
        return beans.queryNames(pattern, null);
    }

    /** What {@code domain/keys} names; everything of ours for less. */
    private static ObjectName listed(List<String> path) {
        try {
            return path == null || path.size() < 2
                    ? new ObjectName(DomainRestrictor.DOMAIN + ":*")
                    : new ObjectName(path.get(0) + ":" + path.get(1));
        } catch (JMException e) {
            return listed(null);
        }
    }

    /** Attributes of all that are named so, and operations where they are told too; adds up to the first that is too many. */
    private long weight(ObjectName pattern, int each) {
        long sum = 0;
        for (ObjectName name : named(pattern)) {
            sum += weightOf(name, each);
            if (sum > values) {
                break;
            }
        }
        return sum;
    }

    private int weightOf(ObjectName name, int each) {
        try {
            MBeanInfo info = beans.getMBeanInfo(name);
            int parts = info.getAttributes().length + (each > 1 ? info.getOperations().length : 0);
            return 1 + each * parts;
        } catch (JMException e) {
            return 1;
        }
    }
}
