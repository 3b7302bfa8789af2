package org.jl2tpd.management.jmx;

import org.jl2tpd.management.Control;
import org.jl2tpd.management.RadiusView;

/** {@code type=Radius}. */
final class RadiusBean implements RadiusMXBean {
    private final Control control;

    RadiusBean(Control control) {
        this.control = control;
    }

    @Override
    public long getInvalidAddressesTotal() {
        return control.radius().invalidAddresses();
    }

    @Override
    public long getDisconnectStrangersTotal() {
        return control.radius().disconnectStrangers();
    }

    @Override
    public long getCoaStrangersTotal() {
        return control.radius().coaStrangers();
    }

    @Override
    public long getRecordsWaiting() {
        return control.radius().spool().waiting();
    }

    @Override
    public long getOldestRecordSeconds() {
        return control.radius().spool().oldestSeconds();
    }

    @Override
    public long getRecordsWrittenTotal() {
        return control.radius().spool().written();
    }

    @Override
    public long getRecordsAcknowledgedTotal() {
        return control.radius().spool().acknowledged();
    }

    @Override
    public long getRecordsDroppedTotal() {
        return control.radius().spool().dropped();
    }

    @Override
    public String getSpoolProblem() {
        return control.radius().spool().problem();
    }

    @Override
    public String[] listDenied() {
        return Calls.ask(() -> control.showRadius().denied().stream()
                .map(RadiusView.Denied::endpoint)
                .toArray(String[]::new));
    }
}
