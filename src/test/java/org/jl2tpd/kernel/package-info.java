/**
 * Our daemon on a kernel with the L2TP and PPP drivers. The classes {@code *KT} run in a guest machine by
 * {@code src/test/kernel/run}, never by Maven: they load drivers and write below /etc. Those tagged {@code debian} run on Debian's own kernel
 * as well, those tagged {@code bench} measure and run only when asked for.
 */
package org.jl2tpd.kernel;
