package org.jl2tpd.management.jmx;

import java.util.List;

/** A page of tunnels; {@code total} is how many there are that pass the filter. */
public record TunnelPage(int total, int offset, List<TunnelLine> tunnels) {}
