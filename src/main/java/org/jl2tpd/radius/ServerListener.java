package org.jl2tpd.radius;

/** Hears when a server is dead for us, and when it is not any more. Words are for the operator and hold no secret. */
public interface ServerListener {
    void serverDead(String server, RadiusRequest.Kind role, String words);

    void serverAlive(String server, RadiusRequest.Kind role, String words);
}
