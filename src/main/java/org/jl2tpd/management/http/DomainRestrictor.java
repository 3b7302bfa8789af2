package org.jl2tpd.management.http;

import java.util.EnumSet;
import java.util.Set;
import javax.management.ObjectName;
import org.jolokia.server.core.service.api.Restrictor;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;

/** Our own MBeans and no others: the rest is neither listed, read nor called. What changes something needs a caller who may. */
final class DomainRestrictor implements Restrictor {
    static final String DOMAIN = "org.jl2tpd";

    /** Neither the agent's own configuration nor notifications. */
    static final Set<RequestType> TYPES = EnumSet.of(
            RequestType.READ,
            RequestType.LIST,
            RequestType.SEARCH,
            RequestType.VERSION,
            RequestType.EXEC,
            RequestType.WRITE);

    private final String daemon;

    /** @param daemon name of the daemon in this process; MBeans of others, which have it as {@code instance}, are hidden */
    DomainRestrictor(String daemon) {
        this.daemon = daemon;
    }

    private boolean isOurs(ObjectName name) {
        if (!DOMAIN.equals(name.getDomain())) {
            return false;
        }
        String instance = name.getKeyProperty("instance");
        return instance == null || name.isPattern() || instance.equals(daemon) || instance.equals("\"" + daemon + "\"");
    }

    @Override
    public boolean isHttpMethodAllowed(HttpMethod method) {
        return true;
    }

    @Override
    public boolean isTypeAllowed(RequestType type) {
        return TYPES.contains(type);
    }

    @Override
    public boolean isAttributeReadAllowed(ObjectName name, String attribute) {
        return isOurs(name);
    }

    @Override
    public boolean isAttributeWriteAllowed(ObjectName name, String attribute) {
        return isOurs(name);
    }

    @Override
    public boolean isOperationAllowed(ObjectName name, String operation) {
        return isOurs(name);
    }

    @Override
    public boolean isRemoteAccessAllowed(String... hostsOrAddresses) {
        return true;
    }

    @Override
    public boolean isOriginAllowed(String origin, boolean strict) {
        return false;
    }

    @Override
    public boolean isObjectNameHidden(ObjectName name) {
        return !isOurs(name);
    }
}
