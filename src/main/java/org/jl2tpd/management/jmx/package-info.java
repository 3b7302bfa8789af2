/**
 * The daemon as MBeans: the platform's MBean server has them always, other hosts see them by {@link org.jl2tpd.management.jmx.remote.RemoteJmx} where the configuration
 * says so. Interfaces and records are for clients, and all of them open types.
 */
package org.jl2tpd.management.jmx;
