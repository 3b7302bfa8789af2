package org.jl2tpd.management.jmx;

import org.jl2tpd.management.Control;
import org.jl2tpd.management.RadiusView;

/** {@code type=RadiusClient}. */
final class RadiusClientBean implements RadiusClientMXBean {
    private final Control control;
    private final RadiusView.Client none;

    /** @param none what is shown while nothing is known of it */
    RadiusClientBean(Control control, RadiusView.Client none) {
        this.control = control;
        this.none = none;
    }

    private RadiusView.Client client() {
        return control.radius().clients().stream()
                .filter(client -> client.name().equals(none.name()))
                .findFirst()
                .orElse(none);
    }

    @Override
    public String getName() {
        return client().name();
    }

    @Override
    public String getSource() {
        return client().source();
    }

    @Override
    public long getDisconnectRequestsTotal() {
        return client().disconnectRequests();
    }

    @Override
    public long getDisconnectDuplicatesTotal() {
        return client().disconnectDuplicates();
    }

    @Override
    public long getDisconnectAcksTotal() {
        return client().disconnectAcks();
    }

    @Override
    public long getDisconnectNaksTotal() {
        return client().disconnectNaks();
    }

    @Override
    public long getDisconnectNoSessionTotal() {
        return client().disconnectNoSession();
    }

    @Override
    public long getDisconnectSessionsTotal() {
        return client().disconnectSessions();
    }

    @Override
    public long getCoaRequestsTotal() {
        return client().coaRequests();
    }

    @Override
    public long getCoaDuplicatesTotal() {
        return client().coaDuplicates();
    }

    @Override
    public long getCoaAcksTotal() {
        return client().coaAcks();
    }

    @Override
    public long getCoaNaksTotal() {
        return client().coaNaks();
    }

    @Override
    public long getCoaNoSessionTotal() {
        return client().coaNoSession();
    }

    @Override
    public long getCoaSessionsTotal() {
        return client().coaSessions();
    }

    @Override
    public long getDisconnectMalformedTotal() {
        return client().disconnectMalformed();
    }

    @Override
    public long getDisconnectBadAuthenticatorsTotal() {
        return client().disconnectBadAuthenticators();
    }

    @Override
    public long getDisconnectDroppedTotal() {
        return client().disconnectDropped();
    }

    @Override
    public long getCoaMalformedTotal() {
        return client().coaMalformed();
    }

    @Override
    public long getCoaBadAuthenticatorsTotal() {
        return client().coaBadAuthenticators();
    }

    @Override
    public long getCoaDroppedTotal() {
        return client().coaDropped();
    }

    @Override
    public long getUnknownTypesTotal() {
        return client().unknownTypes();
    }
}
