package org.jl2tpd.management.jmx;

/** {@code type=Radius}: RADIUS as a whole. */
@About("RADIUS as a whole, with the accounting records that wait.")
public interface RadiusMXBean {
    @About("Datagrams from addresses that are no server's, which were not looked at.")
    long getInvalidAddressesTotal();

    @About("Disconnect-Requests of unknown sources, which got no answer.")
    long getDisconnectStrangersTotal();

    @About("CoA-Requests of unknown sources, which got no answer.")
    long getCoaStrangersTotal();

    @About("Accounting records that no server has taken yet.")
    long getRecordsWaiting();

    @About("Age of the oldest of them in seconds.")
    long getOldestRecordSeconds();

    @About("Accounting records that were made.")
    long getRecordsWrittenTotal();

    @About("Accounting records that a server took.")
    long getRecordsAcknowledgedTotal();

    @About("Accounting records that were lost, or dropped because too many waited.")
    long getRecordsDroppedTotal();

    @About("Why records are not on disk, empty for none.")
    String getSpoolProblem();

    @About(
            "Lists LNSs of authorizations that are tried last for a while, since they could not be reached; asks the engine.")
    String[] listDenied();
}
