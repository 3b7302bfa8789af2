/**
 * The datapath over Linux's L2TP and PPP drivers: IP packets never enter this process; frames of PPP's control protocols are read and
 * written through /dev/ppp. {@link org.jl2tpd.datapath.kernel.L2tpKernel} is the seam to the system calls.
 */
package org.jl2tpd.datapath.kernel;
