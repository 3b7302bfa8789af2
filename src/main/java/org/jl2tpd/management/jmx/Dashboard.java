package org.jl2tpd.management.jmx;

import java.util.List;

/** Totals and events of one moment. */
public record Dashboard(DaemonTotals totals, List<EventInfo> events) {}
