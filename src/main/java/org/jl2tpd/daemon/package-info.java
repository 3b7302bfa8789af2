/** Main program, wiring, order of start and stop; the quick start. */
package org.jl2tpd.daemon;
