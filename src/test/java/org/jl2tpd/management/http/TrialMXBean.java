package org.jl2tpd.management.http;

/** See {@link Trial}. */
public interface TrialMXBean {
    int getLevel();

    void setLevel(int level);

    String look(int what);

    void act(String reason);

    int[] many(int count);
}
