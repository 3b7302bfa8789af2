package org.jl2tpd.management.jmx;

import org.jl2tpd.management.Control;
import org.jl2tpd.management.RadiusView;

/** {@code type=RadiusServer}. */
final class RadiusServerBean implements RadiusServerMXBean {
    private final Control control;
    private final RadiusView.Server none;

    /** @param none what is shown while nothing is known of it */
    RadiusServerBean(Control control, RadiusView.Server none) {
        this.control = control;
        this.none = none;
    }

    private RadiusView.Server server() {
        return control.radius().servers().stream()
                .filter(server ->
                        server.name().equals(none.name()) && server.role().equals(none.role()))
                .findFirst()
                .orElse(none);
    }

    @Override
    public String getName() {
        return server().name();
    }

    @Override
    public String getGroup() {
        return server().group();
    }

    @Override
    public String getRole() {
        return server().role();
    }

    @Override
    public String getAddress() {
        return server().address();
    }

    @Override
    public int getPort() {
        return server().port();
    }

    @Override
    public String getState() {
        return server().state();
    }

    @Override
    public boolean isAlive() {
        return server().state().equals("alive");
    }

    @Override
    public long getStateSeconds() {
        return server().stateSeconds();
    }

    @Override
    public long getRoundTripMicroseconds() {
        return server().roundTripMicros();
    }

    @Override
    public long getPending() {
        return server().pending();
    }

    @Override
    public long getRequestsTotal() {
        return server().requests();
    }

    @Override
    public long getRetransmissionsTotal() {
        return server().retransmissions();
    }

    @Override
    public long getAcceptsTotal() {
        return server().accepts();
    }

    @Override
    public long getRejectsTotal() {
        return server().rejects();
    }

    @Override
    public long getChallengesTotal() {
        return server().challenges();
    }

    @Override
    public long getResponsesTotal() {
        return server().responses();
    }

    @Override
    public long getMalformedTotal() {
        return server().malformed();
    }

    @Override
    public long getBadAuthenticatorsTotal() {
        return server().badAuthenticators();
    }

    @Override
    public long getTimeoutsTotal() {
        return server().timeouts();
    }

    @Override
    public long getUnknownTypesTotal() {
        return server().unknownTypes();
    }

    @Override
    public long getDroppedTotal() {
        return server().dropped();
    }
}
