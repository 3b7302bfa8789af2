package org.jl2tpd.management;

import java.util.Map;
import java.util.Set;

/**
 * A profile in words.
 *
 * @param kind {@code peer}, {@code tunnel}, {@code session}, {@code ppp}, {@code system}, {@code snmp}, {@code jmx} or {@code http}
 * @param fromFile whether the configuration file has it; a profile of an operator's making is false
 * @param useCount tunnels and sessions that live and were made with it
 * @param values every attribute of the kind by name, in the schema's order, as the command line writes it; a secret is empty, or
 *     {@code ***} where one is set
 * @param set names of the attributes that are set, and not merely their default
 */
public record ProfileView(
        String kind, String name, boolean fromFile, int useCount, Map<String, String> values, Set<String> set) {}
