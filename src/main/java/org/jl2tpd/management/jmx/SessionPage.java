package org.jl2tpd.management.jmx;

import java.util.List;

/** A page of sessions; {@code total} is how many there are that pass the filter, -1 where they were not counted, {@code more} whether there are some behind. */
public record SessionPage(int total, int offset, boolean more, List<SessionLine> sessions) {}
