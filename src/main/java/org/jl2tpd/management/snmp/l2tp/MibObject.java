package org.jl2tpd.management.snmp.l2tp;

/**
 * An object that is served, and what it shows.
 *
 * @param module MIB module that defines it
 * @param name its descriptor there
 * @param oid dotted, without instance
 * @param table descriptor of its table; empty for a scalar
 * @param writable whether a SET can succeed
 * @param shows where the value comes from: a field of {@link org.jl2tpd.engine.Views} or of the tables of {@code management.model}, a
 *     counter in brackets, or a constant
 */
public record MibObject(
        String module, String name, String oid, String table, Syntax syntax, boolean writable, String shows) {}
