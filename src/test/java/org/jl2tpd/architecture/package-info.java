/** Checks of the source itself: who may import whom, what the pure rooms must not touch, size of files. */
package org.jl2tpd.architecture;
