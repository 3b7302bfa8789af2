/**
 * {@code jl2tpd setup}, which {@code jl2tpctl setup} calls: switches SNMP, remote JMX or the console on in the configuration file, with generated credentials
 * that are printed once. The daemon need not run; it takes the change at its next start, or at a reload.
 */
package org.jl2tpd.daemon.setup;
