package org.jl2tpd.management.jmx;

/** {@code type=RadiusClient,name=NAME}: who may send Disconnect and CoA (RFC 4673). */
@About("A RADIUS client, which may end and change sessions.")
public interface RadiusClientMXBean {
    @About("Its name in the configuration.")
    String getName();

    @About("Prefix that it asks from.")
    String getSource();

    @About("Disconnect-Requests.")
    long getDisconnectRequestsTotal();

    @About("Disconnect-Requests that came again and were answered from memory.")
    long getDisconnectDuplicatesTotal();

    @About("Disconnect-Requests that were done.")
    long getDisconnectAcksTotal();

    @About("Disconnect-Requests that were refused.")
    long getDisconnectNaksTotal();

    @About("Disconnect-Requests that no session matched.")
    long getDisconnectNoSessionTotal();

    @About("Sessions that were ended for it.")
    long getDisconnectSessionsTotal();

    @About("Disconnect-Requests that could not be read.")
    long getDisconnectMalformedTotal();

    @About("Disconnect-Requests with a wrong authenticator, or without Message-Authenticator where it is required.")
    long getDisconnectBadAuthenticatorsTotal();

    @About("Disconnect-Requests that were dropped for another reason.")
    long getDisconnectDroppedTotal();

    @About("CoA-Requests.")
    long getCoaRequestsTotal();

    @About("CoA-Requests that came again and were answered from memory.")
    long getCoaDuplicatesTotal();

    @About("CoA-Requests that were done.")
    long getCoaAcksTotal();

    @About("CoA-Requests that were refused.")
    long getCoaNaksTotal();

    @About("CoA-Requests that no session matched.")
    long getCoaNoSessionTotal();

    @About("Sessions that were changed for it.")
    long getCoaSessionsTotal();

    @About("CoA-Requests that could not be read.")
    long getCoaMalformedTotal();

    @About("CoA-Requests with a wrong authenticator, or without Message-Authenticator where it is required.")
    long getCoaBadAuthenticatorsTotal();

    @About("CoA-Requests that were dropped for another reason.")
    long getCoaDroppedTotal();

    @About("Packets of an unknown code.")
    long getUnknownTypesTotal();
}
