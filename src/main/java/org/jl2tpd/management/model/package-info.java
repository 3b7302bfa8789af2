/**
 * What management shows: tables of tunnels and sessions that any thread may read without asking the engine, events, and what outlives a
 * restart. SNMP, JMX and the console read the same rows.
 */
package org.jl2tpd.management.model;
