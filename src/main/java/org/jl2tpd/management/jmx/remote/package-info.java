/**
 * JMX for other hosts and users: TLS, passwords, two roles, one port. The JDK's own remote agent is not used, because it listens on every address, and lets
 * any role create MBeans that its access file does not forbid.
 */
package org.jl2tpd.management.jmx.remote;
