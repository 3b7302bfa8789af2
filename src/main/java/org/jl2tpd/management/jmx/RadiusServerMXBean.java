package org.jl2tpd.management.jmx;

/** {@code type=RadiusServer,role=ROLE,name=NAME}: a RADIUS server in one of its roles (RFC 4668, RFC 4670). */
@About("A RADIUS server, in one of its roles.")
public interface RadiusServerMXBean {
    @About("Its name in the configuration.")
    String getName();

    @About("Group that ppp profiles name with radius_hint; empty for those that name none.")
    String getGroup();

    @About("What it is asked for: authentication or accounting.")
    String getRole();

    @About("Its address.")
    String getAddress();

    @About("Its UDP port.")
    int getPort();

    @About("Either alive or dead.")
    String getState();

    @About("Whether it is asked first.")
    boolean isAlive();

    @About("Seconds that it is in that state.")
    long getStateSeconds();

    @About("Microseconds that its last answer took, 0 before one.")
    long getRoundTripMicroseconds();

    @About("Requests that wait for its answer.")
    long getPending();

    @About("Requests, without those that were sent again.")
    long getRequestsTotal();

    @About("Requests that were sent again.")
    long getRetransmissionsTotal();

    @About("Access-Accepts.")
    long getAcceptsTotal();

    @About("Access-Rejects.")
    long getRejectsTotal();

    @About("Access-Challenges.")
    long getChallengesTotal();

    @About("Accounting-Responses.")
    long getResponsesTotal();

    @About("Answers that could not be read.")
    long getMalformedTotal();

    @About("Answers with a wrong authenticator, or without Message-Authenticator where it is required.")
    long getBadAuthenticatorsTotal();

    @About("Times that no answer came.")
    long getTimeoutsTotal();

    @About("Answers of an unknown code.")
    long getUnknownTypesTotal();

    @About("Answers to nothing that was asked, and what was dropped for another reason.")
    long getDroppedTotal();
}
