/** Programs that are started when tunnels and sessions come and go: without capabilities, with a clean environment, bounded in number and time. */
package org.jl2tpd.daemon.hooks;
