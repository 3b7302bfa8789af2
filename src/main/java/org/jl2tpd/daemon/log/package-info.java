/** The log: key=value lines on standard error or in a file, and how the engine's events become such lines. */
package org.jl2tpd.daemon.log;
